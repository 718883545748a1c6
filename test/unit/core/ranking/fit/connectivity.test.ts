import { describe, expect, it } from 'vitest';
import { connectivityOf } from '../../../../../src/core/ranking/fit/connectivity.ts';
import { countPairs } from '../../../../../src/core/ranking/fit/pairCounts.ts';
import { battlesOf, ties, wins } from './someBattles.ts';

const of = (bots: number, rows: readonly [number, number, number][]) =>
  connectivityOf(countPairs(battlesOf(bots, rows)));
const circle = [...wins(0, 1, 1), ...wins(1, 2, 1), ...wins(2, 0, 1)];

describe('connectivityOf', () => {
  it('finds a maximum where points go round, ties too', () => {
    expect(of(3, circle)).toMatchObject({ exists: true, islands: [[0, 1, 2]] });
    expect(of(2, ties(0, 1, 1))).toMatchObject({ exists: true, unbeaten: [], winless: [] });
  });

  it('tells islands', () => {
    const { exists, islands, unbeaten } = of(6, [...ties(0, 3, 1), ...ties(4, 1, 2)]);
    expect({ exists, islands, unbeaten }).toEqual({
      exists: false,
      islands: [[0, 3], [1, 4], [2], [5]],
      unbeaten: [],
    });
  });

  it('tells who never gave a point and who never took one', () => {
    expect(of(3, [...wins(2, 1, 3), ...wins(1, 0, 1)])).toMatchObject({
      exists: false,
      unbeaten: [2],
      winless: [0],
    });
  });

  it('does not call all others unbeaten because of one newcomer without a win', () => {
    const newcomer = [...circle, ...wins(1, 3, 2)];
    expect(of(4, newcomer)).toMatchObject({ exists: false, unbeaten: [], winless: [3] });
    const twoAbove = [...circle, ...ties(3, 4, 1), ...wins(3, 1, 1)];
    expect(of(5, twoAbove)).toMatchObject({ unbeaten: [3, 4], winless: [] });
  });

  it('does not call those unbeaten, or winless, who beat each other', () => {
    const above = [...circle, ...wins(3, 4, 6), ...wins(4, 3, 6), ...wins(3, 1, 1)];
    expect(of(5, above)).toMatchObject({ exists: false, unbeaten: [], winless: [] });
    const below = [...circle, ...wins(3, 4, 6), ...wins(4, 3, 6), ...wins(1, 3, 1)];
    expect(of(5, below)).toMatchObject({ exists: false, unbeaten: [], winless: [] });
  });

  it('follows a long chain', () => {
    const bots = 20_000;
    const rows = Array.from({ length: bots - 1 }, (_, bot) => wins(bot, bot + 1, 1)[0]!);
    const { islands, unbeaten, winless } = of(bots, rows);
    expect([islands.length, unbeaten, winless]).toEqual([1, [0], [bots - 1]]);
    expect(of(bots, [...rows, ...wins(bots - 1, 0, 1)]).exists).toBe(true);
  });

  it('has nothing to say of nobody', () => {
    expect(of(0, [])).toMatchObject({ exists: true, islands: [] });
    expect(of(1, [])).toMatchObject({ exists: true, islands: [[0]] });
  });
});
