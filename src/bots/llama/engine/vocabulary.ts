import type { LlamaModel, Token } from 'node-llama-cpp';

interface Vocabulary {
  readonly tokens: readonly string[];
  readonly token_type: readonly number[];
}

/** The format's numbers for tokens that are plain text. */
const PLAIN = { normal: 1, byte: 6 };
/** llama.cpp also makes tokens special that a file calls plain, going by names of such a look. */
const LOOKS_SPECIAL = /^[<[|]|[>\]|]$/;

/**
 * The tokens that a text may name, such as `<|im_end|>`, with their texts: all that llama.cpp looks
 * for when it parses special tokens. Runs of blanks, which some vocabularies have as tokens that are
 * always parsed, are plain text.
 */
export function specialTokensOf(model: LlamaModel): ReadonlyMap<Token, string> {
  // A damaged file may lack either, whatever the library's types say.
  const vocabulary: Partial<Vocabulary> = model.fileInfo.metadata.tokenizer.ggml;
  const { tokens = [], token_type: types = [] } = vocabulary;
  const found = new Map<Token, string>();
  for (const token of model.iterateAllTokens()) {
    const text = tokens[token];
    if (text === undefined || text.trim() === '') continue;
    const type = types[token];
    const plain = type === PLAIN.normal || type === PLAIN.byte;
    if (plain && !LOOKS_SPECIAL.test(text)) continue;
    const { control, userDefined, unknown } = model.getTokenAttributes(token);
    if (control || userDefined || unknown || model.isEogToken(token)) found.set(token, text);
  }
  return found;
}

/**
 * The tokens that end a reply where no text would show: special ones that are among these texts, or
 * that the family's ids name. In another vocabulary than the family's own such an id may be a word,
 * which ends nothing; one that spells a stop text ends the reply by its text.
 */
export function stopTokensOf(
  special: ReadonlyMap<Token, string>,
  stop: readonly string[],
  stopTokenIds: readonly number[],
): ReadonlySet<number> {
  const ends = ([token, text]: [Token, string]): boolean =>
    stop.includes(text) || stopTokenIds.includes(token);
  return new Set([...special].filter(ends).map(([token]) => token));
}
