import type { Translate } from '../core/text.ts';
import { isSecretName, showValue, type SettingProblem } from './settingProblem.ts';

/** What a number must be; without `exclusiveMinimum` and `integer` any from `minimum` to `maximum`. */
export interface NumberLimits {
  readonly minimum: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly integer?: boolean;
}

type Values = Readonly<Record<string, unknown>>;

/** Reads one object of the settings value by value and notes what is wrong with it. */
export class EntryReader {
  readonly problems: SettingProblem[] = [];
  readonly #path: string;
  readonly #values: Values;
  readonly #known = new Set<string>();
  readonly #t: Translate;
  #isUsable = true;

  constructor(path: string, values: Values, t: Translate) {
    this.#path = path;
    this.#values = values;
    this.#t = t;
  }

  /** False once a value that is needed or was written is wrong; unknown keys do no harm. */
  get isUsable(): boolean {
    return this.#isUsable;
  }

  /** The value, whatever it is; its key counts as known. */
  take(key: string): unknown {
    this.#known.add(key);
    return Object.hasOwn(this.#values, key) ? this.#values[key] : undefined;
  }

  /** Notes a problem that makes the whole entry unusable. */
  refuse(key: string, expected: string): void {
    this.#isUsable = false;
    this.#note(key, expected);
  }

  /** A text with something in it, without the spaces around it. */
  text(key: string, expected: string): string | undefined {
    const value = this.take(key);
    const text = typeof value === 'string' ? value.trim() : '';
    if (text !== '') return text;
    this.refuse(key, expected);
    return undefined;
  }

  /** A number within limits, or undefined if none is written. */
  number(key: string, limits: NumberLimits): number | undefined {
    const value = this.take(key);
    if (isWithin(value, limits)) return value;
    if (value !== undefined) this.refuse(key, describeLimits(limits, this.#t));
    return undefined;
  }

  /** The object under a key, with what is wrong in it counted as wrong here. */
  inside<T>(key: string, read: (reader: EntryReader) => T): T | undefined {
    const value = this.take(key);
    const t = this.#t;
    if (!isObject(value)) {
      if (value !== undefined) this.refuse(key, t('an object'));
      return undefined;
    }
    const reader = new EntryReader(`${this.#path}.${key}`, value, t);
    const result = read(reader);
    this.problems.push(...reader.problems);
    this.#isUsable &&= reader.isUsable;
    return result;
  }

  /** Notes the keys that nobody asked for; call it after all others. */
  finish(): void {
    const t = this.#t;
    for (const key of Object.keys(this.#values).filter(key => !this.#known.has(key))) {
      this.#note(
        key,
        isSecretName(key)
          ? t(
              'no key here: settings files are shared and synced. Remove it and run “ChatZoo: Set API Key…”',
            )
          : t('one of {0}', [...this.#known].join(', ')),
      );
    }
  }

  #note(key: string, expected: string): void {
    const path = `${this.#path}.${key.slice(0, 60)}`;
    this.problems.push({ path, found: showValue(this.#values[key], key), expected });
  }
}

export function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWithin(value: unknown, limits: NumberLimits): value is number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  if (limits.integer && !Number.isSafeInteger(value)) return false;
  if (limits.exclusiveMinimum ? value <= limits.minimum : value < limits.minimum) return false;
  return limits.maximum === undefined || value <= limits.maximum;
}

function describeLimits(limits: NumberLimits, t: Translate): string {
  const { minimum, maximum } = limits;
  if (limits.integer) {
    return maximum === undefined
      ? t('a whole number, {0} or more', minimum)
      : t('a whole number from {0} to {1}', minimum, maximum);
  }
  if (maximum === undefined) return t('a number, {0} or more', minimum);
  return limits.exclusiveMinimum
    ? t('a number above {0}, at most {1}', minimum, maximum)
    : t('a number from {0} to {1}', minimum, maximum);
}
