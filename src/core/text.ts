/**
 * Gives the sentence in the reader's language; `{0}`, `{1}` … stand for the arguments.
 *
 * Every function or parameter of this type is called `t`, and its first argument is a literal: the
 * check of the translations finds the sentences by that.
 */
export type Translate = (message: string, ...args: (string | number | boolean)[]) => string;

/** Fills `{0}`, `{1}` … and leaves the sentence in English: for tests and the command line. */
export const inEnglish: Translate = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (slot, index: string) => String(args[Number(index)] ?? slot));
