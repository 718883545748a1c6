// @ts-check
import { attend, attendBack } from './attention.mjs';
import {
  gated,
  gatedBack,
  normalise,
  normaliseBack,
  rotate,
  softmax,
  transpose,
} from './kernels.mjs';
import { openArena } from './matmul.mjs';
import { layerRoom, roomNeeded, sharedRoom } from './room.mjs';
import { EMBEDDING, inLayer, LAST_NORM, parameterCount, placesOf } from './shape.mjs';

/**
 * Dialogues one after the other.
 *
 * @typedef {object} Batch
 * @property {Int32Array} tokens
 * @property {readonly number[]} ends where each dialogue ends
 * @property {Int32Array} rows where something is to be foretold
 * @property {Int32Array} targets what comes there
 */

/** @typedef {import('./room.mjs').LayerRoom} Layer */

/** A transformer of llama's kind that can learn. All of its numbers lie in one arena. */
export class Network {
  /** @type {import('./matmul.mjs').Arena} */ #arena;
  #shape;
  #places;
  /** @type {readonly Layer[]} */ #layers;
  #room;

  /**
   * @param {import('./shape.mjs').Shape} shape
   * @param {{ tokens: number, length: number, kind?: import('./matmul.mjs').Arena['kind'] }} limits of a
   *   batch and of a dialogue, in tokens
   */
  constructor(shape, { tokens, length, kind }) {
    const count = parameterCount(shape);
    this.#arena = openArena(roomNeeded(shape, tokens, length) + 2 * count, kind);
    this.#shape = shape;
    const { floats } = this.#arena;
    /** To be set before each step. */
    this.parameters = floats(count);
    /** What `learn` adds to. */
    this.gradients = floats(count);
    this.#places = new Map(placesOf(shape).map(place => [place.name, place]));
    this.#layers = Array.from({ length: shape.layers }, () =>
      layerRoom(floats, shape, tokens, length),
    );
    this.#room = sharedRoom(floats, shape, tokens, length);
  }

  get kind() {
    return this.#arena.kind;
  }

  /**
   * Adds the gradient of the summed loss of a batch to `gradients`.
   *
   * @param {Batch} batch
   * @returns {number} the summed loss, in nats
   */
  learn(batch) {
    this.turnMatrices();
    const losses = this.forward(batch);
    this.#backward(batch);
    return losses.reduce((sum, loss) => sum + loss, 0);
  }

  /** To be called when `parameters` have changed. */
  turnMatrices() {
    const { width, hidden, vocabulary } = this.#shape;
    this.#turn(this.#room.embeddingTurned, EMBEDDING, vocabulary, width);
    for (const [index, layer] of this.#layers.entries()) {
      this.#turn(layer.qkvTurned, inLayer(index, 'attn_q'), 3 * width, width);
      this.#turn(layer.outputTurned, inLayer(index, 'attn_output'), width, width);
      this.#turn(layer.bothTurned, inLayer(index, 'ffn_gate'), 2 * hidden, width);
      this.#turn(layer.downTurned, inLayer(index, 'ffn_down'), width, hidden);
    }
  }

  /**
   * Leaves the probabilities of what follows each of the batch's rows in `probabilities`.
   *
   * @param {Batch} batch
   * @returns {number[]} for each of the batch's rows minus the logarithm of its target's probability
   */
  forward({ tokens, ends, rows, targets }) {
    const { width, hidden, vocabulary } = this.#shape;
    const { stream, picked, pickedNormed, pickedInverse, logits, embeddingTurned } = this.#room;
    const multiply = this.#arena.multiply;
    const count = tokens.length;
    const embedding = this.#parameters(EMBEDDING);
    for (const [row, token] of tokens.entries()) {
      stream.set(embedding.subarray(token * width, (token + 1) * width), row * width);
    }
    for (const [index, layer] of this.#layers.entries()) {
      const { normed, qkv, heard, middle, normedAgain, both, inner } = layer;
      layer.from.set(stream);
      const gain = this.#parameters(inLayer(index, 'attn_norm'));
      normalise(normed, layer.inverse, stream, gain, count);
      multiply(wide(qkv, 3 * width), wide(normed, width), wide(layer.qkvTurned, 3 * width), [
        count,
        3 * width,
        width,
      ]);
      rotate(qkv, ends, this.#shape, 1);
      attend(this.#attention, heard, layer.weights, qkv, ends);
      const output = wide(layer.outputTurned, width);
      multiply(wide(stream, width), wide(heard, width), output, [count, width, width], true);
      middle.set(stream);
      const gainAgain = this.#parameters(inLayer(index, 'ffn_norm'));
      normalise(normedAgain, layer.inverseAgain, stream, gainAgain, count);
      multiply(
        wide(both, 2 * hidden),
        wide(normedAgain, width),
        wide(layer.bothTurned, 2 * hidden),
        [count, 2 * hidden, width],
      );
      gated(inner, both, hidden, count);
      const down = wide(layer.downTurned, width);
      multiply(wide(stream, width), wide(inner, hidden), down, [count, width, hidden], true);
    }
    for (const [at, row] of rows.entries()) {
      picked.set(stream.subarray(row * width, (row + 1) * width), at * width);
    }
    normalise(pickedNormed, pickedInverse, picked, this.#parameters(LAST_NORM), rows.length);
    const ahead = wide(embeddingTurned, vocabulary);
    multiply(wide(logits, vocabulary), wide(pickedNormed, width), ahead, [
      rows.length,
      vocabulary,
      width,
    ]);
    return Array.from(targets, (target, row) => {
      const logit = logits[row * vocabulary + target] ?? 0;
      return softmax(logits, row * vocabulary, vocabulary, vocabulary, 1) - logit;
    });
  }

  /** One row of the vocabulary's length for each row of the last batch. */
  get probabilities() {
    return this.#room.logits;
  }

  /** @param {Batch} batch */
  #backward({ tokens, ends, rows, targets }) {
    const { width, hidden, vocabulary } = this.#shape;
    const room = this.#room;
    const { logits, streamGradient, normedGradient, heardGradient, qkvGradient } = room;
    const count = tokens.length;
    for (const [row, target] of targets.entries()) {
      const at = row * vocabulary + target;
      logits[at] = (logits[at] ?? 0) - 1;
    }
    this.#back(
      logits,
      room.pickedNormed,
      EMBEDDING,
      [rows.length, vocabulary, width],
      normedGradient,
    );
    // The stream's gradient begins at the rows that foretell something.
    const pickedGradient = heardGradient.fill(0, 0, rows.length * width);
    const last = this.#parameters(LAST_NORM);
    const lastGradient = this.#gradients(LAST_NORM);
    normaliseBack(
      pickedGradient, lastGradient, normedGradient, room.picked, room.pickedInverse, last, rows.length,
    ); // prettier-ignore
    streamGradient.fill(0, 0, count * width);
    for (const [at, row] of rows.entries()) {
      streamGradient.set(pickedGradient.subarray(at * width, (at + 1) * width), row * width);
    }
    for (let index = this.#layers.length - 1; index >= 0; index--) {
      const layer = /** @type {Layer} */ (this.#layers[index]);
      const named = (/** @type {string} */ part) => inLayer(index, part);
      this.#back(
        streamGradient,
        layer.inner,
        named('ffn_down'),
        [count, width, hidden],
        room.hiddenGradient,
      );
      gatedBack(room.bothGradient, room.hiddenGradient, layer.both, hidden, count);
      this.#back(
        room.bothGradient,
        layer.normedAgain,
        named('ffn_gate'),
        [count, 2 * hidden, width],
        normedGradient,
      );
      this.#normBack(named('ffn_norm'), layer.middle, layer.inverseAgain, count);
      this.#back(
        streamGradient,
        layer.heard,
        named('attn_output'),
        [count, width, width],
        heardGradient,
      );
      attendBack(this.#attention, qkvGradient, heardGradient, layer.weights, layer.qkv, ends);
      rotate(qkvGradient, ends, this.#shape, -1);
      this.#back(
        qkvGradient,
        layer.normed,
        named('attn_q'),
        [count, 3 * width, width],
        normedGradient,
      );
      this.#normBack(named('attn_norm'), layer.from, layer.inverse, count);
    }
    const embedding = this.#gradients(EMBEDDING);
    for (const [row, token] of tokens.entries()) {
      for (let i = 0; i < width; i++) {
        const at = token * width + i;
        embedding[at] = (embedding[at] ?? 0) + (streamGradient[row * width + i] ?? 0);
      }
    }
  }

  /**
   * Back through a matrix: its own gradient, and that of what went in, which is written.
   *
   * @param {Float32Array} outGradient
   * @param {Float32Array} input
   * @param {string} name
   * @param {readonly [rows: number, outputs: number, inputs: number]} size
   * @param {Float32Array} inGradient
   */
  #back(outGradient, input, name, [rows, outputs, inputs], inGradient) {
    const offset = this.#place(name).offset;
    this.#arena.multiply(
      { data: this.gradients, offset, row: inputs },
      { data: outGradient, row: 1, step: outputs },
      wide(input, inputs),
      [outputs, inputs, rows],
      true,
    );
    this.#arena.multiply(
      wide(inGradient, inputs),
      wide(outGradient, outputs),
      { data: this.parameters, offset, row: inputs },
      [rows, inputs, outputs],
    );
  }

  /** @param {string} name @param {Float32Array} from @param {Float32Array} inverse @param {number} count */
  #normBack(name, from, inverse, count) {
    const { streamGradient, normedGradient } = this.#room;
    const gain = this.#parameters(name);
    normaliseBack(
      streamGradient,
      this.#gradients(name),
      normedGradient,
      from,
      inverse,
      gain,
      count,
    );
  }

  /** @param {Float32Array} to @param {string} name @param {number} rows @param {number} columns */
  #turn(to, name, rows, columns) {
    transpose(to, this.parameters, { rows, columns, offset: this.#place(name).offset });
  }

  /** @param {string} name */
  #place(name) {
    return /** @type {import('./shape.mjs').Place} */ (this.#places.get(name));
  }

  /** @param {string} name */
  #parameters(name) {
    const { offset, length } = this.#place(name);
    return this.parameters.subarray(offset, offset + length);
  }

  /** @param {string} name */
  #gradients(name) {
    const { offset, length } = this.#place(name);
    return this.gradients.subarray(offset, offset + length);
  }

  get #attention() {
    const { turned, slopes } = this.#room;
    return { arena: this.#arena, shape: this.#shape, turned, slopes };
  }
}

/** @param {Float32Array} data @param {number} row */
const wide = (data, row) => ({ data, row });
