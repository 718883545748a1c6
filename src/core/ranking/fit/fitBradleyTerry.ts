import type { BattleColumns } from '../battleColumns.ts';
import { connectivityOf, type Connectivity } from './connectivity.ts';
import { pointsPerLogit, ratingsOf, type Fit, type FitOptions } from './fit.ts';
import { covarianceOf } from './fitCovariance.ts';
import { maximise } from './maximise.ts';
import { expectedScore } from './outcomes.ts';
import { battlesPerBot, countPairs, type PairCounts } from './pairCounts.ts';
import { PRIOR_TIES } from './pairTerms.ts';
import { isPairVotes } from './voteStream.ts';

/**
 * Rates bots by the battles between them, by maximum likelihood, with the variances that the votes
 * have. The order of the votes does not matter.
 *
 * Where there is no maximum (a bot that never lost, say), a weak prior gives finite numbers, and the
 * result says so. Islands are each centred at the mean.
 *
 * @see Bradley & Terry 1952, "Rank analysis of incomplete block designs"; Davidson 1970 for ties
 */
export function fitBradleyTerry(battles: BattleColumns, options: FitOptions): Fit {
  return fitCounts(countPairs(battles), options, isPairVotes(battles) ? undefined : battles);
}

/**
 * The same from the counts.
 *
 * @param battles the votes, unless each is one battle of weight 1.
 */
export function fitCounts(counts: PairCounts, options: FitOptions, battles?: BattleColumns): Fit {
  const graph = connectivityOf(counts);
  const top = maximise(counts, graph, options);
  const covariance = covarianceOf(counts, graph, options, top, battles);
  const square = pointsPerLogit(options) ** 2;
  const { strength, tieStrength } = top.solution;
  const { island } = graph;
  const unknown = islandVariance(graph, counts.bots);
  return {
    rating: ratingsOf(strength, options),
    variance: covariance.variance.map(
      (value, bot) => square * (value + unknown(island[bot] as number)),
    ),
    differenceVariance(i, j) {
      if (i === j) return 0;
      const apart = island[i] === island[j] ? 0 : 2 * ISLAND_VARIANCE;
      return square * (covariance.difference(i, j) + apart);
    },
    expected: (i, j) =>
      expectedScore((strength[i] as number) - (strength[j] as number), tieStrength),
    exists: top.exists,
    priorTies: top.exists ? 0 : PRIOR_TIES,
    islands: graph.islands,
    unbeaten: graph.unbeaten,
    winless: graph.winless,
    ...(options.ties === 'davidson' && { tieStrength }),
    battles: battlesPerBot(counts),
  };
}

/** Of an island's mean: as much as the prior's ties against an average bot would tell of it. */
export const ISLAND_VARIANCE = 4 / PRIOR_TIES;

/** What not knowing the islands' means adds to the variance of a bot, the mean of all being held. */
export function islandVariance(
  { islands }: Pick<Connectivity, 'islands'>,
  bots: number,
): (island: number) => number {
  const shares = islands.map(island => island.length / bots);
  const squares = shares.reduce((sum, share) => sum + share ** 2, 0);
  return island => ISLAND_VARIANCE * (1 - 2 * (shares[island] ?? 0) + squares);
}
