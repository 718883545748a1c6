import { describe, expect, it } from 'vitest';
import { connectivityOf } from '../../../../../src/core/ranking/fit/connectivity.ts';
import { countPairs } from '../../../../../src/core/ranking/fit/pairCounts.ts';
import { Links } from '../../../../../src/core/ranking/resample/links.ts';
import { pairVotes } from '../../../../bench/ranking/votes.ts';

describe('Links', () => {
  it('tells what the search for strong components tells, of few votes and of many', () => {
    const told = Array.from({ length: 200 }, (_, seed) => {
      const votes = 4 + (seed % 40);
      const pairs = countPairs(pairVotes({ bots: 5, votes, seed, ties: 0.1 }).battles);
      const half = (sums: Float64Array) => sums.map((sum, pair) => sum + pairs.tied[pair]! / 2);
      const all = new Links(pairs).connectAll(half(pairs.won), half(pairs.lost));
      expect(all).toBe(connectivityOf(pairs).exists);
      return all;
    });
    expect(told.filter(Boolean).length).toBeGreaterThan(50);
    expect(told.filter(Boolean).length).toBeLessThan(150);
  });
});
