import type { BattleColumns } from './battleColumns.ts';
import type { Fit, FitOptions } from './fit/fit.ts';
import { fitBradleyTerry } from './fit/fitBradleyTerry.ts';
import { doubtedScore } from './statistics/outliers.ts';

/**
 * Voters with the most votes whose own votes are left out of what they are measured by. One of so many
 * others weighs too little to matter, and each fit costs time.
 */
const LEFT_OUT_VOTERS = 40;
/** With more bots a fit a voter takes too long. */
const MOST_BOTS = 300;

/** The votes and what they say together. */
export interface AllVotes {
  readonly battles: BattleColumns;
  /** The voter of each vote; voter 0 has the most votes, and so on. */
  readonly voterOf: Uint32Array;
  readonly voters: number;
  readonly fit: Fit;
}

/**
 * What the ratings by everybody else expect of a voter's battles.
 *
 * @returns the score expected of the battle's first bot, 0 … 1; undefined where the others say nothing of
 *   the two.
 */
export function expectationsOf(
  { battles, voterOf, voters, fit }: AllVotes,
  { scale, base, start }: Pick<FitOptions, 'scale' | 'base' | 'start'>,
): (voter: number, battle: number) => number | undefined {
  if (voters < 2) return () => undefined;
  const options: FitOptions = { ties: 'half', scale, base, start };
  const alone = battles.bots > MOST_BOTS ? 0 : Math.min(voters, LEFT_OUT_VOTERS);
  const own = Array.from({ length: alone }, (_, voter) => {
    const others = without(battles, voterOf, voter);
    return others.a.length > 0
      ? expectation(fitBradleyTerry(others, options), options)
      : () => undefined;
  });
  const all = expectation(fit, options);
  return (voter, battle) => {
    const expected = own[voter] ?? all;
    return expected(battles.a[battle] ?? 0, battles.b[battle] ?? 0);
  };
}

type Expectation = (a: number, b: number) => number | undefined;

function expectation(fit: Fit, options: FitOptions): Expectation {
  const island = islandsOf(fit);
  return (a, b) => {
    if (island[a] !== island[b]) return undefined;
    const difference = (fit.rating[a] ?? 0) - (fit.rating[b] ?? 0);
    return doubtedScore(difference, fit.differenceVariance(a, b), options);
  };
}

function islandsOf({ islands, rating }: Fit): Uint32Array {
  const island = new Uint32Array(rating.length);
  islands.forEach((bots, number) => {
    for (const bot of bots) island[bot] = number;
  });
  return island;
}

/** The battles but those of one voter's votes. */
function without(battles: BattleColumns, voterOf: Uint32Array, voter: number): BattleColumns {
  const ends = battles.voteEnds ?? new Uint32Array(0);
  const size = battles.a.length;
  const a = new Uint16Array(size);
  const b = new Uint16Array(size);
  const outcome = new Uint8Array(size);
  const weight = battles.weight && new Float64Array(size);
  const voteEnds = new Uint32Array(ends.length);
  let [kept, votes, first] = [0, 0, 0];
  for (let vote = 0; vote < ends.length; vote++) {
    const end = ends[vote] as number;
    if (voterOf[vote] !== voter) {
      for (let battle = first; battle < end; battle++, kept++) {
        a[kept] = battles.a[battle] as number;
        b[kept] = battles.b[battle] as number;
        outcome[kept] = battles.outcome[battle] as number;
        if (weight) weight[kept] = battles.weight[battle] as number;
      }
      voteEnds[votes++] = kept;
    }
    first = end;
  }
  return {
    bots: battles.bots,
    a: a.subarray(0, kept),
    b: b.subarray(0, kept),
    outcome: outcome.subarray(0, kept),
    voteEnds: voteEnds.subarray(0, votes),
    weight: weight?.subarray(0, kept),
  };
}
