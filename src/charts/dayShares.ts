import type { Board } from '../core/ranking/board.ts';

/** Who cast how many of a day's votes. */
export interface DayShare {
  /** UTC, `2026-01-31`. */
  readonly day: string;
  /** None: all that have no look of their own. */
  readonly voter?: string | undefined;
  readonly votes: number;
  /** Of the annotator, 0 for who has most votes. */
  readonly place: number;
}

/** Those with most votes first. */
export function busiestVoters({ days }: Pick<Board, 'days'>): string[] {
  const votes = new Map<string, number>();
  for (const { voter, votes: more } of days) {
    if (voter !== undefined) votes.set(voter, (votes.get(voter) ?? 0) + more);
  }
  return [...votes]
    .sort(([a, most], [b, more]) => more - most || (a < b ? -1 : 1))
    .map(([voter]) => voter);
}

/**
 * Who voted when, by day and then by place. Those without a look of their own are one share of their day,
 * for nobody could tell them apart.
 *
 * @param named who has a look of their own, busiest first.
 */
export function dayShares({ days }: Pick<Board, 'days'>, named: readonly string[]): DayShare[] {
  const places = new Map(named.map((voter, place) => [voter, place]));
  const others = new Map<string, number>();
  const shares: DayShare[] = [];
  for (const { day, voter, votes } of days) {
    const place = voter === undefined ? undefined : places.get(voter);
    if (place === undefined) others.set(day, (others.get(day) ?? 0) + votes);
    else shares.push({ day, voter, votes, place });
  }
  for (const [day, votes] of others) shares.push({ day, votes, place: named.length });
  return shares.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.place - b.place));
}
