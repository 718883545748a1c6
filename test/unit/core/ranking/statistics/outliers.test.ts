import { describe, expect, it } from 'vitest';
import { OUTCOME } from '../../../../../src/core/ranking/battleColumns.ts';
import { fitBradleyTerry } from '../../../../../src/core/ranking/fit/fitBradleyTerry.ts';
import {
  agreementWithRatings,
  doubtedScore,
  martingaleOf,
  type JudgedBattle,
} from '../../../../../src/core/ranking/statistics/outliers.ts';
import { seededRandom } from '../../../../../src/core/std/random.ts';
import {
  columnsOf,
  drawOutcome,
  drawPair,
  expectedOf,
  SIMULATED,
  spreadStrengths,
  type SimulatedBattle,
} from '../../../../bench/ranking/simulations/votes.ts';

const POINTS = { scale: 400, base: 10 };

/** Votes on one battle each, where one bot is the better one; `choose` gives the score. */
function votes(count: number, expected: number, choose: () => number): JudgedBattle[][] {
  return Array.from({ length: count }, () => [{ score: choose(), expected }]);
}

/** Share of such voters that are called outliers. */
function alarms(voters: number, choose: (random: () => number, expected: number) => number) {
  const random = seededRandom(7);
  let outliers = 0;
  for (let voter = 0; voter < voters; voter++) {
    const judged = Array.from({ length: 60 }, () => {
      const expected = 0.1 + 0.8 * random();
      return [{ score: choose(random, expected), expected }];
    });
    if (martingaleOf(judged).outlier) outliers++;
  }
  return outliers / voters;
}

describe('the betting martingale', () => {
  it('multiplies 1/(2p) by vote, p being the probability of what was seen', () => {
    const judged = votes(5, 0.2, () => 1);
    expect(martingaleOf(judged).value).toBeCloseTo(2.5 ** 5, 9);
    expect(martingaleOf(judged).outlier).toBe(true);
    const asExpected = votes(5, 0.8, () => 1);
    expect(martingaleOf(asExpected)).toEqual({ value: 1, outlier: false });
  });

  it('takes the most that the capital ever was', () => {
    const judged = [...votes(4, 0.2, () => 1), ...votes(90, 0.2, () => 0)];
    expect(martingaleOf(judged).value).toBeCloseTo(2.5 ** 4, 9);
  });

  it('says nothing of fewer than five votes and does not look beyond a hundred', () => {
    expect(martingaleOf(votes(4, 0.1, () => 1))).toEqual({ value: null, outlier: false });
    const late = [...votes(100, 0.5, () => 1), ...votes(50, 0.1, () => 1)];
    expect(martingaleOf(late)).toEqual({ value: 1, outlier: false });
  });

  it('is the same from either side of the battle', () => {
    const judged = [
      ...votes(3, 0.3, () => 1),
      ...votes(3, 0.6, () => 0),
      ...votes(3, 0.7, () => 0.5),
    ];
    const turned = judged.map(vote =>
      vote.map(({ score, expected }) => ({ score: 1 - score, expected: 1 - expected })),
    );
    expect(martingaleOf(turned).value).toBeCloseTo(martingaleOf(judged).value ?? NaN, 12);
  });

  it('takes a vote among several bots as one vote', () => {
    const battle = { score: 1, expected: 0.2 };
    const single = Array.from({ length: 5 }, () => [battle]);
    const fourWay = Array.from({ length: 5 }, () => [battle, battle, battle]);
    expect(martingaleOf(fourWay)).toEqual(martingaleOf(single));
  });

  it('calls at most 5 % of those who vote like the others, ties or not, and most coin flippers', () => {
    const honest = alarms(2000, (random, expected) => (random() < expected ? 1 : 0));
    const tying = alarms(2000, (random, expected) => {
      const ties = expected * (1 - expected);
      const drawn = random();
      return drawn < ties ? 0.5 : drawn < ties / 2 + expected ? 1 : 0;
    });
    const flipping = alarms(500, random => (random() < 0.5 ? 1 : 0));
    const contrary = alarms(500, (random, expected) => (random() < expected ? 0 : 1));
    expect(honest).toBeGreaterThan(0.005);
    expect(honest).toBeLessThan(0.05);
    expect(tying).toBeLessThan(0.05);
    expect(flipping).toBeGreaterThan(0.8);
    expect(contrary).toBeGreaterThan(0.99);
  });

  it('calls nobody an outlier for one slip', () => {
    const judged = [...votes(1, 0.0001, () => 1), ...votes(9, 0.9, () => 1)];
    expect(martingaleOf(judged).outlier).toBe(false);
  });
});

it('counts how often a voter agrees with the ratings; ties do not count, equals count half', () => {
  const battle = (score: number, expected: number): JudgedBattle => ({ score, expected });
  expect(
    agreementWithRatings([
      battle(1, 0.9),
      battle(0, 0.4),
      battle(1, 0.2),
      battle(0.5, 0.9),
      battle(1, 0.5),
    ]),
  ).toBe(2.5 / 4);
  expect(agreementWithRatings([battle(0.5, 0.9)])).toBeNull();
});

describe('the expected score of uncertain ratings', () => {
  it('is the logistic one when they are certain, and ½ when nothing is known', () => {
    expect(doubtedScore(400, 0, POINTS)).toBeCloseTo(10 / 11, 12);
    expect(doubtedScore(-400, 0, POINTS)).toBeCloseTo(1 / 11, 12);
    expect(doubtedScore(400, Infinity, POINTS)).toBe(0.5);
  });

  it('is the mean over what the difference may be, with the variance taken twice', () => {
    const sd = 300;
    let sum = 0;
    let weights = 0;
    for (let z = -6; z <= 6; z += 0.01) {
      const weight = Math.exp(-(z ** 2) / 2);
      sum += weight * doubtedScore(200 + sd * z, 0, POINTS);
      weights += weight;
    }
    expect(Math.abs(doubtedScore(200, sd ** 2 / 2, POINTS) - sum / weights)).toBeLessThan(0.02);
  });
});

it('does not hold it against honest voters that few others have voted (200 runs)', () => {
  const random = seededRandom(3);
  const strengths = spreadStrengths(6, 600);
  const draw = (): SimulatedBattle => {
    const { a, b } = drawPair(random, 6);
    const expected = expectedOf((strengths[a] ?? 0) - (strengths[b] ?? 0));
    return { a, b, outcome: drawOutcome(random, expected, 0.2) };
  };
  const alarmed = { withDoubt: 0, without: 0 };
  for (let run = 0; run < 200; run++) {
    const others = fitBradleyTerry(columnsOf(6, Array.from({ length: 15 }, draw)), SIMULATED);
    const votes = Array.from({ length: 20 }, draw);
    const judged = (variance: (a: number, b: number) => number): JudgedBattle[][] =>
      votes.map(({ a, b, outcome }) => {
        const difference = (others.rating[a] ?? NaN) - (others.rating[b] ?? NaN);
        const expected = doubtedScore(difference, variance(a, b), SIMULATED);
        return [{ score: outcome === OUTCOME.tie ? 0.5 : 1 - outcome, expected }];
      });
    const doubting = judged((a, b) => others.differenceVariance(a, b));
    if (martingaleOf(doubting).outlier) alarmed.withDoubt++;
    if (martingaleOf(judged(() => 0)).outlier) alarmed.without++;
  }
  expect(alarmed.withDoubt).toBeLessThan(0.05 * 200);
  expect(alarmed.without).toBeGreaterThan(0.1 * 200);
});
