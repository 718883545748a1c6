import { describe, expect, it } from 'vitest';
import { OUTCOME, type BattleColumns } from '../../../../../src/core/ranking/battleColumns.ts';
import type { FitOptions } from '../../../../../src/core/ranking/fit/fit.ts';
import { fitBradleyTerry } from '../../../../../src/core/ranking/fit/fitBradleyTerry.ts';
import { battlesOf, DAVIDSON, farthest, HALF, randomBattles, ties, wins } from './someBattles.ts';

const relative = (value: number) => value;

/** Best of four: the first of each row beats the other three in one vote. */
function choices(rows: readonly (readonly number[])[]): BattleColumns {
  return battlesOf(
    Math.max(...rows.flat()) + 1,
    rows.flatMap(([best, ...others]) => others.map(other => [best!, other, 0] as const)),
    { voteEnds: Uint32Array.from(rows, (row, vote) => (vote + 1) * (row.length - 1)) },
  );
}

/**
 * The sum over votes of the square of what a little more weight of the vote does to the ratings: the
 * infinitesimal jackknife, which the sandwich must equal.
 */
function jackknife(battles: BattleColumns, options: FitOptions): Float64Array {
  const little = 1e-3;
  const ends = battles.voteEnds ?? Uint32Array.from(battles.a, (_, at) => at + 1);
  const variance = new Float64Array(battles.bots);
  ends.forEach((end, vote) => {
    const ratings = [little, -little].map(more => {
      const weight = new Float64Array(battles.a.length).fill(1);
      weight.fill(1 + more, vote === 0 ? 0 : ends[vote - 1], end);
      return fitBradleyTerry({ ...battles, weight }, options).rating;
    });
    variance.forEach((sum, bot) => {
      variance[bot] = sum + ((ratings[0]![bot]! - ratings[1]![bot]!) / (2 * little)) ** 2;
    });
  });
  return variance;
}

