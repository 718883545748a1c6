import type { TieCoupling } from './davidson.ts';
import { addScaled, dot } from './vectors.ts';
import type { Scatter } from './voteScatter.ts';

/** Variances of log-strengths, their mean over each island held. */
export interface Covariance {
  readonly variance: Float64Array;
  /** Of the difference of two. */
  difference(i: number, j: number): number;
}

/**
 * The sandwich estimate: inverse curvature × scatter of the votes × inverse curvature. It holds
 * whether or not the votes vary as the model says; ties as half wins vary less.
 *
 * @param inverse of the curvature, bots × bots.
 * @param coupling with the strength of ties, if that is estimated too.
 * @see Huber 1967; White 1982, "Maximum likelihood estimation of misspecified models"
 */
export function denseCovariance(
  inverse: Float64Array,
  scatter: Scatter,
  bots: number,
  coupling: TieCoupling | undefined,
): Covariance {
  const variance = new Float64Array(bots);
  for (let bot = 0; bot < bots; bot++) {
    variance[bot] = quadratic(scatter.points, inverse, bot * bots, bots);
  }
  const tie = coupling && tiePart(inverse, scatter, bots, coupling);
  if (tie) for (let bot = 0; bot < bots; bot++) (variance[bot] as number) += tie(bot);
  // Needed for differences only, and as dear as all the rest.
  let covariance: Float64Array | undefined;
  return {
    variance,
    difference(i, j) {
      covariance ??= sandwich(inverse, scatter.points, bots);
      const own = at(covariance, i, i, bots) + at(covariance, j, j, bots);
      return Math.max(0, own - 2 * at(covariance, i, j, bots) + (tie?.(i, j) ?? 0));
    },
  };
}

function at(matrix: Float64Array, row: number, column: number, bots: number): number {
  return matrix[row * bots + column] ?? NaN;
}

/** xᵀ S x of one row x, by the lower triangle of S alone. */
function quadratic(scatter: Float64Array, x: Float64Array, xAt: number, bots: number): number {
  let sum = 0;
  for (let row = 0; row < bots; row++) {
    const value = x[xAt + row] as number;
    const start = row * bots;
    const below = dot(scatter, start, x, xAt, row);
    sum += value * ((scatter[start + row] as number) * value + 2 * below);
  }
  return sum;
}

/** Inverse × scatter × inverse in full. */
export function sandwich(inverse: Float64Array, scatter: Float64Array, bots: number): Float64Array {
  const products = productsOf(scatter, inverse, bots);
  const result = new Float64Array(bots * bots);
  for (let i = 0; i < bots; i++) {
    for (let j = 0; j <= i; j++) {
      const value = dot(inverse, i * bots, products, j * bots, bots);
      result[i * bots + j] = result[j * bots + i] = value;
    }
  }
  return result;
}

/** Row j: scatter × column j of the inverse. */
function productsOf(scatter: Float64Array, inverse: Float64Array, bots: number): Float64Array {
  const products = new Float64Array(bots * bots);
  for (let j = 0; j < bots; j++) {
    for (let k = 0; k < bots; k++) {
      products[j * bots + k] = dot(scatter, k * bots, inverse, j * bots, bots);
    }
  }
  return products;
}

/**
 * What the uncertain strength of ties adds: each vote moves ln ν, and with it every log-strength.
 *
 * @returns it for a bot, or for the difference of two.
 */
function tiePart(
  inverse: Float64Array,
  { points, pointsByTies, ties }: Scatter,
  bots: number,
  { slope, curvature }: TieCoupling,
): (i: number, j?: number) => number {
  // A vote with the residuals (u, t) moves ln ν by (t + slope·u) / curvature.
  const moved = pointsByTies.slice();
  for (let bot = 0; bot < bots; bot++) {
    addScaled(moved, 0, slope[bot] as number, points, bot * bots, bots);
  }
  const along = dot(slope, 0, pointsByTies, 0, bots) + dot(slope, 0, moved, 0, bots);
  const variance = (ties + along) / curvature ** 2;
  const covariance = Float64Array.from({ length: bots }, (_, bot) =>
    dot(inverse, bot * bots, moved, 0, bots),
  );
  return (i, j) => {
    const steep = (slope[i] as number) - (j === undefined ? 0 : (slope[j] as number));
    const shared = (covariance[i] as number) - (j === undefined ? 0 : (covariance[j] as number));
    return steep * ((2 * shared) / curvature + steep * variance);
  };
}
