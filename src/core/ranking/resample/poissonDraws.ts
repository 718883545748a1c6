import type { RandomStream } from '../../std/random.ts';
import { poissonTable, type PoissonTable } from './poisson.ts';

/** Random numbers made at once. */
const AT_ONCE = 4096;
const RANGE = 2 ** 32;
const DIGITS = 32;

/**
 * Draws Poisson numbers with many means at once. A sum of Poisson numbers is one with the sum of the
 * means: so there is a table for each digit of a count at each place of the digit, not one a count, and
 * the tables stay in the processor's cache.
 */
export class PoissonDraws {
  readonly #random: RandomStream;
  readonly #drawn = new Uint32Array(AT_ONCE);
  /** What is drawn, one after another: which table, and for which mean. */
  readonly #table: Uint16Array;
  readonly #target: Uint32Array;
  /** Of each table: where it is in the columns, its size, the number of its first column. */
  readonly #start: Uint32Array;
  readonly #size: Uint32Array;
  readonly #low: Uint32Array;
  /** The columns of all tables. */
  readonly #threshold: Float64Array;
  readonly #alias: Uint32Array;

  /** The means are `share` times these whole numbers. */
  constructor(counts: Float64Array, share: number, random: RandomStream) {
    this.#random = random;
    const tables = new Map<number, number>();
    const table: number[] = [];
    const target: number[] = [];
    counts.forEach((count, place) => {
      for (let unit = 1, rest = count; rest > 0; unit *= DIGITS) {
        const digit = rest % DIGITS;
        rest = (rest - digit) / DIGITS;
        if (digit === 0) continue;
        const part = digit * unit;
        let number = tables.get(part);
        if (number === undefined) tables.set(part, (number = tables.size));
        table.push(number);
        target.push(place);
      }
    });
    this.#table = Uint16Array.from(table);
    this.#target = Uint32Array.from(target);
    const made = [...tables.keys()].map(part => poissonTable(part * share));
    this.#low = Uint32Array.from(made, ({ low }) => low);
    this.#size = Uint32Array.from(made, ({ alias }) => alias.length);
    this.#start = this.#size.slice();
    let length = 0;
    this.#size.forEach((size, number) => {
      this.#start[number] = length;
      length += size;
    });
    this.#threshold = new Float64Array(length);
    this.#alias = new Uint32Array(length);
    made.forEach((one: PoissonTable, number) => {
      this.#threshold.set(one.threshold, this.#start[number]);
      this.#alias.set(one.alias, this.#start[number]);
    });
  }

  /** Writes a number for each mean. @returns their sum */
  draw(numbers: Float64Array): number {
    numbers.fill(0);
    let sum = 0;
    for (let from = 0; from < this.#table.length; from += AT_ONCE) {
      const to = Math.min(from + AT_ONCE, this.#table.length);
      this.#random.fill(this.#drawn.subarray(0, to - from));
      sum += this.#drawSome(numbers, from, to);
    }
    return sum;
  }

  #drawSome(numbers: Float64Array, from: number, to: number): number {
    const drawn = this.#drawn;
    const table = this.#table;
    const target = this.#target;
    const start = this.#start;
    const size = this.#size;
    const low = this.#low;
    const threshold = this.#threshold;
    const alias = this.#alias;
    let sum = 0;
    for (let draw = from; draw < to; draw++) {
      const which = table[draw] as number;
      // The whole part chooses the column, the rest where in the column.
      const place = ((drawn[draw - from] as number) * (size[which] as number)) / RANGE;
      const column = place >>> 0;
      const at = (start[which] as number) + column;
      const own = place - column < (threshold[at] as number);
      const number = (low[which] as number) + (own ? column : (alias[at] as number));
      (numbers[target[draw] as number] as number) += number;
      sum += number;
    }
    return sum;
  }
}
