// @ts-check
/**
 * What a transformer does besides matrix products, forwards and backwards. Rows are tokens. The
 * names ending in `Back` add to gradients, or write them where it is said.
 */

/** As in the files that are written; keeps a row of zeros finite. */
export const EPSILON = 1e-5;

/**
 * RMSNorm of each row.
 *
 * @param {Float32Array} to
 * @param {Float32Array} inverse receives one over each row's root mean square
 * @param {Float32Array} from
 * @param {Float32Array} gain
 * @param {number} rows
 */
export function normalise(to, inverse, from, gain, rows) {
  const width = gain.length;
  for (let row = 0, at = 0; row < rows; row++, at += width) {
    let squares = 0;
    for (let i = 0; i < width; i++) squares += (from[at + i] ?? 0) ** 2;
    const scale = 1 / Math.sqrt(squares / width + EPSILON);
    inverse[row] = scale;
    for (let i = 0; i < width; i++) to[at + i] = (from[at + i] ?? 0) * scale * (gain[i] ?? 0);
  }
}

/**
 * @param {Float32Array} fromGradient is added to
 * @param {Float32Array} gainGradient is added to
 * @param {Float32Array} toGradient
 * @param {Float32Array} from
 * @param {Float32Array} inverse
 * @param {Float32Array} gain
 * @param {number} rows
 */
export function normaliseBack(fromGradient, gainGradient, toGradient, from, inverse, gain, rows) {
  const width = gain.length;
  for (let row = 0, at = 0; row < rows; row++, at += width) {
    const scale = inverse[row] ?? 0;
    let dot = 0;
    for (let i = 0; i < width; i++) {
      const value = (from[at + i] ?? 0) * scale;
      const gradient = toGradient[at + i] ?? 0;
      gainGradient[i] = (gainGradient[i] ?? 0) + gradient * value;
      dot += gradient * (gain[i] ?? 0) * value;
    }
    dot /= width;
    for (let i = 0; i < width; i++) {
      const value = (from[at + i] ?? 0) * scale;
      const gradient = (toGradient[at + i] ?? 0) * (gain[i] ?? 0);
      fromGradient[at + i] = (fromGradient[at + i] ?? 0) + scale * (gradient - value * dot);
    }
  }
}

/**
 * Turns each pair of neighbours of query and key by an angle that grows with the position, in place.
 *
 * @param {Float32Array} values rows of query, key, value
 * @param {readonly number[]} ends where each dialogue ends
 * @param {{ width: number, heads: number }} shape
 * @param {1 | -1} direction -1 for gradients
 */
export function rotate(values, ends, { width, heads }, direction) {
  const size = width / heads;
  const { cosines, sines } = turnsFor(size);
  let start = 0;
  for (const end of ends) {
    for (let token = start; token < end; token++) {
      const turn = ((token - start) * size) / 2;
      for (let at = token * 3 * width, last = at + 2 * width; at < last; at += size) {
        for (let pair = 0; pair < size / 2; pair++) {
          const cosine = cosines[turn + pair] ?? 0;
          const sine = direction * (sines[turn + pair] ?? 0);
          const even = values[at + 2 * pair] ?? 0;
          const odd = values[at + 2 * pair + 1] ?? 0;
          values[at + 2 * pair] = even * cosine - odd * sine;
          values[at + 2 * pair + 1] = even * sine + odd * cosine;
        }
      }
    }
    start = end;
  }
}

const POSITIONS = 1024;
/** @type {Map<number, { cosines: Float32Array, sines: Float32Array }>} */
const turns = new Map();

/** @param {number} size of a head */
function turnsFor(size) {
  const known = turns.get(size);
  if (known) return known;
  const half = size / 2;
  const angle = (/** @type {unknown} */ _, /** @type {number} */ index) =>
    Math.floor(index / half) * 10_000 ** (-(index % half) / half);
  const angles = Array.from({ length: POSITIONS * half }, angle);
  const made = {
    cosines: Float32Array.from(angles, Math.cos),
    sines: Float32Array.from(angles, Math.sin),
  };
  turns.set(size, made);
  return made;
}

/**
 * SiLU of the gate times the other half.
 *
 * @param {Float32Array} to
 * @param {Float32Array} both rows of gate and up
 * @param {number} hidden
 * @param {number} rows
 */
export function gated(to, both, hidden, rows) {
  for (let row = 0; row < rows; row++) {
    const from = row * 2 * hidden;
    for (let i = 0; i < hidden; i++) {
      const gate = both[from + i] ?? 0;
      to[row * hidden + i] = (gate / (1 + Math.exp(-gate))) * (both[from + hidden + i] ?? 0);
    }
  }
}

/**
 * @param {Float32Array} bothGradient is written
 * @param {Float32Array} toGradient
 * @param {Float32Array} both
 * @param {number} hidden
 * @param {number} rows
 */
export function gatedBack(bothGradient, toGradient, both, hidden, rows) {
  for (let row = 0; row < rows; row++) {
    const from = row * 2 * hidden;
    for (let i = 0; i < hidden; i++) {
      const gate = both[from + i] ?? 0;
      const sigmoid = 1 / (1 + Math.exp(-gate));
      const gradient = toGradient[row * hidden + i] ?? 0;
      const slope = sigmoid * (1 + gate * (1 - sigmoid));
      bothGradient[from + i] = gradient * (both[from + hidden + i] ?? 0) * slope;
      bothGradient[from + hidden + i] = gradient * gate * sigmoid;
    }
  }
}

/**
 * Makes probabilities of the first numbers of a row and zeros of the rest.
 *
 * @param {Float32Array} values
 * @param {number} at where the row begins
 * @param {number} count of numbers that take part
 * @param {number} length of the row
 * @param {number} scale of the numbers before
 * @returns {number} logarithm of the sum that was divided by
 */
export function softmax(values, at, count, length, scale) {
  let largest = -Infinity;
  for (let i = 0; i < count; i++) largest = Math.max(largest, values[at + i] ?? 0);
  let total = 0;
  for (let i = 0; i < count; i++) {
    const value = Math.exp(((values[at + i] ?? 0) - largest) * scale);
    values[at + i] = value;
    total += value;
  }
  const factor = 1 / total;
  for (let i = 0; i < count; i++) values[at + i] = (values[at + i] ?? 0) * factor;
  for (let i = count; i < length; i++) values[at + i] = 0;
  return Math.log(total) + largest * scale;
}

/**
 * Writes a matrix the other way round.
 *
 * @param {Float32Array} to columns by rows, each row of it `stride` apart
 * @param {Float32Array} from
 * @param {{ rows: number, columns: number, offset?: number, row?: number, stride?: number }} size
 */
export function transpose(to, from, { rows, columns, offset = 0, row = columns, stride = rows }) {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) to[j * stride + i] = from[offset + i * row + j] ?? 0;
  }
}
