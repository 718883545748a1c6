import { describe, expect, it } from 'vitest';
import { OUTCOME, type BattleColumns } from '../../../../../src/core/ranking/battleColumns.ts';
import { fitBradleyTerry } from '../../../../../src/core/ranking/fit/fitBradleyTerry.ts';
import { RollingFit } from '../../../../../src/core/ranking/fit/rollingFit.ts';
import { battlesOf, DAVIDSON, farthest, HALF, randomBattles, ties, wins } from './someBattles.ts';

const relative = (value: number) => value;
const first = (battles: BattleColumns, count: number): BattleColumns => ({
  ...battles,
  a: battles.a.subarray(0, count),
  b: battles.b.subarray(0, count),
  outcome: battles.outcome.subarray(0, count),
});

function addAll(rolling: RollingFit, battles: BattleColumns, from: number, to: number): void {
  for (let at = from; at < to; at++) {
    rolling.add(battles.a[at]!, battles.b[at]!, battles.outcome[at]!);
  }
}

describe('RollingFit', () => {
  it('follows many votes as near as a full fit would come', () => {
    const battles = randomBattles(20, 60_000, 1);
    const rolling = new RollingFit(first(battles, 50_000), HALF);
    for (let from = 50_000; from < 60_000; from += 2500) {
      addAll(rolling, battles, from, from + 2500);
      const fit = fitBradleyTerry(first(battles, from + 2500), HALF);
      expect(farthest(rolling.rating, fit.rating)).toBeLessThan(1e-3);
      expect(farthest(rolling.variance, fit.variance, relative)).toBeLessThan(0.01);
    }
  });

  it('has what a single vote changes, not what it leaves out', () => {
    const battles = randomBattles(20, 50_001, 2);
    const rolling = new RollingFit(first(battles, 50_000), HALF);
    const before = rolling.rating.slice();
    addAll(rolling, battles, 50_000, 50_001);
    const fit = fitBradleyTerry(battles, HALF);
    const change = farthest(fit.rating, before);
    expect(change).toBeGreaterThan(0.01);
    expect(farthest(rolling.rating, fit.rating)).toBeLessThan(change / 1000);
  });

  it.each([
    ['from nothing', first(randomBattles(5, 300, 3), 0), HALF],
    ['from a few', first(randomBattles(5, 300, 3), 20), HALF],
    ["with Davidson's ties", first(randomBattles(5, 300, 3), 100), DAVIDSON],
    [
      'with weights',
      { ...first(randomBattles(5, 300, 3), 100), weight: new Float64Array(100).fill(1) },
      HALF,
    ],
    [
      'after votes among several',
      { ...first(randomBattles(5, 300, 3), 100), voteEnds: Uint32Array.of(1, 4, 50, 100) },
      HALF,
    ],
  ])('is right where it must fit anew: %s', (_, start, options) => {
    const battles = randomBattles(5, 300, 3);
    const count = start.a.length;
    const rolling = new RollingFit(start, options);
    addAll(rolling, battles, count, 300);
    const ends = start.voteEnds ?? Uint32Array.from(start.a, (_each, at) => at + 1);
    const added = Array.from({ length: 300 - count }, (_each, at) => count + at + 1);
    const fit = fitBradleyTerry(
      { ...battles, voteEnds: Uint32Array.of(...ends, ...added) },
      options,
    );
    expect(farthest(rolling.rating, fit.rating)).toBeLessThan(1e-3);
    expect(farthest(rolling.variance, fit.variance, relative)).toBeLessThan(0.02);
  });

  it('takes up a pair that never met and a bot that never fought', () => {
    const rows = [...wins(0, 1, 5), ...wins(1, 0, 3)];
    const rolling = new RollingFit(battlesOf(4, rows), HALF);
    rolling.add(3, 1, OUTCOME.aWins);
    rolling.add(2, 0, OUTCOME.bothBad);
    rolling.add(1, 3, OUTCOME.aWins);
    const all = [...rows, ...wins(3, 1, 1), ...ties(2, 0, 1), ...wins(1, 3, 1)];
    const fit = fitBradleyTerry(battlesOf(4, all), HALF);
    expect(farthest(rolling.rating, fit.rating)).toBeLessThan(1e-8);
    expect(farthest(rolling.variance, fit.variance, relative)).toBeLessThan(1e-10);
  });

  it('ignores a bot against itself and refuses what there is not', () => {
    const rolling = new RollingFit(battlesOf(2, wins(0, 1, 3)), HALF);
    const { rating } = rolling;
    rolling.add(1, 1, OUTCOME.aWins);
    expect(rolling.rating).toBe(rating);
    expect(() => rolling.add(0, 2, OUTCOME.aWins)).toThrow(RangeError);
    expect(() => rolling.add(0, 1, 4)).toThrow(RangeError);
  });
});
