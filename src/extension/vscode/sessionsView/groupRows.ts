import { GROUPS, type Group, type SessionSummary } from '../../app/ports.ts';
import type { MoreNode, SessionNode } from './nodes.ts';

const PAGE_SIZE = 200;

/** How many rows of each group are to be shown. */
export type Wanted = Readonly<Record<Group, number>>;

export const FIRST_PAGES: Wanted = { todo: PAGE_SIZE, annotated: PAGE_SIZE, debug: PAGE_SIZE };

export function withNextPage(wanted: Wanted, group: Group): Wanted {
  return { ...wanted, [group]: wanted[group] + PAGE_SIZE };
}

/** What a group shows: its first rows, and how many sessions it has in all. */
export interface GroupRows {
  readonly count: number;
  readonly rows: readonly SessionNode[];
}

/** The groups as loaded; one that has no session is left out. */
export type Loaded = ReadonlyMap<Group, GroupRows>;

export function rowsOf(sessions: readonly SessionSummary[], count: number): GroupRows {
  return { count, rows: sessions.map(session => ({ kind: 'session', id: session.id, session })) };
}

/** The row that stands for the sessions that are not shown yet. */
export function moreOf(group: Group, { count, rows }: GroupRows): MoreNode | undefined {
  const left = count - rows.length;
  return left > 0 ? { kind: 'more', group, shown: rows.length, left } : undefined;
}

/**
 * What has to be drawn anew to get from one state to the other.
 *
 * @param rowText all that a row shows.
 * @returns `everything` if a group came or went; else the groups that differ.
 */
export function changedGroups(
  before: Loaded,
  after: Loaded,
  rowText: (session: SessionSummary) => string,
): 'everything' | readonly Group[] {
  if (GROUPS.some(group => before.has(group) !== after.has(group))) return 'everything';
  const texts = ({ count, rows }: GroupRows): string =>
    [count, ...rows.map(({ id, session }) => `${id} ${rowText(session)}`)].join('\n');
  return GROUPS.filter(group => {
    const [old, now] = [before.get(group), after.get(group)];
    return old && now && texts(old) !== texts(now);
  });
}
