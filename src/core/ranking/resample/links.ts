import type { PairCounts } from '../fit/pairCounts.ts';

/**
 * Tells of one redrawing after another whether its likelihood has a maximum: whether a chain of points
 * taken leads from each bot to each other. Where most pairs met that is seen from a few bots.
 */
export class Links {
  readonly #pairs: PairCounts;
  /** The pairs of each bot, one bot after another; where each bot's end. */
  readonly #list: Uint32Array;
  readonly #ends: Uint32Array;

  /** @param pairs of all redrawings; their counts do not matter here. */
  constructor(pairs: PairCounts) {
    this.#pairs = pairs;
    const { bots, first, second } = pairs;
    const places = new Uint32Array(bots + 1);
    for (const bot of first) (places[bot + 1] as number)++;
    for (const bot of second) (places[bot + 1] as number)++;
    for (let bot = 0; bot < bots; bot++) (places[bot + 1] as number) += places[bot] as number;
    this.#list = new Uint32Array(places[bots] as number);
    first.forEach((bot, pair) => (this.#list[(places[bot] as number)++] = pair));
    second.forEach((bot, pair) => (this.#list[(places[bot] as number)++] = pair));
    this.#ends = places;
  }

  /**
   * @param upper points that the first bots of the pairs took
   * @param lower points that the second ones took
   */
  connectAll(upper: Float64Array, lower: Float64Array): boolean {
    return this.#reachAll(upper, lower) && this.#reachAll(lower, upper);
  }

  /** From the first bot, along pairs in which it took points. */
  #reachAll(upper: Float64Array, lower: Float64Array): boolean {
    const { bots, first, second } = this.#pairs;
    const isReached = new Uint8Array(bots);
    const reached = new Uint16Array(bots);
    let count = Math.min(bots, 1);
    isReached[0] = 1;
    for (let next = 0; next < count && count < bots; next++) {
      const bot = reached[next] as number;
      const end = this.#ends[bot] as number;
      for (let at = bot === 0 ? 0 : (this.#ends[bot - 1] as number); at < end; at++) {
        const pair = this.#list[at] as number;
        const isFirst = first[pair] === bot;
        if (((isFirst ? upper : lower)[pair] as number) === 0) continue;
        const other = (isFirst ? second : first)[pair] as number;
        if (isReached[other] === 1) continue;
        isReached[other] = 1;
        reached[count++] = other;
      }
    }
    return count === bots;
  }
}
