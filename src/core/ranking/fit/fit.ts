// What is fitted and how it is asked for.

export interface FitOptions {
  /** `half`: a tie is half a win for each. `davidson`: ties have a strength of their own. */
  readonly ties: 'half' | 'davidson';
  /** Points at which the odds are `base` to 1. */
  readonly scale: number;
  readonly base: number;
  /** The mean of all ratings, unless there is an anchor. */
  readonly start: number;
  /** A bot that is to have this rating; all others move along. */
  readonly anchor?: { readonly bot: number; readonly rating: number } | undefined;
  /** What each battle of a pair counts, by how many battles the pair had; 1 unless given. */
  readonly pairWeight?: ((battles: number) => number) | undefined;
  /** The last step of the search, in points; a billionth unless given. */
  readonly tolerance?: number | undefined;
}

/** Ratings with what is known of their errors; a place a bot in every list. */
export interface Fit {
  /** Points. */
  readonly rating: Float64Array;
  /** Of the ratings with their mean held, points²; a vote is what varies. */
  readonly variance: Float64Array;
  /** Variance of the difference of two ratings, points². */
  differenceVariance(i: number, j: number): number;
  /** The score that i is expected to have against j: 0 … 1, a tie is ½. */
  expected(i: number, j: number): number;
  /** Whether the votes alone have a maximum of likelihood; else a prior holds the ratings. */
  readonly exists: boolean;
  /** Ties added to a pair of which only one ever took a point; 0 if the maximum exists. */
  readonly priorTies: number;
  /** Bots that are linked by battles, ascending; more than one: they cannot be compared. */
  readonly islands: readonly (readonly number[])[];
  /** Who never lost, and whose circle gave no point to the rest of its island; who never won likewise. */
  readonly unbeaten: readonly number[];
  readonly winless: readonly number[];
  /** Davidson's ν: of equals, ν / (2 + ν) of the battles are ties. */
  readonly tieStrength?: number | undefined;
  /** Battles per bot, whatever they weigh. */
  readonly battles: Float64Array;
}

/** Points of one unit of the natural logarithm of the odds. */
export function pointsPerLogit({ scale, base }: Pick<FitOptions, 'scale' | 'base'>): number {
  return scale / Math.log(base);
}

/** Log-strengths as points: their mean is `start`, or the anchor has its rating. */
export function ratingsOf(strength: Float64Array, options: FitOptions): Float64Array {
  const perLogit = pointsPerLogit(options);
  const { anchor, start } = options;
  const shift = anchor ? anchor.rating - perLogit * (strength[anchor.bot] ?? 0) : start;
  return strength.map(value => shift + perLogit * value);
}
