import { expect, it } from 'vitest';
import { connectivityOf } from '../../../../../src/core/ranking/fit/connectivity.ts';
import { DenseLaplacian } from '../../../../../src/core/ranking/fit/denseLaplacian.ts';
import { maximise } from '../../../../../src/core/ranking/fit/maximise.ts';
import { countPairs } from '../../../../../src/core/ranking/fit/pairCounts.ts';
import { oneSidedPrior, pairTerms } from '../../../../../src/core/ranking/fit/pairTerms.ts';
import { chordSteps } from '../../../../../src/core/ranking/resample/chordSteps.ts';

it('moves bots so far apart that their odds are no numbers', () => {
  // Each bot beat the next one in all of twenty battles.
  const links = 400;
  const each = 20;
  const link = (battle: number) => Math.floor(battle / each);
  const counts = countPairs({
    bots: links + 1,
    a: Uint16Array.from({ length: links * each }, (_, battle) => link(battle)),
    b: Uint16Array.from({ length: links * each }, (_, battle) => link(battle) + 1),
    outcome: new Uint8Array(links * each),
  });
  const graph = connectivityOf(counts);
  const { solution } = maximise(counts, graph, { ties: 'half', scale: 400, base: 10, start: 0 });
  const top = solution.strength;
  expect(Math.exp(top[0]! - top[links]!)).toBe(Infinity);
  expect(Math.max(...top)).toBeGreaterThan(709);
  const point = top.map((strength, bot) => strength + (bot % 2) / 100);
  const curvature = new DenseLaplacian(counts, solution.curvature, graph.islands);
  const terms = pairTerms(counts, undefined, oneSidedPrior(counts, graph));
  expect(chordSteps(terms, curvature, point, 1e-9)).toBe(true);
  point.forEach((strength, bot) => {
    expect(strength - point[0]!).toBeCloseTo(top[bot]! - top[0]!, 5);
  });
});
