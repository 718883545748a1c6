import type { BattleColumns } from './battleColumns.ts';
import { eloOf } from './elo.ts';
import { fewVotesFactor, forFewVotes, voteCount } from './fit/fewVotes.ts';
import { pointsPerLogit, type Fit, type FitOptions } from './fit/fit.ts';
import { fitCounts } from './fit/fitBradleyTerry.ts';
import { expectedScore } from './fit/outcomes.ts';
import { countPairs, type PairCounts } from './fit/pairCounts.ts';
import { Z95 } from './fit/ranks.ts';
import { isPairVotes } from './fit/voteStream.ts';
import type { BoardOptions } from './options.ts';
import { rankBounds } from './rankBounds.ts';
import { bootstrap } from './resample/bootstrap.ts';
import { bootstrapElo, roundsInTime } from './resample/bootstrapElo.ts';
import { contextualFit, type ContextualFit } from './statistics/contextual.ts';
import type { Features } from './statistics/contextualLikelihood.ts';

/** Ratings by one method with their intervals; a place a bot in every list. */
export interface Rated {
  readonly rating: Float64Array;
  /** Of the 95 % interval; of online Elo, what 95 % of redrawn votes give, which is no such interval. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** By the 95 % intervals of the method; for online Elo by those of `fit`. */
  readonly rankLow: Float64Array;
  readonly rankHigh: Float64Array;
  /** How wide those intervals are, points. */
  readonly width: Float64Array;
  /** Bradley and Terry's, whatever the method: who can be compared, and how surely. */
  readonly fit: Fit;
  /** With style control: what each feature does. */
  readonly style?: ContextualFit | undefined;
  /** Of online Elo: how often the votes were drawn and played again for its spread. */
  readonly rounds?: number | undefined;
  /** The score that a bot with so many points is expected to have against one with that many, 0 … 1. */
  readonly expectedAt: (points: number, other: number) => number;
  readonly expected: (a: number, b: number) => number;
}

interface RateBy {
  /** The number of the bot to be held at the options' anchor rating. */
  readonly anchor?: number | undefined;
  /** Features of the answers to account for; online Elo knows none. */
  readonly style?: Features | undefined;
  /** Of the battles, where they are counted already. */
  readonly counts?: PairCounts | undefined;
}

/** Rates the bots of battles, each of which has met another one. */
export function rate(
  battles: BattleColumns,
  options: BoardOptions,
  { anchor, style, counts = countPairs(battles) }: RateBy = {},
): Rated {
  const fitOptions: FitOptions = {
    ties: options.ties,
    scale: options.scale,
    base: options.base,
    start: options.start,
    ...(options.anchor && anchor !== undefined
      ? { anchor: { bot: anchor, rating: options.anchor.rating } }
      : {}),
  };
  const fitPlainly = (): Fit =>
    forFewVotes(fitCounts(counts, fitOptions, isPairVotes(battles) ? undefined : battles), battles);
  if (options.method === 'elo') return rateByElo(battles, options, fitPlainly(), fitOptions.anchor);
  const controlled = style && contextualFit(battles, style, fitOptions);
  const fit = controlled?.fit ?? fitPlainly();
  const bounds =
    // The bootstrap knows no features.
    options.intervals === 'bootstrap' && !controlled
      ? redrawn(battles, options, fit, fitOptions)
      : around(fit.rating, fit.variance.map(Math.sqrt));
  const tieStrength = controlled ? 0 : (fit.tieStrength ?? 0);
  const { lower, upper } = bounded(fit.rating, bounds);
  return {
    rating: fit.rating,
    lower,
    upper,
    ...rankBounds(lower, upper),
    width: upper.map((end, bot) => end - (lower[bot] ?? 0)),
    fit,
    style: controlled,
    ...scores(fit.rating, scoreModel(options, tieStrength)),
  };
}

/** Each interval holds its rating, which few rounds of drawing alone would not see to. */
function redrawn(
  battles: BattleColumns,
  { rounds, seed }: BoardOptions,
  { rating, islands }: Fit,
  fit: FitOptions,
): Bounds {
  const drawn = bootstrap(battles, { rounds, seed, fit });
  const factor = fewVotesFactor(voteCount(battles), battles.bots - islands.length);
  const end = (points: number, bot: number): number => {
    const middle = rating[bot] ?? 0;
    return middle + factor * (points - middle);
  };
  return {
    lower: drawn.lower.map((points, bot) => Math.min(rating[bot] ?? 0, end(points, bot))),
    upper: drawn.upper.map((points, bot) => Math.max(rating[bot] ?? 0, end(points, bot))),
  };
}

/**
 * Online Elo has no errors of its own. Votes are drawn and played again, which tells how much a rating owes
 * to single votes, but not how far it is from the truth: with few votes all ratings are near the start.
 * So that spread is shown, around the rating, and what is sure of the bots is what Bradley and Terry's fit
 * says: ranks, and whether there are votes enough.
 */
function rateByElo(
  battles: BattleColumns,
  options: BoardOptions,
  fit: Fit,
  anchor: FitOptions['anchor'],
): Rated {
  const plain = eloOf(battles, options);
  const shift = anchor ? anchor.rating - (plain[anchor.bot] ?? anchor.rating) : 0;
  const rating = plain.map(points => points + shift);
  const rounds = roundsInTime(battles, options.rounds);
  const drawn = bootstrapElo(battles, { rounds, seed: options.seed, elo: options });
  const error = drawn.upper.map((upper, bot) => (upper - (drawn.lower[bot] ?? NaN)) / 2 / Z95);
  const sure = bounded(fit.rating, around(fit.rating, fit.variance.map(Math.sqrt)));
  return {
    rating,
    ...bounded(rating, around(rating, error)),
    ...rankBounds(sure.lower, sure.upper),
    width: sure.upper.map((end, bot) => end - (sure.lower[bot] ?? 0)),
    fit,
    rounds,
    ...scores(rating, scoreModel(options, 0)),
  };
}

interface Bounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

function around(rating: Float64Array, error: Float64Array): Bounds {
  return {
    lower: rating.map((points, bot) => points - Z95 * (error[bot] ?? NaN)),
    upper: rating.map((points, bot) => points + Z95 * (error[bot] ?? NaN)),
  };
}

/** The same with a finite number for each end. */
function bounded(rating: Float64Array, bounds: Bounds): Bounds {
  return {
    lower: bounds.lower.map((points, bot) => finite(points, (rating[bot] ?? 0) - UNKNOWN)),
    upper: bounds.upper.map((points, bot) => finite(points, (rating[bot] ?? 0) + UNKNOWN)),
  };
}

function scores(
  rating: Float64Array,
  expectedAt: Rated['expectedAt'],
): Pick<Rated, 'expected' | 'expectedAt'> {
  return { expectedAt, expected: (a, b) => expectedAt(rating[a] ?? 0, rating[b] ?? 0) };
}

/**
 * What stands for an end of an interval that votes do not set at all: files and charts have no infinity.
 * Odds of 100,000 to 1 with the usual scale.
 */
export const UNKNOWN = 2000;

function finite(value: number, otherwise: number): number {
  return Number.isFinite(value) ? value : otherwise;
}

/** @param tieStrength Davidson's ν; 0 for none. */
function scoreModel(
  options: Pick<BoardOptions, 'scale' | 'base'>,
  tieStrength: number,
): Rated['expectedAt'] {
  const perLogit = pointsPerLogit(options);
  return (points, other) => expectedScore((points - other) / perLogit, tieStrength);
}
