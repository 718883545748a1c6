import type { BattleColumns } from '../battleColumns.ts';
import { pointsPerLogit, ratingsOf, type FitOptions } from '../fit/fit.ts';
import { fitBradleyTerry } from '../fit/fitBradleyTerry.ts';
import type { PairCounts } from '../fit/pairCounts.ts';
import { Z95 } from '../fit/ranks.ts';
import { quantile, standardDeviation } from './quantiles.ts';
import { Redraw } from './redraw.ts';
import { RoundSolver } from './roundSolver.ts';
import { CELL, CELLS, votePatterns, type VotePatterns } from './votePatterns.ts';

export interface BootstrapOptions {
  /** How often the votes are redrawn and fitted; at least 1. */
  readonly rounds: number;
  /** 0 … 2³² − 1. */
  readonly seed: number;
  readonly fit: FitOptions;
}

/** How the ratings vary when the votes are drawn again; points, a place a bot. */
export interface Bootstrap {
  readonly sd: Float64Array;
  /** The ends of the 95 % interval. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

const LOWER_END = 0.025;
const UPPER_END = 0.975;

/**
 * Bradley-Terry's errors by the bootstrap: as many votes as there are, each any of the old ones, are
 * fitted again and again. A vote is drawn with all its battles. The mean of all ratings is held; an
 * anchor shifts the whole. The same votes in any order with the same seed give the same bytes.
 *
 * Where the votes alone have no maximum of likelihood, drawing them again cannot show what they leave
 * open: five wins in five battles stay five wins. There the intervals are at least the analytic ones.
 *
 * @see Efron 1979, "Bootstrap methods: another look at the jackknife"
 */
export function bootstrap(battles: BattleColumns, options: BootstrapOptions): Bootstrap {
  const patterns = votePatterns(battles);
  const solver = new RoundSolver(patterns.pairs, options.fit);
  const ratings = redrawnRatings(patterns, solver, options);
  const sd = new Float64Array(battles.bots);
  const lower = new Float64Array(battles.bots);
  const upper = new Float64Array(battles.bots);
  ratings.forEach((sample, bot) => {
    sample.sort();
    sd[bot] = standardDeviation(sample);
    lower[bot] = quantile(sample, LOWER_END);
    upper[bot] = quantile(sample, UPPER_END);
  });
  if (!solver.exists) widen(battles, options.fit, { sd, lower, upper });
  return { sd, lower, upper };
}

/** @returns by bot, then by round */
function redrawnRatings(
  patterns: VotePatterns,
  solver: RoundSolver,
  { rounds, seed, fit }: BootstrapOptions,
): Float64Array[] {
  const middle = ratingsOf(solver.strength, fit);
  const ratings = Array.from(middle, rating => new Float64Array(rounds).fill(rating));
  if (patterns.votes.length === 0) return ratings;
  const redraw = new Redraw(patterns.votes, seed);
  const votes = new Float64Array(patterns.votes.length);
  const round = {
    ...patterns.pairs,
    won: newSums(patterns),
    lost: newSums(patterns),
    tied: newSums(patterns),
  };
  const points = pointsPerLogit(fit);
  for (let number = 0; number < rounds; number++) {
    redraw.draw(votes);
    count(patterns, votes, round);
    const strength = solver.solve(round);
    for (let bot = 0; bot < ratings.length; bot++) {
      const moved = (strength[bot] as number) - (solver.strength[bot] as number);
      (ratings[bot] as Float64Array)[number] = (middle[bot] as number) + points * moved;
    }
  }
  return ratings;
}

function newSums({ pairs }: VotePatterns): Float64Array {
  return new Float64Array(pairs.first.length);
}

/** How the pairs fared in votes of which there are so many of each pattern. */
function count(
  { ends, cells, weights }: VotePatterns,
  votes: Float64Array,
  { won, lost, tied }: PairCounts,
): void {
  won.fill(0);
  lost.fill(0);
  tied.fill(0);
  let at = 0;
  for (let pattern = 0; pattern < votes.length; pattern++) {
    const end = ends[pattern] as number;
    const sum = (votes[pattern] as number) * (weights[pattern] as number);
    for (; at < end; at++) {
      const cell = cells[at] as number;
      const how = cell % CELLS;
      const pair = (cell - how) / CELLS;
      const sums = how === CELL.won ? won : how === CELL.lost ? lost : tied;
      (sums[pair] as number) += sum;
    }
  }
}

function widen(battles: BattleColumns, options: FitOptions, { sd, lower, upper }: Bootstrap): void {
  const { rating, variance } = fitBradleyTerry(battles, options);
  rating.forEach((middle, bot) => {
    const analytic = Math.sqrt(variance[bot] as number);
    sd[bot] = Math.max(sd[bot] as number, analytic);
    lower[bot] = Math.min(lower[bot] as number, middle - Z95 * analytic);
    upper[bot] = Math.max(upper[bot] as number, middle + Z95 * analytic);
  });
}
