// @ts-check
import { softmax, transpose } from './kernels.mjs';

/** Rows that are done together; none of them needs what comes after the last of them. */
export const BLOCK = 32;

/** @param {number} count */
const toEight = count => Math.ceil(count / 8) * 8;

/**
 * @typedef {object} Attention
 * @property {import('./matmul.mjs').Arena} arena
 * @property {{ width: number, heads: number }} shape
 * @property {Float32Array} turned room for the keys or values of a head, the other way round
 * @property {Float32Array} slopes room for the gradients of the weights of a head
 */

/**
 * Walks over the blocks of rows of every head of every dialogue.
 *
 * @param {readonly number[]} ends
 * @param {{ width: number, heads: number }} shape
 * @param {(head: { start: number, length: number, row: number, at: number, column: number }) => void} begin
 *   `at`: where its weights begin, `row`: how long their rows are, `column`: where its part of a row of
 *   a token begins
 * @param {(head: { start: number, length: number, row: number, at: number, column: number }, from: number, to: number) => void} block
 */
function forBlocks(ends, { width, heads }, begin, block) {
  let start = 0;
  let at = 0;
  for (const end of ends) {
    const length = end - start;
    const row = toEight(length);
    for (let head = 0; head < heads; head++, at += length * row) {
      const place = { start, length, row, at, column: (head * width) / heads };
      begin(place);
      for (let from = 0; from < length; from += BLOCK) {
        block(place, from, Math.min(length, from + BLOCK));
      }
    }
    start = end;
  }
}

/**
 * Causal attention within each dialogue.
 *
 * @param {Attention} attention
 * @param {Float32Array} to
 * @param {Float32Array} weights receives who looked at what
 * @param {Float32Array} qkv rows of query, key, value
 * @param {readonly number[]} ends where each dialogue ends
 */
export function attend({ arena, shape, turned }, to, weights, qkv, ends) {
  const { width } = shape;
  const size = width / shape.heads;
  const scale = 1 / Math.sqrt(size);
  forBlocks(
    ends,
    shape,
    ({ start, length, row, column }) => {
      turned.fill(0, 0, size * row);
      const offset = start * 3 * width + width + column;
      transpose(turned, qkv, {
        rows: length,
        columns: size,
        offset,
        row: 3 * width,
        stride: row,
      });
    },
    ({ start, row, at, column }, from, last) => {
      const queries = { data: qkv, offset: (start + from) * 3 * width + column, row: 3 * width };
      const values = { data: qkv, offset: start * 3 * width + 2 * width + column, row: 3 * width };
      const own = { data: weights, offset: at + from * row, row };
      const heard = { data: to, offset: (start + from) * width + column, row: width };
      arena.multiply(own, queries, { data: turned, row }, [last - from, toEight(last), size]);
      for (let i = from; i < last; i++) softmax(weights, at + i * row, i + 1, row, scale);
      arena.multiply(heard, own, values, [last - from, size, last]);
    },
  );
}

/**
 * @param {Attention} attention
 * @param {Float32Array} qkvGradient is written
 * @param {Float32Array} toGradient
 * @param {Float32Array} weights
 * @param {Float32Array} qkv
 * @param {readonly number[]} ends
 */
export function attendBack(
  { arena, shape, turned, slopes },
  qkvGradient,
  toGradient,
  weights,
  qkv,
  ends,
) {
  const { width } = shape;
  const wide = 3 * width;
  const size = width / shape.heads;
  const scale = 1 / Math.sqrt(size);
  qkvGradient.fill(0, 0, (ends.at(-1) ?? 0) * wide);
  forBlocks(
    ends,
    shape,
    ({ start, length, row, column }) => {
      turned.fill(0, 0, size * row);
      const offset = start * wide + 2 * width + column;
      transpose(turned, qkv, { rows: length, columns: size, offset, row: wide, stride: row });
    },
    ({ start, row, at, column }, from, last) => {
      const rows = last - from;
      const first = start * wide + column;
      const blockAt = (start + from) * wide + column;
      const heard = { data: toGradient, offset: (start + from) * width + column, row: width };
      const slope = { data: slopes, row };
      arena.multiply(slope, heard, { data: turned, row }, [rows, toEight(last), size]);
      for (let i = 0; i < rows; i++) {
        const own = at + (from + i) * row;
        const count = from + i + 1;
        let dot = 0;
        for (let j = 0; j < count; j++) dot += (weights[own + j] ?? 0) * (slopes[i * row + j] ?? 0);
        for (let j = 0; j < count; j++) {
          slopes[i * row + j] =
            (weights[own + j] ?? 0) * ((slopes[i * row + j] ?? 0) - dot) * scale;
        }
        slopes.fill(0, i * row + count, (i + 1) * row);
      }
      const query = { data: qkvGradient, offset: blockAt, row: wide };
      const keys = { data: qkvGradient, offset: first + width, row: wide };
      const values = { data: qkvGradient, offset: first + 2 * width, row: wide };
      arena.multiply(query, slope, { data: qkv, offset: first + width, row: wide }, [
        rows,
        size,
        last,
      ]);
      const slopesTurned = { data: slopes, row: 1, step: row };
      const queries = { data: qkv, offset: blockAt, row: wide };
      arena.multiply(keys, slopesTurned, queries, [last, size, rows], true);
      const weightsTurned = { data: weights, offset: at + from * row, row: 1, step: row };
      arena.multiply(values, weightsTurned, heard, [last, size, rows], true);
    },
  );
}
