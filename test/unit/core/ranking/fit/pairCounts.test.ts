import { describe, expect, it } from 'vitest';
import { OUTCOME } from '../../../../../src/core/ranking/battleColumns.ts';
import { battlesPerBot, countPairs } from '../../../../../src/core/ranking/fit/pairCounts.ts';
import { battlesOf, randomBattles } from './someBattles.ts';

const { aWins, bWins, tie, bothBad } = OUTCOME;

describe('countPairs', () => {
  const rows = [
    [0, 1, aWins],
    [1, 0, aWins],
    [1, 0, bWins],
    [0, 1, tie],
    [1, 0, bothBad],
    [2, 0, aWins],
  ] as const;

  it('counts from the side of the lower bot, whoever is a', () => {
    expect(countPairs(battlesOf(3, rows))).toEqual({
      bots: 3,
      first: Uint16Array.of(0, 0),
      second: Uint16Array.of(1, 2),
      won: Float64Array.of(2, 0),
      lost: Float64Array.of(1, 1),
      tied: Float64Array.of(2, 0),
      met: Float64Array.of(5, 1),
    });
  });

  it('sums weights and counts battles', () => {
    const weight = Float64Array.of(0.5, 1, 1, 2, 1, 0.25);
    const { won, lost, tied, met } = countPairs(battlesOf(3, rows, { weight }));
    expect([...won, ...lost, ...tied, ...met]).toEqual([1.5, 0, 1, 0.25, 3, 0, 5, 1]);
  });

  it('leaves out a bot against itself, outcomes that there are not and weights that are none', () => {
    const bad = [...rows, [1, 1, aWins], [0, 2, 4], [0, 2, 255]] as const;
    expect(countPairs(battlesOf(3, bad))).toEqual(countPairs(battlesOf(3, rows)));
    const weight = Float64Array.of(NaN, -1, 0, Infinity, 1, 1, 1, 1, 1);
    const { won, lost, tied, met } = countPairs(battlesOf(3, bad, { weight }));
    expect([...won, ...lost, ...tied, ...met]).toEqual([0, 0, 0, 1, 1, 0, 1, 1]);
  });

  it('counts alike by table and by sorting', () => {
    const battles = randomBattles(30, 2000, 1);
    const byTable = countPairs(battles);
    expect(byTable.first.length).toBeGreaterThan(400);
    expect(countPairs({ ...battles, weight: new Float64Array(2000).fill(1) })).toEqual(byTable);
    // More bots than the table takes, of whom the same thirty fight.
    expect(countPairs({ ...battles, bots: 3000 })).toEqual({ ...byTable, bots: 3000 });
  });

  it('knows how many battles each bot had', () => {
    expect(battlesPerBot(countPairs(battlesOf(4, rows)))).toEqual(Float64Array.of(6, 5, 1, 0));
  });

  it('takes the most bots there may be, and none', () => {
    const { first, second, met } = countPairs(battlesOf(65_536, [[65_535, 65_534, bWins]]));
    expect([first, second, met]).toEqual([
      Uint16Array.of(65_534),
      Uint16Array.of(65_535),
      Float64Array.of(1),
    ]);
    expect(countPairs(battlesOf(0, [])).first).toHaveLength(0);
  });
});
