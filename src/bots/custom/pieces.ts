import { isValues, kindOf, ModuleProblem } from './hooks.ts';

/** What one output of a module adds. */
export interface Piece {
  /** `cumulative`: the text is all that was said so far, as codefuse's `do_chat` gives it. */
  readonly kind: 'delta' | 'cumulative';
  readonly text: string;
  /** Whether the module says that the reply reached its limit of tokens. */
  readonly isCut: boolean;
}

/**
 * Reads an output of `generate`, or what `getResponse` made of it.
 *
 * @throws ModuleProblem for another shape and for an `error_code` other than 0.
 */
export function pieceOf(output: unknown, hook: string): Piece {
  if (typeof output === 'string') return { kind: 'delta', text: output, isCut: false };
  if (!isValues(output) || typeof output['text'] !== 'string') {
    throw new ModuleProblem(
      `${hook} gave ${kindOf(output)}. It must give a text, { text } or { error_code, text }.`,
    );
  }
  const { text } = output as { readonly text: string };
  const isCut = output['finish_reason'] === 'length';
  if (!('error_code' in output)) return { kind: 'delta', text, isCut };
  const code = output['error_code'];
  // Python's programs write numbers as texts now and then.
  if (Number(code) === 0) return { kind: 'cumulative', text, isCut };
  throw new ModuleProblem(`The module gave the error_code ${String(code)}: ${text}`);
}

/** What `generate` gave, output by output: a generator's, those of a list, or one alone. */
export function outputsOf(generated: unknown): AsyncIterator<unknown> | Iterator<unknown> {
  if (typeof generated === 'object' && generated !== null) {
    if (Symbol.asyncIterator in generated) {
      return (generated as AsyncIterable<unknown>)[Symbol.asyncIterator]();
    }
    if (Symbol.iterator in generated) return (generated as Iterable<unknown>)[Symbol.iterator]();
  }
  return [generated][Symbol.iterator]();
}
