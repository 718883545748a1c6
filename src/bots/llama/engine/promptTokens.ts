import type { LlamaModel, Token } from 'node-llama-cpp';
import { mergeForTokenizer, type TokenizerPart } from '../template/mergeForTokenizer.ts';
import type { PromptPiece } from '../../../core/prompt/template.ts';

/** What of a model is needed to make tokens of a prompt. */
export interface PromptTokenizer {
  readonly model: LlamaModel;
  /** Tokens that a text may name, with their texts. */
  readonly special: ReadonlyMap<Token, string>;
}

/**
 * The prompt as the model sees it. The template's special tokens are tokens; those that a message
 * spells stay text, also where the vocabulary would have them parsed everywhere. It begins with the
 * model's first token, once, if the model wants one.
 */
export function promptTokens(
  { model, special }: PromptTokenizer,
  pieces: readonly PromptPiece[],
): Token[] {
  const parts = mergeForTokenizer(pieces, [...special.values()]);
  const marks = new Set<Token>();
  const tokens: (readonly Token[])[] = [];
  for (const [place, part] of parts.entries()) {
    tokens[place] = part.special ? model.tokenize(part.text, true, ...spacing(place, parts)) : [];
    for (const token of tokens[place] ?? []) if (special.has(token)) marks.add(token);
  }
  const means = (token: Token): boolean => marks.has(token) || model.isSpecialToken(token);
  for (const [place, part] of parts.entries()) {
    if (part.special) continue;
    tokens[place] = plainTokens(model, part.text, spacing(place, parts), token =>
      means(token) ? special.get(token) : undefined,
    );
  }
  return withFirstToken(model, tokens.flat());

  /** A tokenizer that puts a space before a text does so at the beginning and after special tokens. */
  function spacing(place: number, all: readonly TokenizerPart[]): [] | ['trimLeadingSpace'] {
    const before = all[place - 1];
    if (before === undefined) return [];
    const last = tokens[place - 1]?.at(-1);
    const afterSpecial = before.special && last !== undefined && special.has(last);
    return afterSpecial ? [] : ['trimLeadingSpace'];
  }
}

/**
 * Tokens of a text that means nothing but itself.
 *
 * @param markOf the text of a token that must not be among them: it is cut in two wherever it stands.
 */
function plainTokens(
  model: LlamaModel,
  text: string,
  spacing: [] | ['trimLeadingSpace'],
  markOf: (token: Token) => string | undefined,
): Token[] {
  const tokens = model.tokenize(text, false, ...spacing);
  const mark = tokens.map(markOf).find(found => found !== undefined && text.includes(found));
  if (mark === undefined || mark.length < 2) return tokens;
  const [first = '', ...others] = text.split(mark);
  const [head, tail] = [mark.slice(0, 1), mark.slice(1)];
  const cut = [first + head, ...others.map((part, at) => tail + part + (at < others.length - 1 ? head : ''))]; // prettier-ignore
  return cut.flatMap((part, at) =>
    plainTokens(model, part, at === 0 ? spacing : ['trimLeadingSpace'], markOf),
  );
}

function withFirstToken(model: LlamaModel, tokens: readonly Token[]): Token[] {
  const { bos, shouldPrependBosToken } = model.tokens;
  if (bos === null) return [...tokens];
  const own = tokens.findIndex(token => token !== bos);
  const count = own < 0 ? tokens.length : own;
  const first = count > 0 || shouldPrependBosToken ? [bos] : [];
  return [...first, ...tokens.slice(count)];
}
