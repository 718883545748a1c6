// @ts-check

/**
 * How large a transformer of llama's kind is.
 *
 * @typedef {object} Shape
 * @property {number} vocabulary a multiple of 8
 * @property {number} width a multiple of 32, and of 8 for each head
 * @property {number} layers
 * @property {number} heads
 * @property {number} hidden width of the feed-forward part, a multiple of 32
 */

/**
 * Where a tensor lies among all numbers of a model, under its name in GGUF files.
 *
 * @typedef {object} Place
 * @property {string} name
 * @property {readonly number[]} shape inputs first, as GGUF writes it
 * @property {number} offset
 * @property {number} length
 */

/** @param {number} layer @param {string} part */
export const inLayer = (layer, part) => `blk.${layer}.${part}.weight`;
export const EMBEDDING = 'token_embd.weight';
export const LAST_NORM = 'output_norm.weight';

/**
 * The tensors in the order in which they lie: query, key and value side by side, and so gate and up,
 * so that each such group is one product. The output shares the embedding.
 *
 * @param {Shape} shape
 * @returns {readonly Place[]}
 */
export function placesOf({ vocabulary, width, layers, hidden }) {
  /** @type {Place[]} */
  const places = [];
  let offset = 0;
  /** @param {string} name @param {readonly number[]} shape */
  const add = (name, shape) => {
    const length = shape.reduce((product, size) => product * size, 1);
    places.push({ name, shape, offset, length });
    offset += length;
  };
  add(EMBEDDING, [width, vocabulary]);
  for (let layer = 0; layer < layers; layer++) {
    add(inLayer(layer, 'attn_norm'), [width]);
    for (const part of ['attn_q', 'attn_k', 'attn_v', 'attn_output']) {
      add(inLayer(layer, part), [width, width]);
    }
    add(inLayer(layer, 'ffn_norm'), [width]);
    for (const part of ['ffn_gate', 'ffn_up']) add(inLayer(layer, part), [width, hidden]);
    add(inLayer(layer, 'ffn_down'), [hidden, width]);
  }
  add(LAST_NORM, [width]);
  return places;
}

/** @param {Shape} shape */
export function parameterCount(shape) {
  return placesOf(shape).reduce((sum, { length }) => sum + length, 0);
}

/**
 * Fresh parameters: norms are 1, matrices small and random, those that end a block smaller.
 *
 * @param {Shape} shape
 * @param {() => number} random in [0, 1)
 * @returns {Float32Array<ArrayBuffer>}
 */
export function freshParameters(shape, random) {
  const parameters = new Float32Array(parameterCount(shape));
  for (const { name, shape: sizes, offset, length } of placesOf(shape)) {
    const own = parameters.subarray(offset, offset + length);
    if (sizes.length === 1) {
      own.fill(1);
      continue;
    }
    const ending = /attn_output|ffn_down/.test(name) ? 1 / Math.sqrt(2 * shape.layers) : 1;
    const deviation = name === EMBEDDING ? 0.05 : ending / Math.sqrt(sizes[0] ?? 1);
    for (let i = 0; i < length; i++) own[i] = deviation * normal(random);
  }
  return parameters;
}

/** A normally distributed number, by Box and Muller. @param {() => number} random */
function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
