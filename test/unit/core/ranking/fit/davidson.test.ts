import { describe, expect, it } from 'vitest';
import { fitBradleyTerry } from '../../../../../src/core/ranking/fit/fitBradleyTerry.ts';
import { battlesOf, DAVIDSON, farthest, HALF, randomBattles, ties, wins } from './someBattles.ts';

describe("Davidson's ties", () => {
  it("have the estimates of Davidson's chocolate puddings", () => {
    // Davidson 1970, "On extending the Bradley-Terry model to accommodate ties in paired comparison
    // experiments", section 7: the pair, preferences for the first and for the second, ties.
    const puddings = [
      [1, 2, 19, 22, 16],
      [1, 3, 16, 19, 12],
      [2, 3, 19, 19, 10],
      [1, 4, 18, 23, 13],
      [2, 4, 23, 19, 9],
      [3, 4, 19, 20, 15],
      [1, 5, 13, 19, 18],
      [2, 5, 16, 20, 12],
      [3, 5, 16, 15, 17],
      [4, 5, 17, 14, 16],
      [1, 6, 18, 21, 12],
      [2, 6, 22, 20, 12],
      [3, 6, 13, 18, 10],
      [4, 6, 14, 19, 18],
      [5, 6, 11, 21, 12],
    ] as const;
    const rows = puddings.flatMap(([i, j, won, lost, tied]) => [
      ...wins(i - 1, j - 1, won),
      ...wins(j - 1, i - 1, lost),
      ...ties(i - 1, j - 1, tied),
    ]);
    const { rating, tieStrength } = fitBradleyTerry(battlesOf(6, rows), {
      ...DAVIDSON,
      scale: 1,
      base: Math.E,
    });
    const worth = rating.map(value => Math.exp(value - 1000));
    const sum = worth.reduce((so, value) => so + value, 0);
    const published = [0.139, 0.173, 0.162, 0.165, 0.159, 0.202];
    expect(
      farthest(
        worth.map(value => value / sum),
        published,
      ),
    ).toBeLessThan(0.0005);
    expect(tieStrength).toBeCloseTo(0.747, 3);
  });

  it('are exact for two equals: so many ties as are expected', () => {
    const rows = [...wins(0, 1, 3), ...wins(1, 0, 3), ...ties(0, 1, 4)];
    const fit = fitBradleyTerry(battlesOf(2, rows), DAVIDSON);
    expect(farthest(fit.rating, [1000, 1000])).toBeLessThan(1e-9);
    // 4 ties in 10: ν / (2 + ν) = 0.4.
    expect(fit.tieStrength).toBeCloseTo(4 / 3, 9);
    expect(fit.expected(0, 1)).toBe(0.5);
  });

  it('expect as many points of each bot as it took', () => {
    const battles = randomBattles(5, 500, 1);
    const fit = fitBradleyTerry(battles, DAVIDSON);
    const beyond = new Float64Array(5);
    battles.a.forEach((a, at) => {
      const score = [1, 0, 0.5, 0.5][battles.outcome[at]!]!;
      beyond[a]! += score - fit.expected(a, battles.b[at]!);
    });
    battles.b.forEach((b, at) => {
      const score = [0, 1, 0.5, 0.5][battles.outcome[at]!]!;
      beyond[b]! += score - fit.expected(b, battles.a[at]!);
    });
    expect(farthest(beyond, [0, 0, 0, 0, 0])).toBeLessThan(1e-9);
  });

  it('are Bradley and Terry without a tie', () => {
    const battles = randomBattles(5, 300, 2);
    const decided = { ...battles, outcome: battles.outcome.map(outcome => outcome % 2) };
    const [fit, plain] = [fitBradleyTerry(decided, DAVIDSON), fitBradleyTerry(decided, HALF)];
    expect([fit.rating, fit.variance, fit.tieStrength]).toEqual([plain.rating, plain.variance, 0]);
  });

  it.each([
    ['nothing but ties', [...ties(0, 1, 5), ...ties(1, 2, 5)]],
    // 0 always beats 1, both always tie with 2: ever stronger ties fit ever better.
    ['ties and wins apart', [...wins(0, 1, 4), ...ties(0, 2, 4), ...ties(1, 2, 4)]],
  ])('are held by a prior where they have no maximum: %s', (_, rows) => {
    const fit = fitBradleyTerry(battlesOf(3, rows), DAVIDSON);
    expect(fit.exists).toBe(false);
    expect([...fit.rating, ...fit.variance, fit.tieStrength!].every(Number.isFinite)).toBe(true);
    expect(fit.variance.every(value => value > 0)).toBe(true);
  });
});
