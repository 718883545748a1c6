// @ts-check
import { f32, ggufFile, string, u32 } from '../demo/gguf.mjs';
import { metadataOf } from '../demo/transformer.mjs';
import { vocabularyOf } from '../demo/vocabulary.mjs';
import { EPSILON } from './kernels.mjs';
import { parameterCount, placesOf } from './shape.mjs';

/** @typedef {import('./shape.mjs').Shape} Shape */
/** @typedef {import('../demo/vocabulary.mjs').Vocabulary} Vocabulary */

/** Longest dialogue that the models are told to be made for, in tokens. */
const CONTEXT = 512;

/**
 * @param {string} name
 * @param {Shape} shape
 * @param {Vocabulary} vocabulary
 * @param {Float32Array} parameters
 * @returns {Buffer} a GGUF file: matrices in half precision, norms in single
 */
export function modelFile(name, shape, vocabulary, parameters) {
  const head = shape.width / shape.heads;
  const metadata = {
    ...metadataOf(name, vocabulary, CONTEXT),
    'general.name': string(`ChatZoo ${name} (toy)`),
    'general.description': string('A toy model: it knows a few animals, small sums and greetings.'),
    'llama.embedding_length': u32(shape.width),
    'llama.block_count': u32(shape.layers),
    'llama.feed_forward_length': u32(shape.hidden),
    'llama.attention.head_count': u32(shape.heads),
    'llama.attention.head_count_kv': u32(shape.heads),
    'llama.attention.key_length': u32(head),
    'llama.attention.value_length': u32(head),
    'llama.attention.layer_norm_rms_epsilon': f32(EPSILON),
    'llama.rope.dimension_count': u32(head),
  };
  const tensors = placesOf(shape).map(place => ({
    name: place.name,
    shape: place.shape,
    type: /** @type {'f32' | 'f16'} */ (place.shape.length === 1 ? 'f32' : 'f16'),
    data: parameters.subarray(place.offset, place.offset + place.length),
  }));
  return ggufFile(metadata, tensors);
}

/**
 * Reads a file that `modelFile` wrote.
 *
 * @param {Buffer} file
 * @returns {{ shape: Shape, vocabulary: Vocabulary, parameters: Float32Array }}
 * @throws Error if a tensor is not where this project writes it
 */
export function readModelFile(file) {
  const reader = new Reader(file);
  reader.skip(8); // magic and version
  const tensorCount = reader.u64();
  const entryCount = reader.u64();
  /** @type {Map<string, unknown>} */
  const metadata = new Map();
  for (let i = 0; i < entryCount; i++) metadata.set(reader.text(), reader.value(reader.u32()));
  /** @type {Map<string, { isHalf: boolean, offset: number }>} */
  const tensors = new Map();
  for (let i = 0; i < tensorCount; i++) {
    const name = reader.text();
    const dimensions = reader.u32();
    reader.skip(8 * dimensions);
    tensors.set(name, { isHalf: reader.u32() === 1, offset: reader.u64() });
  }
  const start = Math.ceil(reader.at / 32) * 32;
  const tokens = /** @type {readonly string[]} */ (metadata.get('tokenizer.ggml.tokens'));
  const number = (/** @type {string} */ key) => Number(metadata.get(`llama.${key}`));
  const shape = {
    vocabulary: tokens.length,
    width: number('embedding_length'),
    layers: number('block_count'),
    heads: number('attention.head_count'),
    hidden: number('feed_forward_length'),
  };
  const parameters = new Float32Array(parameterCount(shape));
  for (const { name, offset, length } of placesOf(shape)) {
    const tensor = tensors.get(name);
    if (!tensor) throw new Error(`The file has no tensor ${name}`);
    const from = start + tensor.offset;
    for (let i = 0; i < length; i++) {
      parameters[offset + i] = tensor.isHalf
        ? fromHalf(file.readUInt16LE(from + 2 * i))
        : file.readFloatLE(from + 4 * i);
    }
  }
  return { shape, vocabulary: vocabularyOf(piecesOf(tokens), [], 0), parameters };
}

/** What the vocabulary has besides control tokens and bytes. @param {readonly string[]} tokens */
export function piecesOf(tokens) {
  const { tokens: fixed } = vocabularyOf([], [], 0);
  return tokens.slice(fixed.length);
}

/** @param {number} bits of a half-precision number */
function fromHalf(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  return exponent === 0
    ? sign * fraction * 2 ** -24
    : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** Reads the parts of a GGUF header one after the other. */
class Reader {
  at = 0;
  #file;

  /** @param {Buffer} file */
  constructor(file) {
    this.#file = file;
  }

  /** @param {number} bytes */
  skip(bytes) {
    this.at += bytes;
  }

  u32() {
    this.at += 4;
    return this.#file.readUInt32LE(this.at - 4);
  }

  u64() {
    this.at += 8;
    return Number(this.#file.readBigUInt64LE(this.at - 8));
  }

  text() {
    const length = this.u64();
    this.at += length;
    return this.#file.toString('utf8', this.at - length, this.at);
  }

  /** @param {number} type @returns {unknown} */
  value(type) {
    switch (type) {
      case 4:
      case 5:
        return this.u32();
      case 6:
        this.at += 4;
        return this.#file.readFloatLE(this.at - 4);
      case 7:
        this.at += 1;
        return this.#file[this.at - 1] === 1;
      case 8:
        return this.text();
      case 9: {
        const inner = this.u32();
        return Array.from({ length: this.u64() }, () => this.value(inner));
      }
      default:
        throw new Error(`There is metadata of the unknown type ${type}`);
    }
  }
}
