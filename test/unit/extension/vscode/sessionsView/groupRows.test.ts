import { describe, expect, it } from 'vitest';
import type { SessionId } from '../../../../../src/core/model.ts';
import type { Group, SessionSummary } from '../../../../../src/extension/app/ports.ts';
import {
  changedGroups,
  FIRST_PAGES,
  moreOf,
  rowsOf,
  withNextPage,
  type Loaded,
} from '../../../../../src/extension/vscode/sessionsView/groupRows.ts';

function summaries(count: number, title = 'title'): readonly SessionSummary[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `s${index}` as SessionId,
    title: `${title} ${index}`,
    mode: 'arena',
    group: 'todo',
    updatedAt: 0,
    pinned: false,
    tags: [],
    turns: 1,
    bots: [],
  }));
}

const loaded = (...groups: [Group, readonly SessionSummary[], number?][]): Loaded =>
  new Map(groups.map(([group, rows, count]) => [group, rowsOf(rows, count ?? rows.length)]));
const text = ({ title }: SessionSummary) => title;

describe('the pages of a group', () => {
  it('begin with 200 rows and grow by as many, each group for itself', () => {
    expect(FIRST_PAGES.todo).toBe(200);
    expect(withNextPage(FIRST_PAGES, 'todo')).toEqual({ ...FIRST_PAGES, todo: 400 });
  });

  it('end with a row that says how many are left, until none is', () => {
    expect(moreOf('todo', rowsOf(summaries(200), 10_000))).toEqual({
      kind: 'more',
      group: 'todo',
      shown: 200,
      left: 9_800,
    });
    expect(moreOf('todo', rowsOf(summaries(7), 7))).toBeUndefined();
  });
});

describe('what is drawn anew', () => {
  const before = loaded(['todo', summaries(3)], ['debug', summaries(2, 'tried')]);

  it('is nothing if nothing differs', () => {
    const same = loaded(['todo', summaries(3)], ['debug', summaries(2, 'tried')]);
    expect(changedGroups(before, same, text)).toEqual([]);
  });

  it('is the group whose row, order or count differs', () => {
    const renamed = loaded(['todo', summaries(3, 'new')], ['debug', summaries(2, 'tried')]);
    expect(changedGroups(before, renamed, text)).toEqual(['todo']);
    const turned = loaded(['todo', [...summaries(3)].reverse()], ['debug', summaries(2, 'tried')]);
    expect(changedGroups(before, turned, text)).toEqual(['todo']);
    const more = loaded(['todo', summaries(3)], ['debug', summaries(2, 'tried'), 5]);
    expect(changedGroups(before, more, text)).toEqual(['debug']);
  });

  it('is everything if a group comes or goes', () => {
    expect(changedGroups(before, loaded(['todo', summaries(3)]), text)).toBe('everything');
    expect(changedGroups(loaded(), before, text)).toBe('everything');
  });
});
