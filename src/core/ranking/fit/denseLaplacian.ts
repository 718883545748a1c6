import { factorise, inverse, solve } from './cholesky.ts';
import type { Connectivity } from './connectivity.ts';
import { laplacianMatrix, type LaplacianSolver, type PairGraph } from './laplacian.ts';

/** The matrix in full; each island's mean is held by a constant added to its block. */
export class DenseLaplacian implements LaplacianSolver {
  readonly #bots: number;
  readonly #factor: Float64Array;

  /** @throws RangeError if a weight is not positive. */
  constructor(graph: PairGraph, weight: Float64Array, islands: Connectivity['islands']) {
    const matrix = laplacianMatrix(graph, weight);
    for (const island of islands) holdMean(matrix, graph.bots, island);
    const factor = factorise(matrix, graph.bots);
    if (!factor) throw new RangeError('A pair without weight: the ratings are not determined.');
    this.#bots = graph.bots;
    this.#factor = factor;
  }

  solve(right: Float64Array): Float64Array {
    return solve(this.#factor, this.#bots, right);
  }

  /** Its product with any vector that sums to zero over each island is what `solve` returns. */
  inverse(): Float64Array {
    return inverse(this.#factor, this.#bots);
  }
}

/** A constant as large as the entries are keeps the condition of the matrix. */
function holdMean(matrix: Float64Array, bots: number, island: readonly number[]): void {
  const trace = island.reduce((sum, bot) => sum + (matrix[bot * bots + bot] as number), 0);
  const constant = (trace > 0 ? trace / island.length : 1) / island.length;
  for (const i of island) {
    for (const j of island) (matrix[i * bots + j] as number) += constant;
  }
}
