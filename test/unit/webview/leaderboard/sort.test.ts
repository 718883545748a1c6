import { expect, it } from 'vitest';
import type { BoardRow } from '../../../../src/core/ranking/board.ts';
import {
  DEFAULT_SORT,
  sortedBy,
  sortRows,
  type Sort,
} from '../../../../src/webview/leaderboard/table/sort.ts';

const row = (name: string, change: Partial<BoardRow> = {}): BoardRow => ({
  key: name,
  name,
  detail: '',
  rating: 1000,
  lower: 950,
  upper: 1050,
  rankLow: 1,
  rankHigh: 3,
  groups: 'A',
  enough: true,
  battles: 10,
  wins: 5,
  ties: 0,
  losses: 5,
  votes: 10,
  ...change,
});
const names = (rows: readonly BoardRow[], sort: Sort): string[] =>
  sortRows(rows, sort, 'en').map(({ name }) => name);
const both = (rows: readonly BoardRow[], column: Sort['column']): string[] =>
  [true, false].map(isDescending => names(rows, { column, isDescending }).join(' '));

it('puts rows without a value last whichever way', () => {
  const rows = [
    row('few', { enough: false, rating: 2000 }),
    row('low', { rating: 900 }),
    row('high', { rating: 1100 }),
  ];
  expect(both(rows, 'rating')).toEqual(['high low few', 'low high few']);
  const speeds = [
    row('unknown'),
    row('slow', { tokensPerSecond: 3 }),
    row('fast', { tokensPerSecond: 30 }),
  ];
  expect(both(speeds, 'speed')).toEqual(['fast slow unknown', 'slow fast unknown']);
});

it('leaves equals as they are on the board', () => {
  const rows = [row('b'), row('a'), row('c', { wins: 6 })];
  expect(both(rows, 'wins')).toEqual(['c b a', 'b a c']);
});

it('sorts names as people do', () => {
  const rows = [row('Bot 10'), row('bot 9'), row('Ant')];
  expect(names(rows, { column: 'name', isDescending: false })).toEqual(['Ant', 'bot 9', 'Bot 10']);
});

it('has ranks 1–2 before 1–3 before 2–2', () => {
  const rows = [
    row('c', { rankLow: 2, rankHigh: 2 }),
    row('b', { rankLow: 1, rankHigh: 3 }),
    row('a', { rankLow: 1, rankHigh: 2 }),
  ];
  expect(names(rows, { column: 'rank', isDescending: false })).toEqual(['a', 'b', 'c']);
});

it('starts with the natural order of a column and turns it round', () => {
  const byName = sortedBy('name', DEFAULT_SORT);
  expect(byName).toEqual({ column: 'name', isDescending: false });
  expect(sortedBy('name', byName)).toEqual({ column: 'name', isDescending: true });
  expect(sortedBy('wins', byName)).toEqual({ column: 'wins', isDescending: true });
});
