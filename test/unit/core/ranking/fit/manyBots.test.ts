import { describe, expect, it } from 'vitest';
import { solveBradleyTerry } from '../../../../../src/core/ranking/fit/bradleyTerry.ts';
import { connectivityOf } from '../../../../../src/core/ranking/fit/connectivity.ts';
import { denseCovariance } from '../../../../../src/core/ranking/fit/denseCovariance.ts';
import { DenseLaplacian } from '../../../../../src/core/ranking/fit/denseLaplacian.ts';
import { fitBradleyTerry } from '../../../../../src/core/ranking/fit/fitBradleyTerry.ts';
import { maximise } from '../../../../../src/core/ranking/fit/maximise.ts';
import { countPairs } from '../../../../../src/core/ranking/fit/pairCounts.ts';
import { oneSidedPrior, pairTerms } from '../../../../../src/core/ranking/fit/pairTerms.ts';
import { ResidualDraws } from '../../../../../src/core/ranking/fit/residualDraws.ts';
import { sampledCovariance } from '../../../../../src/core/ranking/fit/sampledCovariance.ts';
import { SparseLaplacian } from '../../../../../src/core/ranking/fit/sparseLaplacian.ts';
import { pairMoments, scatterOfPairs } from '../../../../../src/core/ranking/fit/voteScatter.ts';
import { DAVIDSON, farthest, HALF, randomBattles } from './someBattles.ts';

const BOTS = 200;

/** Both ways to the same fit of 200 bots. */
function bothWays(votes: number, options = HALF) {
  const battles = randomBattles(BOTS, votes, 1);
  const counts = countPairs(battles);
  const graph = connectivityOf(counts);
  const top = maximise(counts, graph, options);
  const moments = pairMoments(counts, undefined, top.solution);
  const { curvature } = top.solution;
  const dense = new DenseLaplacian(counts, curvature, graph.islands);
  const sparse = new SparseLaplacian(counts, curvature, graph.islands);
  const none = new Float64Array(curvature.length);
  const scatter = scatterOfPairs(counts, moments);
  return {
    battles,
    counts,
    graph,
    top,
    dense,
    sparse,
    exact: denseCovariance(dense.inverse(), scatter, BOTS, top.coupling),
    drawn: (draws: ResidualDraws) => sampledCovariance(draws, sparse, top.coupling),
    byPair: ResidualDraws.ofPairs(counts, moments, none),
    byVote: ResidualDraws.ofVotes(counts, battles, top.solution, undefined, none),
  };
}

/** The root of the mean square of how far intervals' widths are off, relative. */
function widthError(drawn: Float64Array, exact: Float64Array): number {
  const squares = drawn.map((value, bot) => (Math.sqrt(value / exact[bot]!) - 1) ** 2);
  return Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / squares.length);
}

describe('without matrices', () => {
  it('solves the same systems', () => {
    const { dense, sparse } = bothWays(3000);
    const right = Float64Array.from({ length: BOTS }, (_, bot) => bot - (BOTS - 1) / 2);
    const size = Math.max(...dense.solve(right));
    expect(farthest(sparse.solve(right), dense.solve(right))).toBeLessThan(1e-6 * size);
    // What rounding leaves in the way of a mean is not solved for.
    const shifted = right.map(value => value + 1e-3);
    expect(farthest(sparse.solve(shifted), dense.solve(right))).toBeLessThan(1e-6 * size);
  });

  it('comes to the same maximum', () => {
    const { counts, graph, top } = bothWays(3000);
    const terms = pairTerms(counts, undefined, oneSidedPrior(counts, graph));
    const { strength } = solveBradleyTerry(
      terms,
      graph.islands,
      curvature => new SparseLaplacian(counts, curvature, graph.islands),
      1e-11,
    );
    expect(farthest(strength, top.solution.strength)).toBeLessThan(1e-10);
  });

  it.each([
    // Where each bot has met many others, what is drawn is nearly known.
    ['many votes', 20_000, HALF, 0.03],
    ['few votes', 3000, HALF, 0.07],
    ["few votes, Davidson's ties", 3000, DAVIDSON, 0.07],
  ])('draws variances near the exact ones: %s', (_, votes, options, error) => {
    const { exact, drawn, byPair, byVote } = bothWays(votes, options);
    for (const draws of [byPair, byVote]) {
      const { variance, difference } = drawn(draws);
      expect(widthError(variance, exact.variance)).toBeLessThan(error);
      const pairs = Array.from({ length: BOTS - 1 }, (_each, bot) => bot);
      const differences = (of: typeof difference) =>
        Float64Array.from(pairs, bot => of(bot, bot + 1));
      const far = widthError(differences(difference), differences(exact.difference));
      expect(far).toBeLessThan(0.09);
    }
  });

  it('goes over into the way with matrices', () => {
    // Ratings of the same battles, once with 400 bots that never fought.
    const battles = randomBattles(BOTS, 10_000, 4);
    const few = fitBradleyTerry(battles, HALF);
    const many = fitBradleyTerry({ ...battles, bots: 600 }, HALF);
    expect(farthest(many.rating.subarray(0, BOTS), few.rating)).toBeLessThan(1e-6);
    expect(many.islands).toHaveLength(401);
    const i = [0, 10, 100, 199];
    for (const bot of i.slice(1)) {
      const ratio = many.differenceVariance(0, bot) / few.differenceVariance(0, bot);
      expect(Math.abs(ratio - 1)).toBeLessThan(0.35);
    }
  });

  it('rates 5,000 bots', () => {
    const fit = fitBradleyTerry(randomBattles(5000, 15_000, 5, 4), HALF);
    expect(fit.rating.every(Number.isFinite)).toBe(true);
    expect(fit.variance.every(value => value > 0)).toBe(true);
    const mean = fit.rating.reduce((sum, value) => sum + value, 0) / 5000;
    expect(mean).toBeCloseTo(1000, 6);
    // Stronger bots have higher numbers.
    const half = (from: number) =>
      fit.rating.subarray(from, from + 2500).reduce((sum, value) => sum + value, 0) / 2500;
    expect(half(2500)).toBeGreaterThan(half(0) + 100);
  });
});
