// @ts-check
/**
 * Writes GGUF version 3, the file format of llama.cpp: header, metadata, tensor directory, then the
 * tensors at multiples of 32 bytes; little endian throughout.
 *
 * source: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
import { Buffer } from 'node:buffer';

const VERSION = 3;
const ALIGNMENT = 32;

/** The format's numbers for the types of metadata values. */
const VALUE = { u16: 2, u32: 4, i32: 5, f32: 6, bool: 7, string: 8, array: 9 };
/** The format's numbers for the types of tensors. */
const TENSOR = { f32: 0, f16: 1, q8_0: 8 };
/** A block of q8_0: so many numbers, as one half-precision scale and a byte each. */
const Q8_BLOCK = 32;

/**
 * A metadata value as its bytes, type included.
 *
 * @typedef {{ readonly type: number, readonly body: Buffer }} Value
 */

/**
 * @typedef {object} Tensor
 * @property {string} name
 * @property {readonly number[]} shape fastest dimension first: [inputs, outputs] of a matrix
 * @property {'f32' | 'f16' | 'q8_0'} type rows of q8_0 are multiples of 32 long
 * @property {Float32Array} data
 */

/**
 * A tensor whose numbers are still to come.
 *
 * @typedef {Omit<Tensor, 'data'>} TensorPlan
 */

/** @param {number} value @returns {Value} */
export const u16 = value => ({ type: VALUE.u16, body: write(2, b => b.writeUInt16LE(value)) });
/** @param {number} value @returns {Value} */
export const i32 = value => ({ type: VALUE.i32, body: write(4, b => b.writeInt32LE(value)) });
/** @param {number} value @returns {Value} */
export const u32 = value => ({ type: VALUE.u32, body: write(4, b => b.writeUInt32LE(value)) });
/** @param {number} value @returns {Value} */
export const f32 = value => ({ type: VALUE.f32, body: write(4, b => b.writeFloatLE(value)) });
/** @param {boolean} value @returns {Value} */
export const bool = value => ({ type: VALUE.bool, body: Buffer.from([value ? 1 : 0]) });
/** @param {string} value @returns {Value} */
export const string = value => ({ type: VALUE.string, body: text(value) });
/** @param {readonly string[]} values @returns {Value} */
export const strings = values => array(VALUE.string, values.map(text));
/** @param {readonly number[]} values @returns {Value} */
export const floats = values =>
  array(
    VALUE.f32,
    values.map(value => f32(value).body),
  );
/** @param {readonly number[]} values @returns {Value} */
export const integers = values =>
  array(VALUE.i32, values.map(value => write(4, b => b.writeInt32LE(value)))); // prettier-ignore

/**
 * @param {Readonly<Record<string, Value>>} metadata in the order in which it is written
 * @param {readonly Tensor[]} tensors
 * @returns {Buffer} the whole file
 */
export function ggufFile(metadata, tensors) {
  return Buffer.concat([ggufHead(metadata, tensors), ...tensors.map(tensorBytes)]);
}

/**
 * What comes before the numbers; the tensors in the same order follow it, each padded to 32 bytes.
 *
 * @param {Readonly<Record<string, Value>>} metadata in the order in which it is written
 * @param {readonly TensorPlan[]} tensors
 * @returns {Buffer}
 */
export function ggufHead(metadata, tensors) {
  const entries = Object.entries(metadata);
  const head = [Buffer.from('GGUF'), u32(VERSION).body, u64(tensors.length), u64(entries.length)];
  for (const [key, { type, body }] of entries) head.push(text(key), u32(type).body, body);
  let offset = 0;
  for (const { name, shape, type } of tensors) {
    head.push(text(name), u32(shape.length).body, ...shape.map(u64));
    head.push(u32(TENSOR[type]).body, u64(offset));
    const count = shape.reduce((product, length) => product * length, 1);
    offset += Math.ceil(byteLength(count, type) / ALIGNMENT) * ALIGNMENT;
  }
  return padded(Buffer.concat(head));
}

/** @param {number} size @param {(buffer: Buffer) => unknown} fill */
function write(size, fill) {
  const buffer = Buffer.alloc(size);
  fill(buffer);
  return buffer;
}

/** @param {number} value */
function u64(value) {
  return write(8, buffer => buffer.writeBigUInt64LE(BigInt(value)));
}

/** @param {string} value */
function text(value) {
  const bytes = Buffer.from(value, 'utf8');
  return Buffer.concat([u64(bytes.length), bytes]);
}

/** @param {number} type @param {readonly Buffer[]} bodies @returns {Value} */
function array(type, bodies) {
  const body = Buffer.concat([u32(type).body, u64(bodies.length), ...bodies]);
  return { type: VALUE.array, body };
}

/** @param {Buffer} bytes */
function padded(bytes) {
  const missing = (ALIGNMENT - (bytes.length % ALIGNMENT)) % ALIGNMENT;
  return missing === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(missing)]);
}

/** @param {number} count @param {Tensor['type']} type */
function byteLength(count, type) {
  if (type === 'q8_0') return (count / Q8_BLOCK) * (2 + Q8_BLOCK);
  return count * (type === 'f16' ? 2 : 4);
}

/** @param {Tensor} tensor @returns {Buffer} its numbers as they stand in the file, padding included */
function tensorBytes({ type, data }) {
  const bytes = Buffer.alloc(byteLength(data.length, type));
  if (type === 'q8_0') quantise(data, bytes);
  else {
    const size = type === 'f16' ? 2 : 4;
    for (const [index, value] of data.entries()) {
      if (type === 'f16') bytes.writeUInt16LE(halfBits(value), index * size);
      else bytes.writeFloatLE(value, index * size);
    }
  }
  return padded(bytes);
}

/** @param {Float32Array} data @param {Buffer} bytes */
function quantise(data, bytes) {
  for (let start = 0, at = 0; start < data.length; start += Q8_BLOCK, at += 2 + Q8_BLOCK) {
    let largest = 0;
    for (let i = 0; i < Q8_BLOCK; i++) {
      largest = Math.max(largest, Math.abs(data[start + i] ?? 0));
    }
    const scale = largest / 127;
    bytes.writeUInt16LE(halfBits(scale), at);
    if (scale === 0) continue;
    for (let i = 0; i < Q8_BLOCK; i++) {
      bytes.writeInt8(Math.round((data[start + i] ?? 0) / scale), at + 2 + i);
    }
  }
}

/**
 * The nearest half-precision number as its 16 bits; ties go to the even one.
 *
 * @param {number} value finite and below 65,520 in size
 */
function halfBits(value) {
  const sign = value < 0 ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size === 0) return sign;
  // Below 2^-14 halves are subnormal: all share that exponent.
  const exponent = Math.max(Math.floor(Math.log2(size)), -14);
  const steps = size / 2 ** (exponent - 10);
  const floor = Math.floor(steps);
  const rest = steps - floor;
  const rounded = rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
  // A carry out of the 10 bits of the fraction lands in the exponent, which is what is wanted.
  return sign | (rounded + (exponent + 14) * 1024);
}
