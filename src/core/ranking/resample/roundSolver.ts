import { connectivityOf, type Connectivity } from '../fit/connectivity.ts';
import { DenseLaplacian } from '../fit/denseLaplacian.ts';
import { pointsPerLogit, type FitOptions } from '../fit/fit.ts';
import { centre, type LaplacianSolver } from '../fit/laplacian.ts';
import { DENSE_BOTS, maximise } from '../fit/maximise.ts';
import type { PairCounts } from '../fit/pairCounts.ts';
import { oneSidedPrior, pairTerms, pairWeights, type PairTerms } from '../fit/pairTerms.ts';
import { SparseLaplacian } from '../fit/sparseLaplacian.ts';
import { chordSteps } from './chordSteps.ts';
import { Links } from './links.ts';

/** Points; the errors that rounds are made for are points, too. */
const TOLERANCE = 1e-3;

/** A chord step need not be exact: the next one mends it. */
const CLOSE = 1e-3;

/**
 * Fits one redrawing of the votes after another, each from where the fit of all votes is. Where a round
 * has no maximum of likelihood, it gets the prior that all votes would get.
 */
export class RoundSolver {
  /** The fit of all votes: log-strengths, the mean of each island 0; and whether it needed no prior. */
  readonly strength: Float64Array;
  readonly exists: boolean;
  readonly #options: FitOptions;
  readonly #tolerance: number;
  /** What a battle of each pair counts; that stays as it is for all votes. */
  readonly #weights: Float64Array | undefined;
  readonly #links: Links;
  readonly #islands: Connectivity['islands'];
  readonly #curvature: LaplacianSolver;
  /** Of the round that is solved, without a prior; and the points of the second bots. */
  readonly #terms: PairTerms;
  readonly #lost: Float64Array;

  constructor(all: PairCounts, options: FitOptions) {
    const graph = connectivityOf(all);
    const { solution, exists } = maximise(all, graph, options);
    this.strength = solution.strength;
    this.exists = exists;
    this.#options = { ...options, tolerance: TOLERANCE, pairWeight: undefined };
    this.#tolerance = TOLERANCE / pointsPerLogit(options);
    this.#weights = pairWeights(all, options);
    this.#links = new Links(all);
    this.#islands = graph.islands;
    this.#curvature =
      all.bots <= DENSE_BOTS
        ? new DenseLaplacian(all, solution.curvature, graph.islands)
        : new SparseLaplacian(all, solution.curvature, graph.islands, CLOSE);
    const { bots, first, second } = all;
    const newSums = (): Float64Array => new Float64Array(first.length);
    this.#terms = { bots, first, second, score: newSums(), tied: newSums(), total: newSums() };
    this.#lost = newSums();
  }

  /**
   * @param round counts of the same pairs as of all votes
   * @returns log-strengths, the mean of each island 0
   */
  solve(round: PairCounts): Float64Array {
    return this.#withoutPrior(round) ?? this.#anyhow(round);
  }

  /** undefined for a round that needs a prior or is too unlike all votes. */
  #withoutPrior(round: PairCounts): Float64Array | undefined {
    if (this.#options.ties !== 'half' || !this.exists) return undefined;
    const { score, total } = this.#terms;
    const lost = this.#lost;
    for (let pair = 0; pair < score.length; pair++) {
      const weight = this.#weights?.[pair] ?? 1;
      const half = (round.tied[pair] as number) / 2;
      score[pair] = weight * ((round.won[pair] as number) + half);
      lost[pair] = weight * ((round.lost[pair] as number) + half);
      total[pair] = (score[pair] as number) + (lost[pair] as number);
    }
    if (!this.#links.connectAll(score, lost)) return undefined;
    return this.#fromAllVotes(this.#terms, this.#islands);
  }

  #anyhow(round: PairCounts): Float64Array {
    const counts = metPairs(weighted(round, this.#weights));
    const graph = connectivityOf(counts);
    if (this.#options.ties === 'half') {
      const terms = pairTerms(counts, undefined, oneSidedPrior(counts, graph));
      const strength = this.#fromAllVotes(terms, graph.islands);
      if (strength) return strength;
    }
    return maximise(counts, graph, this.#options).solution.strength;
  }

  /** By chord steps; undefined if they do not lead there. */
  #fromAllVotes(terms: PairTerms, islands: Connectivity['islands']): Float64Array | undefined {
    const strength = this.strength.slice();
    if (!chordSteps(terms, this.#curvature, strength, this.#tolerance)) return undefined;
    centre(strength, islands);
    return strength;
  }
}

function weighted(counts: PairCounts, weights: Float64Array | undefined): PairCounts {
  if (!weights) return counts;
  const times = (sum: number, pair: number): number => sum * (weights[pair] as number);
  return {
    ...counts,
    won: counts.won.map(times),
    lost: counts.lost.map(times),
    tied: counts.tied.map(times),
  };
}

/** A pair that no vote of the round is about would be a link without weight. */
function metPairs(counts: PairCounts): PairCounts {
  const { bots, first, second, won, lost, tied, met } = counts;
  const isMet = (_: number, pair: number): boolean =>
    (won[pair] as number) + (lost[pair] as number) + (tied[pair] as number) > 0;
  if (won.every(isMet)) return counts;
  return {
    bots,
    first: first.filter(isMet),
    second: second.filter(isMet),
    won: won.filter(isMet),
    lost: lost.filter(isMet),
    tied: tied.filter(isMet),
    met: met.filter(isMet),
  };
}
