// @ts-check
import { BLOCK } from './attention.mjs';

/** The arrays that a network works in, as large as the largest batch needs them. */

/** @typedef {import('./shape.mjs').Shape} Shape */
/** @typedef {(length: number) => Float32Array} Floats */
/** @typedef {ReturnType<typeof layerRoom>} LayerRoom */

/** Who looked at what, of all heads: rows are rounded up to eight. @param {Shape} shape @param {number} tokens @param {number} length */
const weightCount = ({ heads }, tokens, length) => heads * tokens * (length + 8);

/**
 * Counts what the two functions below ask for.
 *
 * @param {Shape} shape
 * @param {number} tokens of a batch
 * @param {number} length of a dialogue
 */
export function roomNeeded(shape, tokens, length) {
  let count = 0;
  const counting = (/** @type {number} */ size) => {
    // The arena begins each array at a multiple of 16 numbers.
    count += size + 16;
    return new Float32Array(0);
  };
  for (let layer = 0; layer < shape.layers; layer++) layerRoom(counting, shape, tokens, length);
  sharedRoom(counting, shape, tokens, length);
  return count + 64;
}

/**
 * What a layer keeps for the way back, and its matrices the other way round.
 *
 * @param {Floats} floats
 * @param {Shape} shape
 * @param {number} tokens
 * @param {number} length
 */
export function layerRoom(floats, shape, tokens, length) {
  const { width, hidden } = shape;
  return {
    qkvTurned: floats(3 * width * width),
    outputTurned: floats(width * width),
    bothTurned: floats(2 * hidden * width),
    downTurned: floats(hidden * width),
    from: floats(tokens * width),
    inverse: floats(tokens),
    normed: floats(tokens * width),
    qkv: floats(tokens * 3 * width),
    weights: floats(weightCount(shape, tokens, length)),
    heard: floats(tokens * width),
    middle: floats(tokens * width),
    inverseAgain: floats(tokens),
    normedAgain: floats(tokens * width),
    both: floats(tokens * 2 * hidden),
    inner: floats(tokens * hidden),
  };
}

/**
 * What the layers use one after the other.
 *
 * @param {Floats} floats
 * @param {Shape} shape
 * @param {number} tokens
 * @param {number} length
 */
export function sharedRoom(floats, { vocabulary, width, hidden }, tokens, length) {
  return {
    embeddingTurned: floats(vocabulary * width),
    stream: floats(tokens * width),
    picked: floats(tokens * width),
    pickedNormed: floats(tokens * width),
    pickedInverse: floats(tokens),
    logits: floats(tokens * vocabulary),
    streamGradient: floats(tokens * width),
    normedGradient: floats(tokens * width),
    heardGradient: floats(tokens * width),
    qkvGradient: floats(tokens * 3 * width),
    bothGradient: floats(tokens * 2 * hidden),
    hiddenGradient: floats(tokens * hidden),
    turned: floats(width * (length + 8)),
    slopes: floats(BLOCK * (length + 8)),
  };
}
