import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../../../../src/core/ranking/statistics/normal.ts';
import {
  varianceOfVote,
  votesToSeparate,
} from '../../../../../src/core/ranking/statistics/power.ts';
import { simulatePower } from '../../../../bench/ranking/simulations/power.ts';

const POINTS = { scale: 400, base: 10 };

it('knows the quantiles in every table of the normal distribution', () => {
  expect(normalQuantile(0.5)).toBe(0);
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
  expect(normalQuantile(0.8)).toBeCloseTo(0.8416212335729143, 12);
  expect(normalQuantile(0.0001)).toBeCloseTo(-3.719016485455709, 9);
});

describe('votes to separate two bots', () => {
  it('is the textbook sample size: ((1.96 + 0.84) · sd / difference)²', () => {
    // 7.8489 · (100 / 50)² = 31.4
    expect(votesToSeparate(50, 100 ** 2)).toBe(32);
    expect(votesToSeparate(-50, 100 ** 2)).toBe(32);
    // 10.5074 · 4 = 42.03 at 90 % power
    expect(votesToSeparate(50, 100 ** 2, Infinity, 0.9)).toBe(43);
  });

  it('counts what is known already', () => {
    // Ten votes that were as good are ten fewer.
    expect(votesToSeparate(50, 100 ** 2, 100 ** 2 / 10)).toBe(22);
    expect(votesToSeparate(50, 100 ** 2, 15 ** 2)).toBe(0);
    expect(votesToSeparate(50, 100 ** 2, 0)).toBe(0);
  });

  it('never separates what is equal', () => {
    expect(votesToSeparate(0, 100 ** 2)).toBeNull();
    expect(votesToSeparate(0, 100 ** 2, 10)).toBeNull();
    expect(votesToSeparate(1000, Infinity)).toBeNull();
    expect(votesToSeparate(NaN, 100)).toBeNull();
  });
});

describe('the variance of one vote', () => {
  it('is 1 / (p · q) in log-odds between equals, and between that of 0.7 and of all the odds', () => {
    const points = 400 / Math.LN10;
    expect(varianceOfVote(0.5, 0, POINTS)).toBeCloseTo(4 * points ** 2, 6);
    const barely = 1 / (1 + 9 ** -0.7);
    const variance = varianceOfVote(0.9, 0, POINTS) / points ** 2;
    expect(variance).toBeGreaterThan(1 / (barely * (1 - barely)));
    expect(variance).toBeLessThan(1 / 0.09);
  });

  it('is the same from either side, smaller with ties, and always above 0', () => {
    expect(varianceOfVote(0.8, 0.1, POINTS)).toBeCloseTo(varianceOfVote(0.2, 0.1, POINTS), 6);
    expect(varianceOfVote(0.5, 0.4, POINTS)).toBeCloseTo(0.6 * varianceOfVote(0.5, 0, POINTS), 6);
    expect(varianceOfVote(0.95, 1, POINTS)).toBeGreaterThan(0);
    expect(varianceOfVote(1, 0, POINTS)).toBe(Infinity);
  });
});

it('predicts how many votes separate two bots (200 runs, so within 35 %)', () => {
  for (const row of simulatePower(200, 1).rows) {
    expect(Math.abs(Number(row.at(-1)) - 1)).toBeLessThan(0.35);
  }
});