describe('fitBradleyTerry', () => {
  it("has the estimates of Agresti's baseball teams, of 1987", () => {
    // Agresti 2002, "Categorical Data Analysis", tables 10.10 and 10.11: wins in the Eastern Division of
    // the American League, and log-strengths with Baltimore's as 0.
    const teams = [
      [0, 7, 9, 7, 7, 9, 11],
      [6, 0, 7, 5, 11, 9, 9],
      [4, 6, 0, 7, 7, 8, 12],
      [6, 8, 6, 0, 6, 7, 10],
      [6, 2, 6, 7, 0, 7, 12],
      [4, 4, 5, 6, 6, 0, 6],
      [2, 4, 1, 3, 1, 7, 0],
    ];
    const rows = teams.flatMap((row, a) => row.flatMap((count, b) => wins(a, b, count)));
    const logits = { ...HALF, scale: 1, base: Math.E, anchor: { bot: 6, rating: 0 } };
    const { rating } = fitBradleyTerry(battlesOf(7, rows), logits);
    expect(farthest(rating, [1.58, 1.44, 1.29, 1.25, 1.11, 0.68, 0])).toBeLessThan(0.005);
  });

  it('is exact for two bots: the logarithm of the odds, a tie being half a win', () => {
    const fit = fitBradleyTerry(battlesOf(2, [...wins(0, 1, 3), ...wins(1, 0, 1)]), HALF);
    expect(fit.rating[0]! - fit.rating[1]!).toBeCloseTo(400 * Math.log10(3), 9);
    expect(fit.rating[0]! + fit.rating[1]!).toBeCloseTo(2000, 9);
    expect(fit.expected(0, 1)).toBeCloseTo(0.75, 12);
    // Var of a log-odds: 1 / (n p q); each rating is half of the difference.
    const perLogit = 400 / Math.LN10;
    expect(fit.differenceVariance(0, 1)).toBeCloseTo(perLogit ** 2 / (4 * 0.75 * 0.25), 6);
    expect(fit.variance[0]).toBeCloseTo(fit.differenceVariance(0, 1) / 4, 6);
    const tied = fitBradleyTerry(battlesOf(2, [...wins(0, 1, 2), ...ties(0, 1, 2)]), HALF);
    expect(tied.rating).toEqual(fit.rating);
  });

  it.each([
    ['pairs, ties as halves', randomBattles(5, 60, 3), HALF],
    ["pairs, Davidson's ties", randomBattles(5, 60, 3), DAVIDSON],
    ['choices of four', choices(fourWay()), HALF],
    [
      "n-way votes with ties, Davidson's",
      { ...randomBattles(5, 60, 3), voteEnds: Uint32Array.of(3, 6, 7, 12, 20, 30, 31, 45, 60) },
      DAVIDSON,
    ],
  ])('has the variances of the infinitesimal jackknife: %s', (_, battles, options) => {
    const fit = fitBradleyTerry(battles, options);
    const expected = jackknife(battles, options);
    expect(fit.exists).toBe(true);
    expect(farthest(fit.variance, expected, relative)).toBeLessThan(1e-4);
  });

  it.each([HALF, DAVIDSON])(
    'has variances of differences that fit those of the ratings',
    options => {
      const fit = fitBradleyTerry(randomBattles(6, 300, 5), options);
      // With the mean held, Σ over j of Var(i − j) = bots × Var(i) + Σ Var(j).
      const all = fit.variance.reduce((sum, value) => sum + value, 0);
      for (let i = 0; i < 6; i++) {
        const sum = [0, 1, 2, 3, 4, 5].reduce((so, j) => so + fit.differenceVariance(i, j), 0);
        expect(sum).toBeCloseTo(6 * fit.variance[i]! + all, 6);
      }
    },
  );

  it('negates differences when a and b change places', () => {
    const battles = randomBattles(8, 400, 1);
    const swapped = { ...battles, a: battles.b, b: battles.a };
    const [fit, other] = [fitBradleyTerry(battles, HALF), fitBradleyTerry(swapped, HALF)];
    expect(
      farthest(
        fit.rating,
        other.rating.map(rating => 2000 - rating),
      ),
    ).toBeLessThan(1e-8);
    expect(farthest(fit.variance, other.variance, relative)).toBeLessThan(1e-10);
  });

  it.each([HALF, DAVIDSON])('permutes the ratings with the bots', options => {
    const battles = randomBattles(8, 400, 2);
    const renamed = (bot: number) => (bot * 3 + 5) % 8;
    const other = fitBradleyTerry(
      { ...battles, a: battles.a.map(renamed), b: battles.b.map(renamed) },
      options,
    );
    const fit = fitBradleyTerry(battles, options);
    const back = (list: Float64Array) => list.map((_, bot) => list[renamed(bot)]!);
    expect(farthest(fit.rating, back(other.rating))).toBeLessThan(1e-8);
    expect(farthest(fit.variance, back(other.variance), relative)).toBeLessThan(1e-9);
  });

  it('gives the same bytes for any order of the votes', () => {
    const battles = randomBattles(8, 400, 4);
    const reversed = {
      ...battles,
      a: battles.a.slice().reverse(),
      b: battles.b.slice().reverse(),
      outcome: battles.outcome.slice().reverse(),
    };
    const [fit, other] = [fitBradleyTerry(battles, HALF), fitBradleyTerry(reversed, HALF)];
    expect([other.rating, other.variance]).toEqual([fit.rating, fit.variance]);
  });

  it.each([HALF, DAVIDSON])('narrows by √2 and moves nothing when all votes double', options => {
    const battles = randomBattles(8, 400, 6);
    const doubled = {
      bots: 8,
      a: Uint16Array.of(...battles.a, ...battles.a),
      b: Uint16Array.of(...battles.b, ...battles.b),
      outcome: Uint8Array.of(...battles.outcome, ...battles.outcome),
    };
    const [fit, other] = [fitBradleyTerry(battles, options), fitBradleyTerry(doubled, options)];
    expect(farthest(fit.rating, other.rating)).toBeLessThan(1e-8);
    const half = fit.variance.map(value => value / 2);
    expect(farthest(other.variance, half, relative)).toBeLessThan(1e-9);
  });

  it('does not mind what all battles weigh', () => {
    const battles = randomBattles(8, 400, 7);
    const fit = fitBradleyTerry(battles, HALF);
    const heavy = fitBradleyTerry({ ...battles, weight: new Float64Array(400).fill(3) }, HALF);
    expect(farthest(heavy.rating, fit.rating)).toBeLessThan(1e-8);
    expect(farthest(heavy.variance, fit.variance, relative)).toBeLessThan(1e-9);
  });

  it('takes the battles of a vote as one when it weighs votes by their scatter', () => {
    // Ten votes of three battles that say the same are less than thirty votes.
    const rows = Array.from({ length: 10 }, (_, vote) =>
      wins(vote % 3 === 0 ? 1 : 0, vote % 3 === 0 ? 0 : 1, 3),
    ).flat();
    const single = fitBradleyTerry(battlesOf(2, rows), HALF);
    const voteEnds = Uint32Array.from({ length: 10 }, (_, vote) => 3 * (vote + 1));
    const threefold = fitBradleyTerry(battlesOf(2, rows, { voteEnds }), HALF);
    expect(threefold.rating).toEqual(single.rating);
    expect(threefold.variance[0]! / single.variance[0]!).toBeCloseTo(3, 9);
  });

  it('moves all ratings with the anchor', () => {
    const battles = randomBattles(8, 400, 8);
    const fit = fitBradleyTerry(battles, HALF);
    const held = fitBradleyTerry(battles, { ...HALF, anchor: { bot: 3, rating: 1500 } });
    expect(held.rating[3]).toBe(1500);
    const shift = 1500 - fit.rating[3]!;
    expect(
      farthest(
        held.rating,
        fit.rating.map(rating => rating + shift),
      ),
    ).toBeLessThan(1e-9);
  });
});

function fourWay(): number[][] {
  const votes = randomBattles(6, 90, 9);
  return Array.from(votes.a, (_, at) => {
    const [x, y] = [votes.a[at]!, votes.b[at]!];
    const [best, next] = votes.outcome[at] === OUTCOME.bWins ? [y, x] : [x, y];
    const others = [0, 1, 2, 3, 4, 5].filter(bot => bot !== best && bot !== next);
    return [best, next, others[at % 4]!, others[(at + 1) % 4]!];
  });
}
