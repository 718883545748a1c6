import { describe, expect, it } from 'vitest';
import { mergeForTokenizer } from '../../../../../src/bots/llama/template/mergeForTokenizer.ts';
import type { PromptPiece } from '../../../../../src/core/prompt/template.ts';
import { dice, textOf } from '../../../core/prompt/stream/dice.ts';

const template = (text: string): PromptPiece => ({ text, from: 'template' });
const message = (text: string): PromptPiece => ({ text, from: 'message' });
const special = (text: string) => ({ text, special: true });
const plain = (text: string) => ({ text, special: false });

const SPECIALS = ['<s>', '</s>', '<|im_end|>', '<|im_end|>\n'];

describe('what the tokenizer gets of a prompt', () => {
  it('is one part where no message spells a special token', () => {
    const pieces = [template('<s>User: '), message('Hi <b>'), template('</s>'), message('')];
    expect(mergeForTokenizer(pieces, SPECIALS)).toEqual([special('<s>User: Hi <b></s>')]);
    expect(mergeForTokenizer([template('<s>'), template('a')], SPECIALS)).toEqual([
      special('<s>a'),
    ]);
    expect(mergeForTokenizer([message('<s>')], [])).toEqual([special('<s>')]);
    expect(mergeForTokenizer([], SPECIALS)).toEqual([]);
  });

  it('has what a message spells apart', () => {
    const pieces = [template('<s>'), message('a</s><s>b'), template('</s>')];
    expect(mergeForTokenizer(pieces, SPECIALS)).toEqual([
      special('<s>a'),
      plain('</s><s>'),
      special('b</s>'),
    ]);
  });

  it('has apart what is complete only with the text beside it, or in two messages', () => {
    expect(mergeForTokenizer([message('a<'), template('s>')], SPECIALS)).toEqual([
      special('a'),
      plain('<s>'),
    ]);
    expect(mergeForTokenizer([message('</'), message('s>')], SPECIALS)).toEqual([plain('</s>')]);
    expect(mergeForTokenizer([template('<'), message('s'), template('>')], SPECIALS)).toEqual([
      plain('<s>'),
    ]);
  });

  it("keeps the template's own, also where a longer one with the message's text would swallow it", () => {
    const pieces = [message('a'), template('<|im_end|>'), message('\nb')];
    expect(mergeForTokenizer(pieces, SPECIALS)).toEqual([
      special('a<|im_end|>'),
      plain('\n'),
      special('b'),
    ]);
    // Two pieces of the template are as good as one.
    expect(mergeForTokenizer([message('a'), template('<'), template('s>')], SPECIALS)).toEqual([
      special('a<s>'),
    ]);
  });

  it.each([1, 2, 3, 4])(
    'is the same text, and no message makes a special token (seed %i)',
    seed => {
      const below = dice(seed);
      const letters = ['<', 's', '>', '/', '|', 'a'];
      const specials = ['<s>', '</s>', '<|a|>', '<s>a', 'a<', '>|'];
      let apart = 0;
      for (let round = 0; round < 500; round++) {
        const pieces = Array.from({ length: 1 + below(6) }, () =>
          (below(2) === 0 ? template : message)(
            below(3) === 0 ? (specials[below(6)] ?? '') : textOf(letters, below(8), below),
          ),
        );
        const parts = mergeForTokenizer(pieces, specials);
        expect(parts.map(({ text }) => text).join('')).toBe(
          pieces.map(({ text }) => text).join(''),
        );
        const owners = pieces.flatMap(({ text, from }) => Array.from(text, () => from));
        let at = 0;
        for (const { text, special: parsed } of parts) {
          for (const token of parsed ? specials : []) {
            for (
              let found = text.indexOf(token);
              found >= 0;
              found = text.indexOf(token, found + 1)
            ) {
              const spelt = owners.slice(at + found, at + found + token.length);
              expect(spelt).not.toContain('message');
            }
          }
          at += text.length;
          if (!parsed) apart += 1;
        }
        // What the template alone spells is never lost to a message.
        for (const [index, { text, from }] of pieces.entries()) {
          if (from !== 'template' || !specials.includes(text)) continue;
          const start = pieces.slice(0, index).reduce((sum, piece) => sum + piece.text.length, 0);
          expect(isParsed(parts, start, start + text.length)).toBe(true);
        }
      }
      expect(apart).toBeGreaterThan(100);
    },
  );
});

function isParsed(parts: ReturnType<typeof mergeForTokenizer>, from: number, to: number): boolean {
  let at = 0;
  return parts.some(({ text, special: parsed }) => {
    at += text.length;
    return parsed && from >= at - text.length && to <= at;
  });
}
