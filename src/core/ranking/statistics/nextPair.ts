import { pointsPerLogit, type Fit, type FitOptions } from '../fit/fit.ts';

/** A pair of bots by their numbers, the smaller one first. */
export interface BotPair {
  readonly a: number;
  readonly b: number;
}

/** Pairs are chosen among this many bots at most, those with the widest intervals. */
const MOST_CANDIDATES = 120;

/**
 * The pair whose next vote narrows the mean 95 % interval most: the greedy A-optimal design.
 *
 * A vote between i and j adds w = p(1 − p) to the information along i − j, so by Sherman and Morrison
 * the covariance C loses w·c·cᵀ/(1 + w·(Cᵢᵢ + Cⱼⱼ − 2Cᵢⱼ)), c being column i less column j. A vote on a
 * foregone conclusion tells little (p near 0 or 1), one between two well known bots too. Where the
 * votes leave islands that cannot be compared, a bridge comes first.
 *
 * @returns undefined with fewer than two bots; of equal pairs the first in the order of the bots.
 * @see Atkinson, Donev and Tobias 2007, "Optimum Experimental Designs, with SAS", chapters 10 and 11
 */
export function nextPair(
  fit: Fit,
  options: Pick<FitOptions, 'scale' | 'base'>,
): BotPair | undefined {
  if (fit.islands.length > 1) return bridge(fit);
  const bots = candidates(fit.variance);
  const size = bots.length;
  const covariance = covarianceOf(fit, bots);
  const points = pointsPerLogit(options);
  let best: BotPair | undefined;
  let most = 0;
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) {
      const a = bots[i] ?? 0;
      const b = bots[j] ?? 0;
      const expected = fit.expected(a, b);
      const information = (expected * (1 - expected)) / points ** 2;
      const gain = narrowing(covariance, size, i, j, information);
      // A hair more is rounding: the first of equal pairs stays.
      if (best && gain <= most * (1 + 1e-9)) continue;
      best = { a, b };
      most = gain;
    }
  }
  return best;
}

/** Between the two largest islands; on each of them, from the bot that is known best. */
function bridge({ islands, variance }: Fit): BotPair | undefined {
  const [one, other] = [...islands].sort(
    (x, y) => y.length - x.length || (x[0] ?? 0) - (y[0] ?? 0),
  );
  const known = (island: readonly number[] = []): number =>
    island.reduce((best, bot) => ((variance[bot] ?? 0) < (variance[best] ?? 0) ? bot : best));
  const [i, j] = [known(one), known(other)];
  return { a: Math.min(i, j), b: Math.max(i, j) };
}

/** The bots to choose from, in their order. */
function candidates(variance: Float64Array): number[] {
  const bots = [...variance.keys()];
  if (bots.length <= MOST_CANDIDATES) return bots;
  bots.sort((a, b) => (variance[b] ?? 0) - (variance[a] ?? 0) || a - b);
  return bots.slice(0, MOST_CANDIDATES).sort((a, b) => a - b);
}

/** From the variances of ratings and of differences; row by row, points². */
function covarianceOf(fit: Fit, bots: readonly number[]): Float64Array {
  const size = bots.length;
  const covariance = new Float64Array(size * size);
  bots.forEach((a, i) => {
    const ownVariance = fit.variance[a] ?? 0;
    covariance[i * size + i] = ownVariance;
    for (let j = 0; j < i; j++) {
      const b = bots[j] ?? 0;
      const value = (ownVariance + (fit.variance[b] ?? 0) - fit.differenceVariance(a, b)) / 2;
      covariance[i * size + j] = value;
      covariance[j * size + i] = value;
    }
  });
  return covariance;
}

/** By how many points the standard errors shrink in sum. */
function narrowing(
  covariance: Float64Array,
  size: number,
  i: number,
  j: number,
  information: number,
): number {
  const at = (row: number, column: number): number => covariance[row * size + column] ?? 0;
  const difference = at(i, i) + at(j, j) - 2 * at(i, j);
  const share = information / (1 + information * difference);
  let sum = 0;
  for (let k = 0; k < size; k++) {
    const before = at(k, k);
    const after = before - share * (at(i, k) - at(j, k)) ** 2;
    sum += Math.sqrt(Math.max(0, before)) - Math.sqrt(Math.max(0, after));
  }
  return sum;
}
