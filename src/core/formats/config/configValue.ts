/** What a configuration file holds, as far as it can be read without running it. */
export type ConfigValue =
  string | number | boolean | null | readonly ConfigValue[] | ConfigObject | Unread;

export interface ConfigObject {
  readonly [key: string]: ConfigValue;
}

/** Where in a file something is; both count from 1, columns in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Why something in a file was not read. */
export type Reason =
  /** Hangs on the machine that runs it: an environment variable. */
  | { readonly kind: 'environment'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string }
  /** A name that the file has not given a value yet. */
  | { readonly kind: 'unknownName'; readonly name: string }
  /** A name whose value was changed by something that is not read. */
  | { readonly kind: 'changedName'; readonly name: string }
  | { readonly kind: 'formattedText' }
  | { readonly kind: 'bytes' }
  /** Something to compute: an operator, a comprehension, a lambda. */
  | { readonly kind: 'computed' }
  /** A statement that is no assignment of a value to a name; `word` begins it. */
  | { readonly kind: 'statement'; readonly word: string }
  /** A key that is neither a text nor a number. */
  | { readonly kind: 'key' }
  /** A number that is not finite, or has an imaginary part. */
  | { readonly kind: 'number' }
  /** An escape sequence that cannot be resolved. */
  | { readonly kind: 'escape' }
  | { readonly kind: 'tooDeep' }
  | { readonly kind: 'unclosed' }
  /** No Python at all. */
  | { readonly kind: 'broken' }
  /** What is here instead is used: the value that the name had before. */
  | { readonly kind: 'keptEarlier'; readonly name: string; readonly earlierLine: number }
  /** The value behind an `or` is used, because what stands before it is not read. */
  | { readonly kind: 'fallback' };

export interface Note extends Place {
  readonly reason: Reason;
}

/** A value that is there, but not read. */
export class Unread {
  readonly note: Note;

  constructor(note: Note) {
    this.note = note;
  }
}

export function isConfigObject(value: ConfigValue | undefined): value is ConfigObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unread)
  );
}

export function isConfigList(value: ConfigValue | undefined): value is readonly ConfigValue[] {
  return Array.isArray(value);
}

/** The members of an object; a key of JavaScript's own is no member. */
export function memberOf(object: ConfigObject, key: string): ConfigValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
