import { expect, it } from 'vitest';
import { consistencyOf } from '../../../../../src/core/ranking/statistics/consistency.ts';

it('is the share of the things judged again that were judged alike each time', () => {
  const said = (voter: string, pair: string, ...categories: string[]) =>
    categories.map(category => ({ voter, pair, category }));
  const consistency = consistencyOf([
    ...said('ann', 'p1', 'a', 'a'),
    ...said('ann', 'p2', 'a', 'b'),
    ...said('ann', 'p3', 'a', 'a', 'a', 'tie'),
    ...said('ann', 'p4', 'b', 'b', 'b'),
    ...said('ann', 'p5', 'a'),
    ...said('bob', 'p1', 'a'),
    ...said('bob', 'p2', 'b'),
  ]);
  expect([...consistency]).toEqual([
    ['ann', 0.5],
    ['bob', null],
  ]);
});

it('knows no voters without judgements', () => {
  expect(consistencyOf([]).size).toBe(0);
});
