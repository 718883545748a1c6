import { climb, type Objective } from './climb.ts';
import { centre, type LaplacianSolver } from './laplacian.ts';
import { expectedScore } from './outcomes.ts';
import type { PairTerms } from './pairTerms.ts';
import { largest } from './vectors.ts';

/** The top of a likelihood. */
export interface Solution {
  /** Log-strengths; their mean over each island is 0. */
  readonly strength: Float64Array;
  /** Of each pair: the expected variance of its points. */
  readonly curvature: Float64Array;
  /** Davidson's ν; 0 where a tie is half a win. */
  readonly tieStrength: number;
  readonly isReached: boolean;
}

export type MakeSolver = (curvature: Float64Array) => LaplacianSolver;

/**
 * Bradley-Terry by maximum likelihood.
 *
 * @param tolerance of the log-strengths.
 * @see Bradley & Terry 1952, "Rank analysis of incomplete block designs"
 */
export function solveBradleyTerry(
  terms: PairTerms,
  islands: readonly (readonly number[])[],
  makeSolver: MakeSolver,
  tolerance: number,
): Solution {
  const likelihood = new Likelihood(terms, makeSolver);
  const { point, isReached } = climb(likelihood, terms.bots, tolerance);
  centre(point, islands);
  return { strength: point, curvature: likelihood.curvature, tieStrength: 0, isReached };
}

class Likelihood implements Objective {
  readonly #terms: PairTerms;
  readonly #makeSolver: MakeSolver;
  #solver: LaplacianSolver | undefined;
  readonly curvature: Float64Array;

  constructor(terms: PairTerms, makeSolver: MakeSolver) {
    this.#terms = terms;
    this.#makeSolver = makeSolver;
    this.curvature = new Float64Array(terms.first.length);
  }

  gradientAt(point: Float64Array): Float64Array {
    return bradleyTerryGradient(this.#terms, point, this.curvature);
  }

  step(gradient: Float64Array, isNear: boolean): Float64Array {
    if (!isNear || !this.#solver) this.#solver = this.#makeSolver(this.curvature);
    return this.#solver.solve(gradient);
  }
}

const MOST_EXPONENT = 300;

/**
 * Points each bot has beyond what is expected of it.
 *
 * @param curvature is filled too: of each pair the expected variance of its points.
 */
export function bradleyTerryGradient(
  { bots, first, second, score, total }: PairTerms,
  strength: Float64Array,
  curvature: Float64Array,
): Float64Array {
  const gradient = new Float64Array(bots);
  // One exponential a bot instead of one a pair, unless they would leave the range of numbers.
  const odds = largest(strength) < MOST_EXPONENT ? strength.map(Math.exp) : undefined;
  for (let pair = 0; pair < first.length; pair++) {
    const i = first[pair] as number;
    const j = second[pair] as number;
    const battles = total[pair] as number;
    const chance = odds
      ? (odds[i] as number) / ((odds[i] as number) + (odds[j] as number))
      : expectedScore((strength[i] as number) - (strength[j] as number), 0);
    const beyond = (score[pair] as number) - battles * chance;
    (gradient[i] as number) += beyond;
    (gradient[j] as number) -= beyond;
    curvature[pair] = battles * chance * (1 - chance);
  }
  return gradient;
}
