import type { Ballot } from './ballot.ts';
import type { Board } from './board.ts';
import { timeOf } from './canonicalOrder.ts';
import type { BoardColumns } from './columns.ts';
import { eloHistory } from './elo.ts';
import type { BoardOptions } from './options.ts';

/** So many moments are enough for any chart. */
const MOMENTS = 150;

/**
 * The course of online Elo, oldest first.
 *
 * @param ballots those of the columns.
 * @param bots the numbers of those to follow.
 */
export function historyOf(
  ballots: readonly Ballot[],
  { battles, groups, ballotOf }: BoardColumns,
  bots: readonly number[],
  { k, scale, base, start }: BoardOptions,
): Board['history'] {
  const timeAfter = (votes: number): number => {
    const lastBattle = (battles.voteEnds?.[Math.max(votes, 1) - 1] ?? 1) - 1;
    const ballot = ballots[ballotOf[lastBattle] ?? 0];
    return ballot ? timeOf(ballot) : 0;
  };
  return eloHistory(battles, { k, scale, base, start }, MOMENTS).flatMap(({ votes, ratings }) => {
    const at = timeAfter(votes);
    return bots.map(bot => ({
      vote: votes,
      at,
      key: groups[bot]?.key ?? '',
      rating: ratings[bot] ?? start,
    }));
  });
}
