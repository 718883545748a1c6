// @ts-check
/* global WebAssembly */
import v8 from 'node:v8';
import { matmulModule } from './matmulModule.mjs';

const PAGE = 65_536;
const FLOAT = 4;

/**
 * A matrix inside the arena: where it begins, and how many numbers lie between rows and between
 * neighbours in a row; a transposed one has them exchanged.
 *
 * @typedef {object} Matrix
 * @property {Float32Array} data
 * @property {number} [offset] in numbers
 * @property {number} row
 * @property {number} [step] 1 unless it is transposed
 */

/**
 * @typedef {object} Arena
 * @property {(length: number) => Float32Array} floats zeros, which stay until the arena goes
 * @property {(c: Matrix, a: Matrix, b: Matrix, size: readonly [number, number, number], add?: boolean) => void} multiply
 *   c = a × b, or c += a × b; size is m, n, k; n is a multiple of 8, and b and c lie row by row
 * @property {'fused' | 'simd' | 'plain'} kind
 */

/**
 * Memory for numbers and the matrix product on it: WebAssembly with fused products where it can, else
 * without, else plain JavaScript. The three round differently.
 *
 * @param {number} capacity in numbers
 * @param {Arena['kind']} [wanted] at best
 * @returns {Arena}
 */
export function openArena(capacity, wanted = 'fused') {
  const memory = new WebAssembly.Memory({ initial: Math.ceil((capacity * FLOAT) / PAGE) + 1 });
  let used = 0;
  /** @param {number} length */
  const floats = length => {
    const view = new Float32Array(memory.buffer, used, length);
    used += Math.ceil((length * FLOAT) / 64) * 64;
    return view;
  };
  const [kind, product] = chosenProduct(memory, wanted);
  return {
    floats,
    kind,
    multiply: (c, a, b, [m, n, k], add = false) => {
      if (m > 0 && n > 0 && k > 0) product(c, a, b, m, n, k, add);
    },
  };
}

/** @typedef {(c: Matrix, a: Matrix, b: Matrix, m: number, n: number, k: number, add: boolean) => void} Product */

/** @param {WebAssembly.Memory} memory @param {Arena['kind']} wanted @returns {[Arena['kind'], Product]} */
function chosenProduct(memory, wanted) {
  // Node.js 20 has it behind this flag; later ones know it by themselves.
  v8.setFlagsFromString('--experimental-wasm-relaxed-simd');
  const kinds = /** @type {const} */ (['fused', 'simd']);
  for (const kind of kinds.slice(wanted === 'fused' ? 0 : 1)) {
    const bytes = matmulModule(kind === 'fused');
    if (wanted === 'plain' || !WebAssembly.validate(/** @type {BufferSource} */ (bytes))) continue;
    const module = new WebAssembly.Module(/** @type {BufferSource} */ (bytes));
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    const matmul = /** @type {(...values: number[]) => void} */ (exports['matmul']);
    return [
      kind,
      (c, a, b, m, n, k, add) =>
        matmul(
          address(a),
          a.row * FLOAT,
          (a.step ?? 1) * FLOAT,
          address(b),
          b.row * FLOAT,
          address(c),
          c.row * FLOAT,
          m,
          n,
          k,
          add ? 1 : 0,
        ),
    ];
  }
  return ['plain', plainProduct];
}

/** @param {Matrix} matrix */
const address = ({ data, offset = 0 }) => data.byteOffset + offset * FLOAT;

/** @type {Product} */
function plainProduct(c, a, b, m, n, k, add) {
  const step = a.step ?? 1;
  for (let i = 0; i < m; i++) {
    const to = (c.offset ?? 0) + i * c.row;
    if (!add) c.data.fill(0, to, to + n);
    for (let l = 0; l < k; l++) {
      const factor = a.data[(a.offset ?? 0) + i * a.row + l * step] ?? 0;
      const from = (b.offset ?? 0) + l * b.row;
      for (let j = 0; j < n; j++) {
        c.data[to + j] = (c.data[to + j] ?? 0) + factor * (b.data[from + j] ?? 0);
      }
    }
  }
}
