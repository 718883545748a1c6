import { RandomStream } from '../../std/random.ts';
import { aliasTable, type AliasTable } from './aliasTable.ts';
import { PoissonDraws } from './poissonDraws.ts';

/** Random numbers made at once. */
const AT_ONCE = 4096;
const RANGE = 2 ** 32;
/** By so many standard deviations the Poisson numbers' sum is below what is wanted, on average. */
const MARGIN = 3;

/**
 * Draws as many votes as there are, each of them any of the old ones: how often each pattern of votes
 * comes up, without drawing vote by vote.
 *
 * Independent Poisson numbers with means proportional to the patterns' counts are, given their sum, just
 * such a drawing. So nearly all votes come from a few Poisson draws a pattern, with a sum that is almost
 * always too small by a little; the votes that lack are drawn one by one, and a sum that is too large is
 * drawn again. The result is exactly multinomial.
 */
export class Redraw {
  readonly #total: number;
  readonly #poisson: PoissonDraws;
  readonly #patterns: AliasTable;
  readonly #random: RandomStream;
  readonly #drawn = new Uint32Array(AT_ONCE);
  #used = AT_ONCE;

  /** @param counts votes of each pattern, whole numbers, one of them positive */
  constructor(counts: Float64Array, seed: number) {
    this.#total = counts.reduce((sum, count) => sum + count, 0);
    const share = Math.max(0, 1 - MARGIN / Math.sqrt(this.#total));
    this.#random = new RandomStream(seed);
    this.#poisson = new PoissonDraws(counts, share, this.#random);
    this.#patterns = aliasTable(counts);
  }

  /** Writes how often each pattern was drawn; the sum is the number of all votes. */
  draw(counts: Float64Array): void {
    let sum = this.#poisson.draw(counts);
    while (sum > this.#total) sum = this.#poisson.draw(counts);
    for (; sum < this.#total; sum++) {
      const pattern = this.#drawPattern();
      counts[pattern] = (counts[pattern] as number) + 1;
    }
  }

  #drawPattern(): number {
    const drawn = this.#drawn;
    if (this.#used === AT_ONCE) {
      this.#random.fill(drawn);
      this.#used = 0;
    }
    const { threshold, alias } = this.#patterns;
    const column = Math.floor(((drawn[this.#used] as number) * threshold.length) / RANGE);
    const height = (drawn[this.#used + 1] as number) / RANGE;
    this.#used += 2;
    return height < (threshold[column] as number) ? column : (alias[column] as number);
  }
}
