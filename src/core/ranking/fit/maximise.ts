import { solveBradleyTerry, type MakeSolver, type Solution } from './bradleyTerry.ts';
import type { Connectivity } from './connectivity.ts';
import { solveDavidson, type TieCoupling } from './davidson.ts';
import { DenseLaplacian } from './denseLaplacian.ts';
import { pointsPerLogit, type FitOptions } from './fit.ts';
import type { PairCounts } from './pairCounts.ts';
import { evenPrior, oneSidedPrior, pairTerms, pairWeights } from './pairTerms.ts';
import { SparseLaplacian } from './sparseLaplacian.ts';

/** Beyond, no matrices are made: the bots' square (2 MiB here) and cube are too much. */
export const DENSE_BOTS = 512;

/** Points. */
const TOLERANCE = 1e-9;

/** Where the likelihood is greatest, and how the ties hang together with it. */
export interface Top {
  readonly solution: Solution;
  /** With Davidson's ties only. */
  readonly coupling: TieCoupling | undefined;
  /** For other curvatures of the same bots. */
  readonly makeSolver: MakeSolver;
  /** Whether it needed no prior. */
  readonly exists: boolean;
}

/** The greatest likelihood of the counts; with a prior only where there is none without. */
export function maximise(counts: PairCounts, graph: Connectivity, options: FitOptions): Top {
  const { islands, exists } = graph;
  const tolerance = (options.tolerance ?? TOLERANCE) / pointsPerLogit(options);
  const weights = pairWeights(counts, options);
  const makeSolver: MakeSolver = curvature =>
    counts.bots <= DENSE_BOTS
      ? new DenseLaplacian(counts, curvature, islands)
      : new SparseLaplacian(counts, curvature, islands);
  const terms = pairTerms(counts, weights, oneSidedPrior(counts, graph));
  // Without a tie, Davidson's model is Bradley-Terry's.
  if (options.ties === 'davidson' && counts.tied.some(ties => ties > 0)) {
    const free = solveDavidson(terms, islands, makeSolver, tolerance);
    if (free) return { ...free, makeSolver, exists };
    const held = pairTerms(counts, weights, evenPrior(counts));
    const bound = solveDavidson(held, islands, makeSolver, tolerance);
    if (bound) return { ...bound, makeSolver, exists: false };
  }
  const solution = solveBradleyTerry(terms, islands, makeSolver, tolerance);
  return { solution, coupling: undefined, makeSolver, exists: exists && solution.isReached };
}
