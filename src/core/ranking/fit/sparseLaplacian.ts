import type { Connectivity } from './connectivity.ts';
import { centre, type LaplacianSolver, type PairGraph } from './laplacian.ts';
import { dot } from './vectors.ts';

/** Relative size of what is left of the right side. */
const CLOSE = 1e-8;

/** Conjugate gradients on the pairs alone: time and memory by pairs, not by the square of the bots. */
export class SparseLaplacian implements LaplacianSolver {
  readonly #graph: PairGraph;
  readonly #weight: Float64Array;
  readonly #islands: Connectivity['islands'];
  /** Its diagonal, which is the preconditioner too. */
  readonly diagonal: Float64Array;
  readonly #close: number;

  /**
   * @param weight is not copied: as it changes, so does the matrix. The preconditioner stays.
   * @param close relative size of what may be left of a right side.
   */
  constructor(
    graph: PairGraph,
    weight: Float64Array,
    islands: Connectivity['islands'],
    close = CLOSE,
  ) {
    this.#graph = graph;
    this.#weight = weight;
    this.#islands = islands;
    this.#close = close;
    this.diagonal = diagonalOf(graph, weight);
  }

  /** @see Hestenes & Stiefel 1952, with Jacobi's preconditioner. */
  solve(right: Float64Array): Float64Array {
    const { bots } = this.#graph;
    const x = new Float64Array(bots);
    const rest = right.slice();
    // Rounding may leave a mean, which no x accounts for.
    centre(rest, this.#islands);
    const product = new Float64Array(bots);
    const scaled = this.#precondition(rest);
    const direction = scaled.slice();
    let size = dot(rest, 0, scaled, 0, bots);
    const enough = size * this.#close ** 2;
    // In exact arithmetic as many steps as bots are enough.
    for (let step = 0; step < 2 * bots && size > enough; step++) {
      multiply(this.#graph, this.#weight, direction, product);
      const length = size / dot(direction, 0, product, 0, bots);
      for (let bot = 0; bot < bots; bot++) {
        (x[bot] as number) += length * (direction[bot] as number);
        (rest[bot] as number) -= length * (product[bot] as number);
        const weight = this.diagonal[bot] as number;
        scaled[bot] = weight > 0 ? (rest[bot] as number) / weight : 0;
      }
      const next = dot(rest, 0, scaled, 0, bots);
      const ratio = next / size;
      for (let bot = 0; bot < bots; bot++) {
        direction[bot] = (scaled[bot] as number) + ratio * (direction[bot] as number);
      }
      size = next;
    }
    centre(x, this.#islands);
    return x;
  }

  #precondition(rest: Float64Array): Float64Array {
    return rest.map((value, bot) => {
      const weight = this.diagonal[bot] as number;
      return weight > 0 ? value / weight : 0;
    });
  }
}

export function diagonalOf({ bots, first, second }: PairGraph, weight: Float64Array): Float64Array {
  const diagonal = new Float64Array(bots);
  for (let pair = 0; pair < first.length; pair++) {
    (diagonal[first[pair] as number] as number) += weight[pair] as number;
    (diagonal[second[pair] as number] as number) += weight[pair] as number;
  }
  return diagonal;
}

function multiply(
  { first, second }: PairGraph,
  weight: Float64Array,
  x: Float64Array,
  product: Float64Array,
): void {
  product.fill(0);
  for (let pair = 0; pair < first.length; pair++) {
    const i = first[pair] as number;
    const j = second[pair] as number;
    const flow = (weight[pair] as number) * ((x[i] as number) - (x[j] as number));
    (product[i] as number) += flow;
    (product[j] as number) -= flow;
  }
}
