import { describe, expect, it } from 'vitest';
import { fitBradleyTerry } from '../../../../../src/core/ranking/fit/fitBradleyTerry.ts';
import { groupLetters, ranksOf, Z95 } from '../../../../../src/core/ranking/fit/ranks.ts';
import { HALF, randomBattles } from './someBattles.ts';

/** Ratings of which all differences have the same standard error, but for the exceptions. */
const of = (rating: readonly number[], error: (i: number, j: number) => number) => ({
  rating: Float64Array.from(rating),
  differenceVariance: (i: number, j: number) => error(i, j) ** 2,
});

describe('ranksOf', () => {
  it('tells the best and the worst rank that the intervals allow', () => {
    const { low, high } = ranksOf(
      Float64Array.of(1000, 1100, 1010, 700),
      Float64Array.of(100, 100, 100, 100),
    );
    expect([...low]).toEqual([2, 1, 2, 4]);
    expect([...high]).toEqual([3, 1, 3, 4]);
  });
});

describe('groupLetters', () => {
  it('gives those a letter that cannot be told apart', () => {
    expect(groupLetters(of([1000, 1100, 1090], () => 20))).toEqual(['B', 'A', 'A']);
    expect(groupLetters(of([1000, 1060, 1030], () => 20))).toEqual(['B', 'A', 'AB']);
    expect(groupLetters(of([1, 2, 3], () => 9))).toEqual(['A', 'A', 'A']);
    expect(groupLetters(of([1, 2, 3], () => 0))).toEqual(['C', 'B', 'A']);
  });

  it('shares a letter past one that is told apart', () => {
    // The last is so uncertain that it could be anywhere; the first two are not.
    const letters = groupLetters(of([1000, 900, 800], (_, j) => (j === 2 ? 500 : 10)));
    expect(letters).toEqual(['A', 'B', 'AB']);
  });

  it('shares a letter exactly where a pair is not apart, on real fits', () => {
    for (const seed of [1, 2, 3]) {
      const fit = fitBradleyTerry(randomBattles(14, 900, seed), HALF);
      const letters = groupLetters(fit);
      for (let i = 0; i < 14; i++) {
        for (let j = 0; j < i; j++) {
          const gap = Math.abs(fit.rating[i]! - fit.rating[j]!);
          const isApart = gap > Z95 * Math.sqrt(fit.differenceVariance(i, j));
          const share = Array.from(letters[i]!).some(letter => letters[j]!.includes(letter));
          expect(share).toBe(!isApart);
        }
      }
    }
  });

  it('goes on after Z, and gives up on hundreds', () => {
    const apart = (bots: number) =>
      groupLetters(
        of(
          Array.from({ length: bots }, (_, bot) => -bot),
          () => 0,
        ),
      );
    expect(apart(28).slice(24)).toEqual(['Y', 'Z', 'A1', 'B1']);
    expect(new Set(apart(201))).toEqual(new Set(['']));
    expect(apart(0)).toEqual([]);
  });
});
