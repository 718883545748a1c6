import type { MakeSolver, Solution } from './bradleyTerry.ts';
import { climb, type Objective } from './climb.ts';
import { centre, type LaplacianSolver } from './laplacian.ts';
import { expectedScore, tieChance } from './outcomes.ts';
import type { PairTerms } from './pairTerms.ts';
import { addScaled, dot } from './vectors.ts';

/** How the strength of ties hangs together with the ratings, at the top of the likelihood. */
export interface TieCoupling {
  /** How far each log-strength moves as ln ν does. */
  readonly slope: Float64Array;
  /** The curvature along ln ν once the log-strengths follow. */
  readonly curvature: number;
}

/** Beyond e^12 to 1 between ties and decisions, the likelihood is climbing for ever. */
const MOST_LOG_TIES = 12;

/**
 * Davidson's model by maximum likelihood: Newton on the log-strengths and ln ν together. The points
 * and the number of ties are its sufficient statistics.
 *
 * @param tolerance of the log-strengths and of ln ν.
 * @returns undefined if there is no maximum.
 */
export function solveDavidson(
  terms: PairTerms,
  islands: readonly (readonly number[])[],
  makeSolver: MakeSolver,
  tolerance: number,
): { solution: Solution; coupling: TieCoupling } | undefined {
  const { bots } = terms;
  const likelihood = new Likelihood(terms, makeSolver);
  const { point, isReached } = climb(likelihood, bots + 1, tolerance);
  const logTies = point[bots] as number;
  if (!isReached || !(Math.abs(logTies) < MOST_LOG_TIES)) return undefined;
  const strength = point.slice(0, bots);
  centre(strength, islands);
  const { curvature } = likelihood;
  const solution = { strength, curvature, tieStrength: Math.exp(logTies), isReached };
  return { solution, coupling: likelihood.couplingBy(makeSolver(curvature)) };
}

class Likelihood implements Objective {
  readonly #terms: PairTerms;
  readonly #makeSolver: MakeSolver;
  #solver: LaplacianSolver | undefined;
  /** Of each pair: the expected variance of its points. */
  readonly curvature: Float64Array;
  /** Of each bot: the expected covariance of its points and the ties. */
  #border: Float64Array;
  /** The expected variance of the ties. */
  #corner = 0;
  #logTies = 0;

  constructor(terms: PairTerms, makeSolver: MakeSolver) {
    this.#terms = terms;
    this.#makeSolver = makeSolver;
    this.curvature = new Float64Array(terms.first.length);
    this.#border = new Float64Array(terms.bots);
  }

  gradientAt(point: Float64Array): Float64Array {
    const { bots, first, second, score, tied, total } = this.#terms;
    const gradient = new Float64Array(bots + 1);
    this.#logTies = point[bots] as number;
    const ties = Math.exp(this.#logTies);
    this.#border = new Float64Array(bots);
    this.#corner = 0;
    for (let pair = 0; pair < first.length; pair++) {
      const i = first[pair] as number;
      const j = second[pair] as number;
      const battles = total[pair] as number;
      const difference = (point[i] as number) - (point[j] as number);
      const chance = expectedScore(difference, ties);
      const tie = tieChance(difference, ties);
      const beyond = (score[pair] as number) - battles * chance;
      (gradient[i] as number) += beyond;
      (gradient[j] as number) -= beyond;
      (gradient[bots] as number) += (tied[pair] as number) - battles * tie;
      const lead = chance - 0.5;
      this.curvature[pair] = battles * ((1 - tie) / 4 - lead * lead);
      (this.#border[i] as number) -= battles * lead * tie;
      (this.#border[j] as number) += battles * lead * tie;
      this.#corner += battles * tie * (1 - tie);
    }
    return gradient;
  }

  step(gradient: Float64Array, isNear: boolean): Float64Array {
    const { bots } = this.#terms;
    // Nothing of the curvature would be left.
    if (!(Math.abs(this.#logTies) < MOST_LOG_TIES)) return gradient.map(() => NaN);
    if (!isNear || !this.#solver) this.#solver = this.#makeSolver(this.curvature);
    const { slope, curvature } = this.couplingBy(this.#solver);
    const strengths = this.#solver.solve(gradient.slice(0, bots));
    const rest = (gradient[bots] as number) - dot(this.#border, 0, strengths, 0, bots);
    const step = new Float64Array(bots + 1);
    step.set(strengths);
    step[bots] = rest / curvature;
    addScaled(step, 0, rest / curvature, slope, 0, bots);
    return step;
  }

  couplingBy(solver: LaplacianSolver): TieCoupling {
    const drag = solver.solve(this.#border);
    const curvature = this.#corner - dot(this.#border, 0, drag, 0, this.#terms.bots);
    return { slope: drag.map(value => -value), curvature };
  }
}
