import { RandomStream } from '../../std/random.ts';
import type { TieCoupling } from './davidson.ts';
import type { Covariance } from './denseCovariance.ts';
import type { ResidualDraws } from './residualDraws.ts';
import type { SparseLaplacian } from './sparseLaplacian.ts';
import { dot } from './vectors.ts';

/** A variance is then off by 12 % (one standard error) at worst, an interval by 6 %. */
const DRAWS = 128;
const SEED = 1;

/**
 * The sandwich estimate where the matrices are too large: a multiplier bootstrap, one step each. A
 * draw costs one solution of the curvature's system. What a bot's rating would be if the others' were
 * known has the same signs and a known variance, so most of the noise cancels where bots have many
 * opponents (control variate).
 *
 * @see Mammen 1993, "Bootstrap and wild bootstrap for high dimensional linear models"
 */
export function sampledCovariance(
  residuals: ResidualDraws,
  laplacian: SparseLaplacian,
  coupling: TieCoupling | undefined,
): Covariance {
  const curvature = laplacian.diagonal;
  const bots = curvature.length;
  const stream = new RandomStream(SEED);
  const draws: Float32Array[] = [];
  const moments = new Moments(bots);
  for (let round = 0; round < DRAWS; round++) {
    const { points, ties } = residuals.draw(stream);
    const moved = laplacian.solve(points);
    if (coupling) {
      const { slope } = coupling;
      const along = (ties + dot(slope, 0, points, 0, bots)) / coupling.curvature;
      for (let bot = 0; bot < bots; bot++) (moved[bot] as number) += along * (slope[bot] as number);
    }
    const alone = points.map((value, bot) => over(value, curvature[bot] as number));
    moments.add(moved, alone);
    draws.push(Float32Array.from(moved));
  }
  const known = residuals.variance.map((value, bot) =>
    over(value, (curvature[bot] as number) ** 2),
  );
  const variance = moments.variance(known);
  const scale = moments
    .meanSquares()
    .map((square, bot) => Math.sqrt(over(variance[bot] as number, square)));
  return {
    variance,
    difference(i, j) {
      let sum = 0;
      for (const moved of draws) {
        const x = (moved[i] as number) * (scale[i] as number);
        sum += (x - (moved[j] as number) * (scale[j] as number)) ** 2;
      }
      return sum / draws.length;
    },
  };
}

function over(value: number, divisor: number): number {
  return divisor > 0 ? value / divisor : 0;
}

/** Sums over draws of the squares x² and y², their squares and products. */
class Moments {
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  readonly #xy: Float64Array;
  readonly #yy: Float64Array;
  #draws = 0;

  constructor(bots: number) {
    this.#x = new Float64Array(bots);
    this.#y = new Float64Array(bots);
    this.#xy = new Float64Array(bots);
    this.#yy = new Float64Array(bots);
  }

  add(moved: Float64Array, alone: Float64Array): void {
    this.#draws++;
    for (let bot = 0; bot < moved.length; bot++) {
      const x = (moved[bot] as number) ** 2;
      const y = (alone[bot] as number) ** 2;
      (this.#x[bot] as number) += x;
      (this.#y[bot] as number) += y;
      (this.#xy[bot] as number) += x * y;
      (this.#yy[bot] as number) += y * y;
    }
  }

  meanSquares(): Float64Array {
    return this.#x.map(sum => sum / this.#draws);
  }

  /** The mean of x², freed of what the mean of y² is off from the mean that is known. */
  variance(known: Float64Array): Float64Array {
    const n = this.#draws;
    return this.meanSquares().map((x, bot) => {
      const y = (this.#y[bot] as number) / n;
      const covariance = (this.#xy[bot] as number) / n - x * y;
      const slope = over(covariance, (this.#yy[bot] as number) / n - y * y);
      // A few draws may mislead the slope; a variance stays positive.
      return Math.max(x - slope * (y - (known[bot] as number)), x / 4);
    });
  }
}
