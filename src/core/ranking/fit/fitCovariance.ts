import type { BattleColumns } from '../battleColumns.ts';
import type { Connectivity } from './connectivity.ts';
import { denseCovariance, type Covariance } from './denseCovariance.ts';
import { DenseLaplacian } from './denseLaplacian.ts';
import type { FitOptions } from './fit.ts';
import { addEdge } from './laplacian.ts';
import type { Solution } from './bradleyTerry.ts';
import { DENSE_BOTS, type Top } from './maximise.ts';
import type { PairCounts } from './pairCounts.ts';
import { evenlyEnded, pairWeights } from './pairTerms.ts';
import { ResidualDraws } from './residualDraws.ts';
import { sampledCovariance } from './sampledCovariance.ts';
import { SparseLaplacian } from './sparseLaplacian.ts';
import { pairMoments, scatterOfPairs, scatterOfVotes, type Scatter } from './voteScatter.ts';
import { pairPlaces, type WeightOf } from './voteStream.ts';

/** Of what a draw's system is left unsolved; the draws themselves are noisier by far. */
const DRAW_CLOSE = 1e-4;

/**
 * The covariance of log-strengths by the sandwich estimate over votes; exact up to
 * {@link DENSE_BOTS}, drawn beyond.
 *
 * @param battles the votes, unless each is one battle of weight 1.
 */
export function covarianceOf(
  counts: PairCounts,
  graph: Connectivity,
  options: FitOptions,
  { solution, coupling }: Top,
  battles: BattleColumns | undefined,
): Covariance {
  const { bots } = counts;
  if (bots <= DENSE_BOTS) {
    const scatter = scatterOf(counts, graph, options, solution, battles);
    const inverse = new DenseLaplacian(counts, solution.curvature, graph.islands).inverse();
    return denseCovariance(inverse, scatter, bots, coupling);
  }
  const weights = pairWeights(counts, options);
  const alike = variancesOfAlike(counts, graph, weights, solution.curvature);
  const draws = battles
    ? ResidualDraws.ofVotes(counts, battles, solution, weightsByPair(counts, weights), alike)
    : ResidualDraws.ofPairs(counts, pairMoments(counts, weights, solution), alike);
  const laplacian = new SparseLaplacian(counts, solution.curvature, graph.islands, DRAW_CLOSE);
  return sampledCovariance(draws, laplacian, coupling);
}

/** How the votes scatter; where their residuals say nothing, as the model expects. */
export function scatterOf(
  counts: PairCounts,
  graph: Connectivity,
  options: FitOptions,
  solution: Solution,
  battles: BattleColumns | undefined,
): Scatter {
  const { bots, first, second } = counts;
  const weights = pairWeights(counts, options);
  const scatter = battles
    ? scatterOfVotes(battles, solution, weightsByPair(counts, weights))
    : scatterOfPairs(counts, pairMoments(counts, weights, solution));
  variancesOfAlike(counts, graph, weights, solution.curvature).forEach((variance, pair) => {
    if (variance === 0) return;
    addEdge(scatter.points, bots, first[pair] as number, second[pair] as number, variance);
  });
  return scatter;
}

/** Of pairs whose residuals say nothing: the variance that the model expects; 0 for the others. */
function variancesOfAlike(
  counts: PairCounts,
  graph: Connectivity,
  weights: Float64Array | undefined,
  curvature: Float64Array,
): Float64Array {
  const isAlike = evenlyEnded(counts, graph);
  return curvature.map((value, pair) => (isAlike[pair] === 1 ? value * (weights?.[pair] ?? 1) : 0));
}

function weightsByPair(
  counts: PairCounts,
  weights: Float64Array | undefined,
): WeightOf | undefined {
  if (!weights) return undefined;
  const placeOf = pairPlaces(counts);
  return (a, b) => weights[placeOf(a, b)] ?? 1;
}
