import { pointsPerLogit, type FitOptions } from '../fit/fit.ts';

/** A battle as one voter decided it, and as the others' ratings expect it. */
export interface JudgedBattle {
  /** 1: the first bot won, 0: the second, ½: a tie. */
  readonly score: number;
  /** What the ratings of everybody else expect of the score, 0 … 1; see {@link doubtedScore}. */
  readonly expected: number;
}

/** Fewer votes tell nothing, more are not looked at: FastChat's. */
const MARTINGALE_VOTES = { least: 5, most: 100 } as const;
/** 1 / 0.05: at most one honest voter in twenty ever gets there. */
const MARTINGALE_ALARM = 20;
/**
 * No outcome is taken for less likely, so that one slip of the mouse makes nobody an outlier. The
 * gambler only loses by it.
 */
const LEAST_EXPECTED = 0.05;

/**
 * FastChat's betting martingale: the capital of a gambler who starts with 1 and bets on each vote that
 * the voter flips a coin, at odds that are fair if the voter votes like everybody else. Each vote
 * multiplies it by 1/(2p), p being what the others' ratings gave to the outcome that was seen.
 *
 * For a voter like the others the expected factor is p·1/(2p) + (1−p)·1/(2(1−p)) = 1, so the capital
 * ever reaches 20 with a probability of 5 % at most (Ville's inequality), however often one looks.
 * FastChat takes p as one tail at a time, P(score ≥ seen) or P(score ≤ seen), from the pair's own votes,
 * the voter's among them. Each tail is at least p, so its product is at most this one: both are covered.
 * A tie is half of either factor, which keeps the game fair at any rate of ties. So is the mean over the
 * battles of a vote among several bots, which hang together.
 *
 * @param votes of one voter, oldest first; each with all its battles.
 * @returns `value`: the most that the capital ever was; null with too few votes.
 */
export function martingaleOf(votes: readonly (readonly JudgedBattle[])[]): {
  readonly value: number | null;
  readonly outlier: boolean;
} {
  const judged = votes.filter(battles => battles.length > 0).slice(0, MARTINGALE_VOTES.most);
  if (judged.length < MARTINGALE_VOTES.least) return { value: null, outlier: false };
  let capital = 1;
  let most = 1;
  for (const battles of judged) {
    let factor = 0;
    for (const { score, expected } of battles) {
      const p = Math.min(1 - LEAST_EXPECTED, Math.max(LEAST_EXPECTED, expected));
      factor += score / (2 * p) + (1 - score) / (2 * (1 - p));
    }
    capital *= factor / battles.length;
    most = Math.max(most, capital);
  }
  return { value: most, outlier: most >= MARTINGALE_ALARM };
}

/**
 * How often a voter's decided battles went the way that the ratings of everybody else expect; half for
 * a battle between equals.
 *
 * @returns 0 … 1; null without a decided battle.
 */
export function agreementWithRatings(battles: readonly JudgedBattle[]): number | null {
  const decided = battles.filter(({ score }) => score !== 0.5);
  const agreed = decided.reduce((sum, { score, expected }) => {
    if (expected === 0.5) return sum + 0.5;
    return sum + (score > 0.5 === expected > 0.5 ? 1 : 0);
  }, 0);
  return decided.length > 0 ? agreed / decided.length : null;
}

/**
 * What can be expected of a score when the ratings themselves are estimates: nearer to ½ the less is
 * known. The mean of the logistic function over a normal distribution, to about 0.02.
 *
 * @param difference of the two ratings, in points.
 * @param variance of that difference, in points².
 * @see MacKay 1992, "The evidence framework applied to classification networks", section 5
 */
export function doubtedScore(
  difference: number,
  variance: number,
  options: Pick<FitOptions, 'scale' | 'base'>,
): number {
  const points = pointsPerLogit(options);
  const doubt = Math.sqrt(1 + (Math.PI / 8) * SHARED_DOUBT * (variance / points ** 2));
  return 1 / (1 + Math.exp(-difference / points / doubt));
}

/**
 * All votes of a voter are held against the same ratings with the same errors, while the martingale
 * takes each vote's for new. With the variance taken twice, honest voters are called outliers in about
 * 5 % of the cases at most, even where everybody else has cast ten votes; taken once, in up to 13 %.
 */
const SHARED_DOUBT = 2;
