import { lookFor, spelled } from '../../../core/prompt/stream/needles.ts';
import type { PromptPiece } from '../../../core/prompt/template.ts';

/** A stretch of the prompt that is tokenised by itself. */
export interface TokenizerPart {
  readonly text: string;
  /** Whether texts of special tokens become special tokens in it. */
  readonly special: boolean;
}

/**
 * Joins a prompt's pieces to as few parts as possible, since a tokenizer sees words only within one.
 * What a message spells of a special token is apart, to be tokenised as plain text, also where it would
 * be complete only with the template's text beside it. The template's own special tokens always count.
 *
 * @param specials the texts of all tokens that a text may name, such as `<|im_end|>`.
 */
export function mergeForTokenizer(
  pieces: readonly PromptPiece[],
  specials: readonly string[],
): readonly TokenizerPart[] {
  const prompt = pieces.map(({ text }) => text).join('');
  if (prompt === '') return [];
  if (!pieces.some(({ text, from }) => from === 'message' && text !== '')) {
    return [{ text: prompt, special: true }];
  }
  return partsOf(prompt, plainPlaces(prompt, pieces, specials));
}

/** For each UTF-16 unit 1 where no special token may be read. */
function plainPlaces(
  prompt: string,
  pieces: readonly PromptPiece[],
  specials: readonly string[],
): Uint8Array {
  const start = lookFor(specials);
  const fromMessage = new Uint8Array(prompt.length);
  const templates: { readonly at: number; text: string }[] = [];
  let length = 0;
  for (const { text, from } of pieces) {
    const last = templates.at(-1);
    if (from === 'message') fromMessage.fill(1, length, length + text.length);
    else if (last !== undefined && last.at + last.text.length === length) last.text += text;
    else templates.push({ at: length, text });
    length += text.length;
  }
  const plain = new Uint8Array(prompt.length);
  for (const [from, to] of spelled(prompt, start)) {
    if (fromMessage.subarray(from, to).includes(1)) plain.fill(1, from, to);
  }
  for (const { at, text } of templates) {
    for (const [from, to] of spelled(text, start)) plain.fill(0, at + from, at + to);
  }
  return plain;
}

function partsOf(prompt: string, plain: Uint8Array): readonly TokenizerPart[] {
  const parts: TokenizerPart[] = [];
  for (let from = 0; from < prompt.length;) {
    const next = plain.indexOf(plain[from] === 1 ? 0 : 1, from);
    const to = next < 0 ? prompt.length : next;
    parts.push({ text: prompt.slice(from, to), special: plain[from] === 0 });
    from = to;
  }
  return parts;
}
