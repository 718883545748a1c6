import type { RandomStream } from '../../std/random.ts';
import type { BattleColumns } from '../battleColumns.ts';
import type { Solution } from './bradleyTerry.ts';
import { diagonalOf } from './sparseLaplacian.ts';
import type { PairGraph } from './laplacian.ts';
import type { PairMoments } from './voteScatter.ts';
import { eachVote, type WeightOf } from './voteStream.ts';

/** Points of each bot and ties, beyond what is expected, summed over votes with a sign each. */
export interface SignedResiduals {
  readonly points: Float64Array;
  readonly ties: number;
}

/** The residuals of all votes, to be drawn with signs at random. */
export class ResidualDraws {
  /** Variance of each bot's points. */
  readonly variance: Float64Array;
  readonly #signs: number;
  readonly #sum: (signs: Signs) => SignedResiduals;

  private constructor(
    variance: Float64Array,
    signs: number,
    sum: (signs: Signs) => SignedResiduals,
  ) {
    this.variance = variance;
    this.#signs = signs;
    this.#sum = sum;
  }

  draw(stream: RandomStream): SignedResiduals {
    return this.#sum(new Signs(stream, this.#signs));
  }

  /**
   * Where each battle is a vote, a sign for each pair does: the sums have the same covariance.
   *
   * @param extra variance that is added to a pair's points.
   */
  static ofPairs(graph: PairGraph, moments: PairMoments, extra: Float64Array): ResidualDraws {
    const variance = moments.points.map((value, pair) => value + (extra[pair] as number));
    const size = variance.map(Math.sqrt);
    // What of the ties goes with the points has the pair's sign; the rest is one number.
    const along = moments.pointsByTies.map((product, pair) => over(product, size[pair] as number));
    const rest = along.reduce((sum, value) => sum - value ** 2, moments.ties);
    return new ResidualDraws(diagonalOf(graph, variance), size.length + 1, signs => {
      const points = new Float64Array(graph.bots);
      let ties = signs.of(size.length) * Math.sqrt(Math.max(0, rest));
      for (let pair = 0; pair < size.length; pair++) {
        const signed = signs.of(pair);
        ties += signed * (along[pair] ?? 0);
        addPair(points, graph, pair, signed * (size[pair] as number));
      }
      return { points, ties };
    });
  }

  /** A sign for each vote, all its battles together. */
  static ofVotes(
    graph: PairGraph,
    battles: BattleColumns,
    solution: Solution,
    weightOf: WeightOf | undefined,
    extra: Float64Array,
  ): ResidualDraws {
    const size = extra.map(Math.sqrt);
    const variance = diagonalOf(graph, extra);
    eachVote(battles, solution, weightOf, vote => {
      for (const bot of vote.bots.subarray(0, vote.size)) {
        (variance[bot] as number) += (vote.points[bot] as number) ** 2;
      }
    });
    const votes = battles.voteEnds?.length ?? battles.a.length;
    return new ResidualDraws(variance, size.length + votes, signs => {
      const points = new Float64Array(graph.bots);
      let ties = 0;
      let next = size.length;
      eachVote(battles, solution, weightOf, vote => {
        const signed = signs.of(next++);
        ties += signed * vote.ties;
        for (let at = 0; at < vote.size; at++) {
          const bot = vote.bots[at] as number;
          (points[bot] as number) += signed * (vote.points[bot] as number);
        }
      });
      for (let pair = 0; pair < size.length; pair++) {
        if (size[pair] === 0) continue;
        addPair(points, graph, pair, signs.of(pair) * (size[pair] as number));
      }
      return { points, ties };
    });
  }
}

function addPair(
  points: Float64Array,
  { first, second }: PairGraph,
  pair: number,
  value: number,
): void {
  (points[first[pair] as number] as number) += value;
  (points[second[pair] as number] as number) -= value;
}

/** Signs drawn at random, a bit each. */
class Signs {
  readonly #bits: Uint32Array;

  constructor(stream: RandomStream, count: number) {
    this.#bits = new Uint32Array((count >>> 5) + 1);
    stream.fill(this.#bits);
  }

  of(place: number): 1 | -1 {
    return (((this.#bits[place >>> 5] as number) >>> (place & 31)) & 1) === 1 ? 1 : -1;
  }
}

function over(value: number, divisor: number): number {
  return divisor > 0 ? value / divisor : 0;
}
