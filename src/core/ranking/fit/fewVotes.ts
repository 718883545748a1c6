import type { BattleColumns } from '../battleColumns.ts';
import type { Fit } from './fit.ts';

/** From so many votes for each free rating on, the plain sandwich estimate holds what it promises. */
const MANY = 30;
/** Fewer degrees of freedom are taken for so many, else nothing would stay finite. */
const LEAST_FREEDOM = 3;
/** Of Student's t at 97.5 %, as a share of the normal one: 1 + this / degrees of freedom + … */
const HEAVY_TAILS = (1.96 ** 2 + 1) / 4;

/**
 * What the standard errors of a few votes are to be multiplied by. The sandwich goes by how far votes lie
 * from a fit that follows these very votes, so a few of them seem to scatter too little. Two corrections,
 * n / (n − p) on the variance and Student's t for the normal distribution, mend that; they are taken back
 * evenly until there are 30 votes for each free rating, where nothing is to mend: 1.
 *
 * Checked by simulation: `npm run simulate:ranking`.
 *
 * @param votes n
 * @param free p: ratings (and effects) that the votes set on their own.
 * @see MacKinnon & White 1985, "Some heteroskedasticity-consistent covariance matrix estimators" (HC1)
 */
export function fewVotesFactor(votes: number, free: number): number {
  const left = 1 - votes / (MANY * free);
  if (!(left > 0)) return 1;
  const freedom = Math.max(votes - free, LEAST_FREEDOM);
  const most = Math.sqrt(Math.max(1, votes / freedom)) * (1 + HEAVY_TAILS / freedom);
  return 1 + (most - 1) * left;
}

/** How many votes the columns hold. */
export function voteCount({ voteEnds, a }: BattleColumns): number {
  return voteEnds?.length ?? a.length;
}

/** The fit with errors as they are to be believed. */
export function forFewVotes(fit: Fit, battles: BattleColumns): Fit {
  const factor = fewVotesFactor(voteCount(battles), battles.bots - fit.islands.length);
  if (factor === 1) return fit;
  const square = factor ** 2;
  return {
    ...fit,
    variance: fit.variance.map(value => square * value),
    differenceVariance: (i, j) => square * fit.differenceVariance(i, j),
  };
}
