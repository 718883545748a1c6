/**
 * - `empty`: no text.
 * - `tooBig`: made to exhaust whoever reads it, or no configuration at all.
 * - `nothingInside`: read, but it describes no models in any form that is known here.
 */
export type ConfigProblemCode = 'empty' | 'tooBig' | 'nothingInside';

/** Nothing of a configuration file can be used; the message is an English detail for the log. */
export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem';
  readonly code: ConfigProblemCode;

  constructor(code: ConfigProblemCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Characters of a file. Configurations written by people have some ten thousand. */
export const MOST_CHARACTERS = 2_000_000;
/** Values of a file, one that is named twice counted twice. */
export const MOST_VALUES = 200_000;
/** Brackets within brackets. */
export const MOST_DEEP = 60;
