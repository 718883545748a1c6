import { describe, expect, it } from 'vitest';
import { OUTCOME } from '../../../../../src/core/ranking/battleColumns.ts';
import { fitBradleyTerry } from '../../../../../src/core/ranking/fit/fitBradleyTerry.ts';
import { PRIOR_TIES } from '../../../../../src/core/ranking/fit/pairTerms.ts';
import { Z95 } from '../../../../../src/core/ranking/fit/ranks.ts';
import { battlesOf, DAVIDSON, farthest, HALF, randomBattles, ties, wins } from './someBattles.ts';

type Rows = [number, number, number][];
const circle: Rows = [...wins(0, 1, 4), ...wins(1, 2, 3), ...wins(2, 0, 2)];

describe('fitBradleyTerry, where the votes say little', () => {
  it.each([HALF, DAVIDSON])('takes no votes, and one bot', options => {
    expect(fitBradleyTerry(battlesOf(0, []), options).rating).toHaveLength(0);
    const alone = fitBradleyTerry(battlesOf(1, []), options);
    expect([alone.rating, alone.variance]).toEqual([Float64Array.of(1000), Float64Array.of(0)]);
    const self = fitBradleyTerry(battlesOf(1, wins(0, 0, 3)), options);
    expect([self.rating, self.exists]).toEqual([Float64Array.of(1000), true]);
  });

  it('does not believe one battle', () => {
    const fit = fitBradleyTerry(battlesOf(2, wins(0, 1, 1)), HALF);
    expect(fit).toMatchObject({
      exists: false,
      priorTies: PRIOR_TIES,
      unbeaten: [0],
      winless: [1],
    });
    const gap = fit.rating[0]! - fit.rating[1]!;
    expect(gap).toBeCloseTo(400 * Math.log10((1 + PRIOR_TIES / 2) / (PRIOR_TIES / 2)), 6);
    expect(Z95 * Math.sqrt(fit.differenceVariance(0, 1))).toBeGreaterThan(gap);
  });

  it('does not believe that all are equal because all was tied', () => {
    const fit = fitBradleyTerry(battlesOf(2, ties(0, 1, 4)), HALF);
    expect(fit.exists).toBe(true);
    expect(fit.rating).toEqual(Float64Array.of(1000, 1000));
    // As four battles that each might have won: 1 / (4 × ¼).
    expect(fit.differenceVariance(0, 1)).toBeCloseTo((400 / Math.LN10) ** 2, 6);
  });

  it('gives an unbeaten bot a finite rating, the better the more it won', () => {
    const ratings = [1, 5, 50, 5000].map(count => {
      const fit = fitBradleyTerry(battlesOf(4, [...circle, ...wins(3, 0, count)]), HALF);
      expect(fit).toMatchObject({ exists: false, unbeaten: [3], winless: [] });
      return fit.rating[3]!;
    });
    expect(ratings.every(Number.isFinite)).toBe(true);
    expect(ratings).toEqual([...ratings].sort((x, y) => x - y));
  });

  it('leaves the others as they were, ratings and intervals, for an unbeaten newcomer', () => {
    const battles = randomBattles(5, 2000, 1);
    const fit = fitBradleyTerry(battles, HALF);
    const rows = Array.from(battles.a, (a, at): [number, number, number] => [
      a,
      battles.b[at]!,
      battles.outcome[at]!,
    ]);
    const joined = fitBradleyTerry(battlesOf(6, [...rows, ...wins(5, 0, 2)]), HALF);
    for (const [i, j] of [
      [0, 1],
      [1, 4],
      [2, 3],
    ] as const) {
      const gap = fit.rating[i]! - fit.rating[j]!;
      expect(joined.rating[i]! - joined.rating[j]!).toBeCloseTo(gap, 0);
      const ratio = joined.differenceVariance(i, j) / fit.differenceVariance(i, j);
      expect(ratio).toBeCloseTo(1, 2);
    }
    expect(joined.variance[5]! / fit.variance[0]!).toBeGreaterThan(100);
  });

  it.each([HALF, DAVIDSON])(
    'centres each island and tells that they cannot be compared',
    options => {
      const two: Rows = [...wins(3, 4, 3), ...wins(4, 3, 1), ...ties(3, 4, 1)];
      const fit = fitBradleyTerry(battlesOf(6, [...circle, ...two]), options);
      expect(fit).toMatchObject({ exists: false, islands: [[0, 1, 2], [3, 4], [5]] });
      expect(fit.rating[0]! + fit.rating[1]! + fit.rating[2]!).toBeCloseTo(3000, 6);
      expect(fit.rating[3]! + fit.rating[4]!).toBeCloseTo(2000, 6);
      expect(fit.rating[5]).toBe(1000);
      expect(Math.sqrt(fit.differenceVariance(0, 3))).toBeGreaterThan(900);
      expect(Math.sqrt(fit.differenceVariance(0, 1))).toBeLessThan(500);
      expect([...fit.variance].every(value => value > 0)).toBe(true);
    },
  );

  it('hardly widens the intervals of a large island because of a small one', () => {
    const battles = randomBattles(40, 4000, 2);
    const fit = fitBradleyTerry(battles, HALF);
    const joined = fitBradleyTerry({ ...battles, bots: 41 }, HALF);
    expect(joined.islands).toHaveLength(2);
    const added = joined.variance.map((value, bot) => value - (fit.variance[bot] ?? value));
    expect(Math.sqrt(Math.max(...added))).toBeLessThan(30);
  });

  it('survives a chain of unbeaten bots, whose odds leave the range of numbers', () => {
    const bots = 250;
    const rows = Array.from({ length: bots - 1 }, (_, bot) => wins(bot, bot + 1, 99)).flat();
    const { rating, variance } = fitBradleyTerry(battlesOf(bots, rows), HALF);
    expect([...rating, ...variance].every(Number.isFinite)).toBe(true);
    const step = 400 * Math.log10((99 + PRIOR_TIES / 2) / (PRIOR_TIES / 2));
    expect(rating[0]! - rating[bots - 1]!).toBeCloseTo(249 * step, 3);
  });

  it('does not count what is no battle', () => {
    const rows: Rows = [...circle, [1, 1, OUTCOME.tie], [0, 1, 7], [0, 2, OUTCOME.aWins]];
    const weight = Float64Array.from(rows, (_, at) => (at === rows.length - 1 ? NaN : 1));
    const fit = fitBradleyTerry(battlesOf(3, rows, { weight }), HALF);
    const clean = fitBradleyTerry(battlesOf(3, circle), HALF);
    expect(fit.rating).toEqual(clean.rating);
    expect(farthest(fit.variance, clean.variance)).toBeLessThan(1e-6);
    expect(fit.battles).toEqual(clean.battles);
  });

  it('climbs to very lopsided odds', () => {
    const rows: Rows = [...wins(0, 1, 100_000), ...wins(1, 0, 1), ...ties(1, 2, 1)];
    const fit = fitBradleyTerry(battlesOf(3, rows), HALF);
    expect(fit.rating[0]! - fit.rating[1]!).toBeCloseTo(2000, 6);
  });
});
