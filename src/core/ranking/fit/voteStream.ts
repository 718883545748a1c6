import { OUTCOME, type BattleColumns } from '../battleColumns.ts';
import type { Solution } from './bradleyTerry.ts';
import { expectedScore, tieChance } from './outcomes.ts';
import { isCountable, type PairCounts } from './pairCounts.ts';

/** What one vote, all its battles together, gave beyond what was expected. */
export interface VoteResidual {
  /** The vote's bots are the first `size` of these. */
  readonly bots: Uint16Array;
  size: number;
  /** Points per bot, at the bot's number. */
  readonly points: Float64Array;
  ties: number;
}

/** Whether each battle is a vote of its own and they all weigh the same: then the counts say all. */
export function isPairVotes({ a, voteEnds, weight }: BattleColumns): boolean {
  if (weight) return false;
  if (voteEnds === undefined) return true;
  for (let vote = 0; vote < voteEnds.length; vote++) {
    if (voteEnds[vote] !== vote + 1) return false;
  }
  return voteEnds.length === a.length;
}

/** What a battle between two bots counts, beside its own weight. */
export type WeightOf = (a: number, b: number) => number;

/** A pair's place in the counts, by its two bots in any order; −1 for a pair that never met. */
export function pairPlaces({ bots, first, second }: PairCounts): (a: number, b: number) => number {
  const places = new Map<number, number>();
  first.forEach((bot, pair) => places.set(bot * bots + (second[pair] as number), pair));
  return (a, b) => places.get(Math.min(a, b) * bots + Math.max(a, b)) ?? -1;
}

/**
 * Calls `visit` with each vote. The residual is the same object each time, and only valid then.
 */
export function eachVote(
  battles: BattleColumns,
  { strength, tieStrength }: Solution,
  weightOf: WeightOf | undefined,
  visit: (residual: VoteResidual) => void,
): void {
  const { bots, a, b, outcome, voteEnds, weight } = battles;
  const points = new Float64Array(bots);
  const isIn = new Uint8Array(bots);
  const residual: VoteResidual = { bots: new Uint16Array(bots), size: 0, points, ties: 0 };
  const enter = (bot: number): void => {
    if (isIn[bot] === 1) return;
    isIn[bot] = 1;
    points[bot] = 0;
    residual.bots[residual.size++] = bot;
  };
  const votes = voteEnds?.length ?? a.length;
  let at = 0;
  for (let vote = 0; vote < votes; vote++) {
    const end = Math.min(voteEnds?.[vote] ?? vote + 1, a.length);
    residual.size = 0;
    residual.ties = 0;
    for (; at < end; at++) {
      if (!isCountable(battles, at)) continue;
      const i = a[at] as number;
      const j = b[at] as number;
      const difference = (strength[i] as number) - (strength[j] as number);
      const counts = (weight?.[at] ?? 1) * (weightOf?.(i, j) ?? 1);
      const beyond =
        counts * (scoreOf(outcome[at] as number) - expectedScore(difference, tieStrength));
      enter(i);
      enter(j);
      (points[i] as number) += beyond;
      (points[j] as number) -= beyond;
      if (tieStrength === 0) continue;
      const isTie = (outcome[at] as number) >= OUTCOME.tie ? 1 : 0;
      residual.ties += counts * (isTie - tieChance(difference, tieStrength));
    }
    for (let place = 0; place < residual.size; place++) isIn[residual.bots[place] as number] = 0;
    if (residual.size > 0) visit(residual);
  }
}

/** Points of the first bot. */
function scoreOf(outcome: number): number {
  if (outcome === OUTCOME.aWins) return 1;
  return outcome === OUTCOME.bWins ? 0 : 0.5;
}
