// @ts-check
/**
 * The matrix product as WebAssembly, put together byte by byte: four rows by eight columns stay in
 * registers while the common dimension is walked.
 *
 * source of the opcodes: https://webassembly.github.io/spec/core/binary/instructions.html
 */

const I32 = 0x7f;
const V128 = 0x7b;
const VOID = 0x40;

/** Parameters, in this order; addresses and strides in bytes. */
const P = { a: 0, aRow: 1, aStep: 2, b: 3, bRow: 4, c: 5, cRow: 6, m: 7, n: 8, k: 9, add: 10 };
/** Local variables behind them. */
const L = { row: 11, column: 12, left: 13, rest: 14, pa: 15, pb: 16, pc: 17, at: 18 };
const VECTOR = 19;
const ROWS = 4;
const VECTORS = { sums: VECTOR, b0: VECTOR + 8, b1: VECTOR + 9, splat: VECTOR + 10 };

/** @param {number} value @returns {number[]} unsigned LEB128 */
function unsigned(value) {
  const low = value & 0x7f;
  return value > 0x7f ? [low | 0x80, ...unsigned(value >>> 7)] : [low];
}

/** @param {number} value between -64 and 63 */
const constant = value => [0x41, value & 0x7f];
/** @param {number} local */
const get = local => [0x20, ...unsigned(local)];
/** @param {number} local */
const set = local => [0x21, ...unsigned(local)];
const ADD = [0x6a];
const SUBTRACT = [0x6b];
const MULTIPLY = [0x6c];
const LESS = [0x48];
const END = [0x0b];

/** @param {number} code @param {readonly number[]} [more] */
const simd = (code, more = []) => [0xfd, ...unsigned(code), ...more];
/** @param {number} offset */
const load = offset => simd(0, [2, offset]);
/** @param {number} offset */
const store = offset => simd(11, [2, offset]);
const LOAD_SPLAT = simd(9, [2, 0]);
const ZERO = simd(12, new Array(16).fill(0));

/** @param {number} target @param {number} local @param {number} other sets target = local + other */
const sum = (target, local, other) => [...get(local), ...get(other), ...ADD, ...set(target)];

/**
 * @param {boolean} fused whether a product and its sum are rounded once, which is faster
 * @returns {Uint8Array} a module that imports `env.memory` and exports `matmul`
 */
export function matmulModule(fused) {
  const multiplyAdd = fused ? simd(0x105) : [...simd(0xe6), ...simd(0xe4)];

  /** @param {number} row @param {0 | 1} half */
  const accumulator = (row, half) => VECTORS.sums + 2 * row + half;

  /** sum += splat × b; without fusing the sum must lie below the product. @param {number} own @param {number} b */
  const accumulate = (own, b) =>
    fused
      ? [...get(VECTORS.splat), ...get(b), ...get(own), ...multiplyAdd, ...set(own)]
      : [...get(own), ...get(VECTORS.splat), ...get(b), ...multiplyAdd, ...set(own)];

  /** @param {number} rows @param {(row: number) => readonly number[]} body */
  const forRows = (rows, body) => Array.from({ length: rows }, (_, row) => body(row)).flat();

  /** Eight columns of so many rows. @param {number} rows */
  const tile = rows => [
    // pc = c + row * cRow + column * 4; pa = a + row * aRow; pb = b + column * 4
    ...[...get(P.c), ...get(L.row), ...get(P.cRow), ...MULTIPLY, ...ADD],
    ...[...get(L.column), ...constant(4), ...MULTIPLY, ...ADD, ...set(L.pc)],
    ...[...get(P.a), ...get(L.row), ...get(P.aRow), ...MULTIPLY, ...ADD, ...set(L.pa)],
    ...[...get(P.b), ...get(L.column), ...constant(4), ...MULTIPLY, ...ADD, ...set(L.pb)],
    ...[...get(P.add), 0x04, VOID],
    ...[...get(L.pc), ...set(L.at)],
    ...forRows(rows, row => [
      ...[...get(L.at), ...load(0), ...set(accumulator(row, 0))],
      ...[...get(L.at), ...load(16), ...set(accumulator(row, 1))],
      ...sum(L.at, L.at, P.cRow),
    ]),
    0x05,
    ...forRows(rows, row => [
      ...[...ZERO, ...set(accumulator(row, 0)), ...ZERO, ...set(accumulator(row, 1))],
    ]),
    ...END,
    ...[...get(P.k), ...set(L.left), 0x03, VOID],
    ...[...get(L.pb), ...load(0), ...set(VECTORS.b0), ...get(L.pb), ...load(16)],
    ...[...set(VECTORS.b1), ...get(L.pa), ...set(L.at)],
    ...forRows(rows, row => [
      ...[...get(L.at), ...LOAD_SPLAT, ...set(VECTORS.splat)],
      ...accumulate(accumulator(row, 0), VECTORS.b0),
      ...accumulate(accumulator(row, 1), VECTORS.b1),
      ...(row + 1 < rows ? sum(L.at, L.at, P.aRow) : []),
    ]),
    ...sum(L.pa, L.pa, P.aStep),
    ...sum(L.pb, L.pb, P.bRow),
    ...[...get(L.left), ...constant(1), ...SUBTRACT, 0x22, L.left, 0x0d, 0, ...END],
    ...[...get(L.pc), ...set(L.at)],
    ...forRows(rows, row => [
      ...[...get(L.at), ...get(accumulator(row, 0)), ...store(0)],
      ...[...get(L.at), ...get(accumulator(row, 1)), ...store(16)],
      ...sum(L.at, L.at, P.cRow),
    ]),
    ...[...get(L.row), ...constant(rows), ...ADD, ...set(L.row)],
  ];

  /** Tiles of so many rows while there are rows left up to `limit`. @param {number} rows @param {number} limit */
  const whileRows = (rows, limit) => [
    ...[0x02, VOID, 0x03, VOID],
    ...[...get(L.row), ...get(limit), ...LESS, 0x45, 0x0d, 1],
    ...tile(rows),
    ...[0x0c, 0, ...END, ...END],
  ];

  const body = [
    // rest = m & -4
    ...[...get(P.m), ...constant(-ROWS), 0x71, ...set(L.rest)],
    ...[0x02, VOID, 0x03, VOID],
    ...[...get(L.column), ...get(P.n), ...LESS, 0x45, 0x0d, 1],
    ...[...constant(0), ...set(L.row)],
    ...whileRows(ROWS, L.rest),
    ...whileRows(1, P.m),
    ...[...get(L.column), ...constant(8), ...ADD, ...set(L.column)],
    ...[0x0c, 0, ...END, ...END, ...END],
  ];
  return assembled(body);
}

/** @param {readonly number[]} body @returns {Uint8Array} */
function assembled(body) {
  const parameters = new Array(Object.keys(P).length).fill(I32);
  const locals = [2, Object.keys(L).length, I32, 2 * ROWS + 3, V128];
  const code = [...locals, ...body];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, parameters.length, ...parameters, 0]),
    ...section(2, [1, ...name('env'), ...name('memory'), 2, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name('matmul'), 0, 0]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]);
}

/** @param {number} id @param {readonly number[]} content */
const section = (id, content) => [id, ...unsigned(content.length), ...content];

/** @param {string} text */
const name = text => [text.length, ...[...text].map(letter => letter.charCodeAt(0))];
