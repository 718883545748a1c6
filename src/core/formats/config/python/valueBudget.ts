import { ConfigProblem, MOST_VALUES } from '../configProblem.ts';
import type { ConfigValue } from '../configValue.ts';

const CHARACTERS_PER_VALUE = 100;

/**
 * Counts what a file would hold if every name in it were written out: names that stand for names that
 * stand for more can make a short file larger than any memory.
 */
export class ValueBudget {
  readonly #sizes = new WeakMap<object, number>();
  #spent = 0;

  get spent(): number {
    return this.#spent;
  }

  /** So many values more are held. @throws ConfigProblem `tooBig` */
  count(values: number): void {
    this.#spent += values;
    if (this.#spent > MOST_VALUES) {
      throw new ConfigProblem('tooBig', `It holds more than ${MOST_VALUES} values.`);
    }
  }

  /** A text is one value, and a long one is more. @throws ConfigProblem `tooBig` */
  countText(text: string): void {
    this.count(Math.floor(text.length / CHARACTERS_PER_VALUE));
  }

  /** Remembers what a value holds: all that was spent since `before`. */
  measured<T extends ConfigValue>(value: T, before: number): T {
    if (typeof value === 'object' && value !== null) this.#sizes.set(value, this.#spent - before);
    return value;
  }

  /** The value again, behind a name. @throws ConfigProblem `tooBig` */
  again(value: ConfigValue): ConfigValue {
    if (typeof value === 'string') this.countText(value);
    if (typeof value === 'object' && value !== null) this.count(this.#sizes.get(value) ?? 0);
    return value;
  }
}
