import { describe, expect, it } from 'vitest';
import { fewVotesFactor, forFewVotes } from '../../../../../src/core/ranking/fit/fewVotes.ts';
import { fitBradleyTerry } from '../../../../../src/core/ranking/fit/fitBradleyTerry.ts';
import { HALF, randomBattles } from './someBattles.ts';

describe('fewVotesFactor', () => {
  it('is less the more votes there are, and 1 from 30 for each rating on', () => {
    const factors = [4, 10, 20, 40, 80, 89].map(votes => fewVotesFactor(votes, 3));
    expect(factors).toEqual([...factors].sort((x, y) => y - x));
    expect(factors.at(-1)).toBeGreaterThan(1);
    expect([90, 91, 1e6].map(votes => fewVotesFactor(votes, 3))).toEqual([1, 1, 1]);
  });

  it('stays finite with fewer votes than ratings, or with none', () => {
    for (const [votes, free] of [
      [0, 0],
      [0, 5],
      [1, 1],
      [3, 100],
    ] as const) {
      const factor = fewVotesFactor(votes, free);
      expect(factor >= 1 && factor < 3, `${votes} ${free} ${factor}`).toBe(true);
    }
  });

  it('widens a fit of few votes and leaves one of many as it is', () => {
    const few = randomBattles(5, 40, 1);
    const plain = fitBradleyTerry(few, HALF);
    const wide = forFewVotes(plain, few);
    const ratio = fewVotesFactor(40, 4) ** 2;
    expect(wide.variance[0]! / plain.variance[0]!).toBeCloseTo(ratio, 12);
    expect(wide.differenceVariance(0, 1) / plain.differenceVariance(0, 1)).toBeCloseTo(ratio, 12);
    const many = fitBradleyTerry(randomBattles(5, 200, 1), HALF);
    expect(forFewVotes(many, randomBattles(5, 200, 1))).toBe(many);
  });
});
