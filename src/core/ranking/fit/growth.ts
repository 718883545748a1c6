import type { BattleColumns } from '../battleColumns.ts';
import type { PairCounts } from './pairCounts.ts';

// Columns do not grow; these are longer copies.

/** A vote between two bots. */
export interface PairVote {
  readonly a: number;
  readonly b: number;
  readonly outcome: number;
}

/** The battles and then these votes, of weight 1. */
export function withVotes(battles: BattleColumns, votes: readonly PairVote[]): BattleColumns {
  const { bots, weight } = battles;
  const old = battles.a.length;
  const length = old + votes.length;
  const a = new Uint16Array(length);
  const b = new Uint16Array(length);
  const outcome = new Uint8Array(length);
  a.set(battles.a);
  b.set(battles.b);
  outcome.set(battles.outcome);
  votes.forEach((vote, at) => {
    a[old + at] = vote.a;
    b[old + at] = vote.b;
    outcome[old + at] = vote.outcome;
  });
  const longer = weight && new Float64Array(length).fill(1);
  if (weight) longer?.set(weight);
  const oldVotes = battles.voteEnds?.length ?? old;
  const voteEnds = new Uint32Array(oldVotes + votes.length);
  for (let vote = 0; vote < voteEnds.length; vote++) {
    const isNew = vote >= oldVotes;
    voteEnds[vote] = isNew ? old + vote - oldVotes + 1 : (battles.voteEnds?.[vote] ?? vote + 1);
  }
  return { bots, a, b, outcome, voteEnds, weight: longer };
}

/** The same counts with a pair that has not met so far. */
export function withPair(counts: PairCounts, a: number, b: number): PairCounts {
  const first = Math.min(a, b);
  const second = Math.max(a, b);
  const after = counts.first.findIndex(
    (bot, pair) => bot > first || (bot === first && (counts.second[pair] as number) > second),
  );
  const place = after === -1 ? counts.first.length : after;
  const insert = <T extends Uint16Array | Float64Array>(column: T, value: number): T => {
    const longer = new (column.constructor as new (length: number) => T)(column.length + 1);
    longer.set(column.subarray(0, place));
    longer[place] = value;
    longer.set(column.subarray(place), place + 1);
    return longer;
  };
  return {
    bots: counts.bots,
    first: insert(counts.first, first),
    second: insert(counts.second, second),
    won: insert(counts.won, 0),
    lost: insert(counts.lost, 0),
    tied: insert(counts.tied, 0),
    met: insert(counts.met, 0),
  };
}
