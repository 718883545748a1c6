import type { BattleColumns } from '../battleColumns.ts';
import { eloOf, type EloOptions } from '../elo.ts';
import { seededRandom } from '../../std/random.ts';
import { quantile } from './quantiles.ts';

export interface EloBootstrapOptions {
  /** ChatZoo's are 1000; at least 1. */
  readonly rounds: number;
  /** ChatZoo's is 42; 0 … 2³² − 1. */
  readonly seed: number;
  readonly elo: EloOptions;
}

/** Points, a place a bot. */
export interface EloBootstrap {
  /** ChatZoo shows them rounded. */
  readonly median: Float64Array;
  /** Of the 95 % interval. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/**
 * ChatZoo's "bootstrap Elo": online Elo of as many votes as there are, each any of them and in the order
 * of the draws, again and again; then the medians. That frees Elo from the order of the votes. ChatZoo
 * draws battles; here a vote is drawn with all its battles. Time grows with rounds × battles: 1000
 * rounds of 10,000 battles take about 0.3 s.
 */
export function bootstrapElo(battles: BattleColumns, options: EloBootstrapOptions): EloBootstrap {
  const { rounds, seed, elo } = options;
  const random = seededRandom(seed);
  const samples = Array.from({ length: battles.bots }, () => new Float64Array(rounds));
  for (let round = 0; round < rounds; round++) {
    eloOf(redrawn(battles, random), elo).forEach((rating, bot) => {
      (samples[bot] as Float64Array)[round] = rating;
    });
  }
  for (const sample of samples) sample.sort();
  const ends = (share: number): Float64Array =>
    Float64Array.from(samples, sample => quantile(sample, share));
  return { median: ends(0.5), lower: ends(0.025), upper: ends(0.975) };
}

/** Battles that may be played in all rounds together: a quarter of a second or so. */
const MOST_PLAYED = 5e6;
/** Fewer rounds give no idea of a width. */
const FEWEST_ROUNDS = 40;

/** As many as asked for, but with many votes or bots as many as end in time. */
export function roundsInTime({ a, bots }: BattleColumns, rounds: number): number {
  const most = Math.floor(MOST_PLAYED / Math.max(a.length, bots));
  return Math.max(FEWEST_ROUNDS, Math.min(rounds, most));
}

/** As many votes, each any of them, with all its battles. */
function redrawn(battles: BattleColumns, random: () => number): BattleColumns {
  const { bots, a, b, outcome, voteEnds, weight } = battles;
  const votes = voteEnds?.length ?? a.length;
  const startOf = (vote: number): number => (voteEnds ? (voteEnds[vote - 1] ?? 0) : vote);
  const endOf = (vote: number): number => (voteEnds ? (voteEnds[vote] as number) : vote + 1);
  const drawn = new Uint32Array(votes);
  let size = 0;
  for (let i = 0; i < votes; i++) {
    const vote = Math.floor(random() * votes);
    drawn[i] = vote;
    size += endOf(vote) - startOf(vote);
  }
  const copy = {
    bots,
    a: new Uint16Array(size),
    b: new Uint16Array(size),
    outcome: new Uint8Array(size),
    weight: weight && new Float64Array(size),
  };
  let at = 0;
  for (const vote of drawn) {
    const end = endOf(vote);
    for (let battle = startOf(vote); battle < end; battle++, at++) {
      copy.a[at] = a[battle] as number;
      copy.b[at] = b[battle] as number;
      copy.outcome[at] = outcome[battle] as number;
      if (copy.weight) copy.weight[at] = weight?.[battle] as number;
    }
  }
  return copy;
}
