import type { Connectivity } from './connectivity.ts';

/**
 * Pairs of bots with a weight each, as the matrix Σ weight (e_first − e_second)(e_first − e_second)ᵀ.
 * The curvature of every model here is one, and so is the scatter of the votes.
 */
export interface PairGraph {
  readonly bots: number;
  readonly first: Uint16Array;
  readonly second: Uint16Array;
}

/** Solves Laplacian × x = right, for right sides that sum to zero over each island, as x does. */
export interface LaplacianSolver {
  solve(right: Float64Array): Float64Array;
}

export function laplacianMatrix(
  { bots, first, second }: PairGraph,
  weight: Float64Array,
): Float64Array {
  const matrix = new Float64Array(bots * bots);
  for (let pair = 0; pair < first.length; pair++) {
    addEdge(matrix, bots, first[pair] as number, second[pair] as number, weight[pair] as number);
  }
  return matrix;
}

/** Adds weight (e_i − e_j)(e_i − e_j)ᵀ. */
export function addEdge(
  matrix: Float64Array,
  bots: number,
  i: number,
  j: number,
  weight: number,
): void {
  (matrix[i * bots + i] as number) += weight;
  (matrix[j * bots + j] as number) += weight;
  (matrix[i * bots + j] as number) -= weight;
  (matrix[j * bots + i] as number) -= weight;
}

/** Takes the mean of each island away. */
export function centre(x: Float64Array, islands: Connectivity['islands']): void {
  for (const island of islands) {
    const mean = island.reduce((sum, bot) => sum + (x[bot] as number), 0) / island.length;
    for (const bot of island) (x[bot] as number) -= mean;
  }
}
