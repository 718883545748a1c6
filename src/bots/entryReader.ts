import type { Translate } from '../core/text.ts';
import { describeLimits, isWithin, type NumberLimits } from './settingLimits.ts';
import { isSecretName, showValue, type SettingProblem } from './settingProblem.ts';

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

  /** One of some words, or undefined if none is written. */
  oneOf<T extends string>(key: string, choices: readonly T[]): T | undefined {
    const value = this.take(key);
    const choice = choices.find(known => known === value);
    const t = this.#t;
    if (value !== undefined && choice === undefined)
      this.refuse(key, t('one of {0}', choices.join(', ')));
    return choice;
  }

  /** The object under a key, with what is wrong in it counted as wrong here. */
  inside<T>(key: string, read: (reader: EntryReader) => T): T | undefined {
    const value = this.take(key);
    const t = this.#t;
    if (isObject(value)) return this.#readAt(key, value, read);
    if (value !== undefined) this.refuse(key, t('an object'));
    return undefined;
  }

  /**
   * The objects under a key, which holds one of them or a list.
   *
   * @param expected what is said of a value that is neither, of an empty and of a too long list.
   */
  insideEach<T>(
    key: string,
    { most, expected }: { readonly most: number; readonly expected: string },
    read: (reader: EntryReader) => T,
  ): readonly T[] | undefined {
    const value = this.take(key);
    if (value === undefined) return undefined;
    if (isObject(value)) return [this.#readAt(key, value, read)];
    if (
      !Array.isArray(value) ||
      value.length < 1 ||
      value.length > most ||
      !value.every(isObject)
    ) {
      this.refuse(key, expected);
      return undefined;
    }
    return value.map((each, index) => this.#readAt(`${key}[${index}]`, each, read));
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

  #readAt<T>(place: string, values: Values, read: (reader: EntryReader) => T): T {
    const reader = new EntryReader(`${this.#path}.${place}`, values, this.#t);
    const result = read(reader);
    this.problems.push(...reader.problems);
    this.#isUsable &&= reader.isUsable;
    return result;
  }

  #note(key: string, expected: string): void {
    const path = `${this.#path}.${key.slice(0, 60)}`;
    this.problems.push({ path, found: showValue(this.#values[key], key), expected });
  }
}

export function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
