import type { Timestamp } from '../model.ts';
import type { Ballot } from './ballot.ts';
import type { Board } from './board.ts';
import { busiest, count } from './busiest.ts';
import { compareText } from './canonicalOrder.ts';
import { isTime } from './castTime.ts';

const DAY_MS = 86_400_000;
/** More entries make a board of megabytes; then only some voters are named. */
const MOST_ENTRIES = 5000;
/** Voters that are named even then. */
const NAMED_VOTERS = 20;
/** The last eight years of daily votes. */
const MOST_DAYS = 3000;

/** The UTC day as `2026-01-31`; undefined for what is no time. */
export function dayOf(castAt: Timestamp): string | undefined {
  return isTime(castAt) ? new Date(castAt).toISOString().split('T')[0] : undefined;
}

/**
 * Votes by day and voter, in this order. Votes without a time are on no day. Where there is very much to
 * list, only the busiest voters are named; the others of a day are counted together, without a name, last.
 *
 * @returns `more`: the oldest days, left out.
 */
export function daysOf(ballots: readonly Ballot[]): {
  readonly days: Board['days'];
  readonly more: number;
} {
  const { counts, entries, votes } = countedDays(ballots);
  const named =
    entries > MOST_ENTRIES ? new Set(busiest(votes, NAMED_VOTERS).names) : new Set(votes.keys());
  const newest = [...counts].sort(([a], [b]) => b - a).slice(0, MOST_DAYS);
  const days = newest
    .reverse()
    .flatMap(([number, voters]) => entriesOf(dayOf(number * DAY_MS + 1) ?? '', voters, named));
  return { days, more: counts.size - newest.length };
}

interface CountedDays {
  /** By number of the day since 1970, then by voter. */
  readonly counts: ReadonlyMap<number, ReadonlyMap<string, number>>;
  /** Of all days together. */
  readonly entries: number;
  readonly votes: ReadonlyMap<string, number>;
}

function countedDays(ballots: readonly Ballot[]): CountedDays {
  const counts = new Map<number, Map<string, number>>();
  const votes = new Map<string, number>();
  // Ballots come in order of time: a day's come one after the other.
  let current = NaN;
  let day = new Map<string, number>();
  let entries = 0;
  for (const { castAt, voter } of ballots) {
    if (!isTime(castAt)) continue;
    const number = Math.floor(castAt / DAY_MS);
    if (number !== current) {
      current = number;
      day = counts.get(number) ?? new Map<string, number>();
      counts.set(number, day);
    }
    if (!day.has(voter)) entries++;
    count(day, voter);
    count(votes, voter);
  }
  return { counts, entries, votes };
}

function entriesOf(
  day: string,
  voters: ReadonlyMap<string, number>,
  named: ReadonlySet<string>,
): Board['days'] {
  const own = [...voters].filter(([voter]) => named.has(voter));
  own.sort(([a], [b]) => compareText(a, b));
  const entries = own.map(([voter, votes]) => ({ day, voter, votes }));
  const others = [...voters].reduce((sum, [voter, n]) => (named.has(voter) ? sum : sum + n), 0);
  return others === 0 ? entries : [...entries, { day, votes: others }];
}
