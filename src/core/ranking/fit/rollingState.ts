import { dot, largest } from './vectors.ts';

/**
 * Log-strengths with the inverse of their curvature and their covariance, bots × bots each, that follow
 * the votes one by one: a vote changes the curvature and the scatter along one direction only, so both
 * matrices change by a product of two vectors and no system has to be solved.
 *
 * What a vote changes in the weights of all the others is left out. It grows with the way from where the
 * matrices were made, see {@link moved}.
 *
 * @see Sherman & Morrison 1950, "Adjustment of an inverse matrix corresponding to a change in one element"
 */
export class RollingState {
  readonly strength: Float64Array;
  readonly #inverse: Float64Array;
  readonly #covariance: Float64Array;
  /** Where the matrices are exact. */
  readonly #origin: Float64Array;

  /** All are taken over, and changed. */
  constructor(strength: Float64Array, inverse: Float64Array, covariance: Float64Array) {
    this.strength = strength;
    this.#inverse = inverse;
    this.#covariance = covariance;
    this.#origin = strength.slice();
  }

  /** How far the farthest log-strength is from where the matrices are exact. */
  get moved(): number {
    return largest(this.strength.map((value, bot) => value - (this.#origin[bot] as number)));
  }

  get variance(): Float64Array {
    const bots = this.strength.length;
    return this.strength.map((_, bot) => this.#covariance[bot * bots + bot] as number);
  }

  /**
   * One vote between two bots.
   *
   * @param curvature the variance that was expected of its points.
   * @param residual the first bot's points beyond what was expected.
   */
  addVote(i: number, j: number, curvature: number, residual: number): void {
    const bots = this.strength.length;
    const u = rowDifference(this.#inverse, i, j, bots);
    const v = rowDifference(this.#covariance, i, j, bots);
    const spread = (u[i] as number) - (u[j] as number);
    const variance = (v[i] as number) - (v[j] as number);
    const factor = curvature / (1 + curvature * spread);
    // The inverse loses factor × u uᵀ; the covariance follows on both sides and gains the vote itself.
    const left = 1 - factor * spread;
    const own = factor ** 2 * variance + (residual * left) ** 2;
    const w = u.map((value, bot) => (own / 2) * value - factor * (v[bot] as number));
    for (let row = 0; row < bots; row++) {
      addRow(this.#inverse, row * bots, -factor * (u[row] as number), u);
      addRows(this.#covariance, row * bots, u[row] as number, w, w[row] as number, u);
    }
  }

  /**
   * Newton's step along the curvature there is.
   *
   * @returns the largest change.
   */
  step(gradient: Float64Array): number {
    const bots = this.strength.length;
    let most = 0;
    for (let bot = 0; bot < bots; bot++) {
      const change = dot(this.#inverse, bot * bots, gradient, 0, bots);
      (this.strength[bot] as number) += change;
      most = Math.max(most, Math.abs(change));
    }
    return most;
  }
}

function rowDifference(matrix: Float64Array, i: number, j: number, bots: number): Float64Array {
  const difference = matrix.slice(i * bots, (i + 1) * bots);
  for (let bot = 0; bot < bots; bot++) {
    (difference[bot] as number) -= matrix[j * bots + bot] as number;
  }
  return difference;
}

function addRow(matrix: Float64Array, start: number, factor: number, x: Float64Array): void {
  for (let at = 0; at < x.length; at++) {
    (matrix[start + at] as number) += factor * (x[at] as number);
  }
}

function addRows(
  matrix: Float64Array,
  start: number,
  xFactor: number,
  x: Float64Array,
  yFactor: number,
  y: Float64Array,
): void {
  for (let at = 0; at < x.length; at++) {
    (matrix[start + at] as number) += xFactor * (x[at] as number) + yFactor * (y[at] as number);
  }
}
