import { expect, it } from 'vitest';
import { biasDifference } from '../../../../../src/core/ranking/statistics/bias.ts';
import { simulateLengthBias } from '../../../../bench/ranking/simulations/lengthBias.ts';

const long = { characters: 500, headers: 0, lists: 0, bold: 0, tokensPerSecond: 10, totalMs: 9000 };
const quick = { characters: 100, headers: 0, lists: 0, bold: 0, tokensPerSecond: 30, totalMs: 900 };

it('says who has more of each: side, length, speed, first finished', () => {
  expect(biasDifference({ facts: long, place: 0 }, { facts: quick, place: 2 })).toEqual([
    1, 1, -1, -1,
  ]);
  expect(biasDifference({ facts: quick, place: 2 }, { facts: long, place: 0 })).toEqual([
    -1, -1, 1, 1,
  ]);
});

it('says 0 where the two are alike or one is not known', () => {
  expect(biasDifference({ facts: long, place: 1 }, { facts: long, place: 0 })).toEqual([
    -1, 0, 0, 0,
  ]);
  const unknown = { ...quick, tokensPerSecond: undefined };
  expect(biasDifference({ facts: long, place: 0 }, { facts: unknown, place: 1 })[2]).toBe(0);
  expect(biasDifference({ place: 0 }, { facts: quick, place: 1 })).toEqual([1, 0, 0, 0]);
});

it('finds a planted liking for long answers, and for a side (60 runs)', () => {
  const { rows } = simulateLengthBias(60, 3);
  for (const [, , , planted, mean, covered, , sideCovered] of rows) {
    expect(Math.abs(Number(mean) - Number(planted))).toBeLessThan(0.08);
    expect(Number(covered)).toBeGreaterThan(0.85);
    expect(Number(sideCovered)).toBeGreaterThan(0.85);
  }
});
