import { pointsPerLogit, type FitOptions } from '../fit/fit.ts';
import { normalQuantile } from './normal.ts';

/**
 * How many more votes between two bots will tell them apart, if they differ as much as it seems now.
 *
 * Each vote between the two adds 1/variancePerVote to what is known of their difference, 1/variance;
 * they are told apart when the interval around the difference leaves out 0, which it does with the
 * wanted probability once difference ≥ (z(1 − alpha/2) + z(power)) · standard error.
 *
 * @param difference of the two ratings, in points.
 * @param variancePerVote of the difference if one vote were all that is known: {@link varianceOfVote}.
 * @param variance of the difference by the votes so far, in points²; Infinity for none.
 * @param power the probability of telling them apart.
 * @param alpha of the two-sided test, 0.05 for 95 % intervals.
 * @returns whole votes, 0 where there are enough already; null for never: they do not differ at all.
 */
export function votesToSeparate(
  difference: number,
  variancePerVote: number,
  variance = Infinity,
  power = 0.8,
  alpha = 0.05,
): number | null {
  const errors = normalQuantile(1 - alpha / 2) + normalQuantile(power);
  const needed = (errors / difference) ** 2;
  if (needed <= 1 / variance) return 0;
  const votes = Math.ceil(variancePerVote * (needed - 1 / variance));
  return Number.isFinite(votes) ? votes : null;
}

/**
 * What one vote between two bots tells of their difference, as a variance, when the question is whether
 * they differ. The interval that is just wide enough to reach 0 belongs to an estimate below the true
 * difference, where a vote tells more; the estimates scatter around the true one. So the standard errors
 * at both count, by their parts in {@link votesToSeparate}.
 *
 * @param expected score of one of them, 0 … 1.
 * @param tieRate share of ties among such battles, 0 … 1.
 * @returns points²; Infinity where the outcome is certain.
 */
export function varianceOfVote(
  expected: number,
  tieRate: number,
  options: Pick<FitOptions, 'scale' | 'base'>,
): number {
  const odds = Math.log(expected / (1 - expected));
  const justSeparated = 1 / (1 + Math.exp(-odds * BY_INTERVAL));
  const error =
    BY_INTERVAL * Math.sqrt(varianceOfScore(justSeparated, tieRate)) +
    (1 - BY_INTERVAL) * Math.sqrt(varianceOfScore(expected, tieRate));
  return (error * pointsPerLogit(options)) ** 2;
}

/** 1.96 / (1.96 + 0.84): how much of a difference is the interval's half, at 80 % power. */
const BY_INTERVAL = 0.7;

/**
 * The variance of a score, divided by the square of how fast the expected score changes with the
 * log-odds. Ties are half wins, so with ties the scores vary less.
 */
function varianceOfScore(expected: number, tieRate: number): number {
  const slope = expected * (1 - expected);
  if (slope === 0) return Infinity;
  // More ties than this cannot be with that score; some doubt is left even then.
  const ties = Math.min(tieRate, 1.9 * Math.min(expected, 1 - expected));
  return (slope - ties / 4) / slope ** 2;
}
