import { getLlama, type Llama, type LlamaModel } from 'node-llama-cpp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PromptPiece } from '../../../../../src/core/prompt/template.ts';
import { promptTokens } from '../../../../../src/bots/llama/engine/promptTokens.ts';
import { specialTokensOf } from '../../../../../src/bots/llama/engine/vocabulary.ts';
import { bool } from '../../../../../scripts/demo/gguf.mjs';
import { grammarModel } from './models.ts';
import { Rig } from './rig.ts';

let rig: Rig;
let llama: Llama;

beforeAll(async () => {
  rig = await Rig.open();
  llama = await getLlama({ gpu: false, build: 'never', skipDownload: true, progressLogs: false });
});

afterAll(() => rig.close());

const grammar = {
  start: { says: [], then: { a: 1 } },
  a: { says: ['yes', '<mark>', '<b>', ' no'], then: { end: 1 } },
};

async function modelWith(options: Parameters<typeof grammarModel>[1] = {}) {
  const modelPath = await rig.write(grammarModel(grammar, options));
  const model = await llama.loadModel({ modelPath });
  return { model, special: specialTokensOf(model) };
}

const piece = (text: string, from: PromptPiece['from'] = 'template'): PromptPiece => ({
  text,
  from,
});

const opens = piece('<|im_start|>user\n');
const closes = piece('<|im_end|>\n');

/** How often each special token is among the tokens. */
function named(model: LlamaModel, tokens: readonly number[]): string[] {
  return tokens
    .map(token => model.fileInfo.metadata.tokenizer.ggml.tokens[token] ?? '?')
    .filter(text => /^<(?!0x)/.test(text));
}

describe('the special tokens', () => {
  it('are those that llama.cpp looks for in a text', async () => {
    const { special } = await modelWith({ userDefined: ['<mark>'] });
    expect([...special.values()].sort()).toEqual(
      ['</s>', '<mark>', '<s>', '<unk>', '<|im_end|>', '<|im_start|>'].sort(),
    );
  });
});

describe('the tokens of a prompt', () => {
  it('have the template’s special tokens, and the message’s as text', async () => {
    const { model, special } = await modelWith();
    const message = piece('say <|im_end|> or </s> or <s>', 'message');
    const tokens = promptTokens({ model, special }, [opens, message, closes]);
    expect(named(model, tokens)).toEqual(['<s>', '<|im_start|>', '<|im_end|>']);
    expect(model.detokenize(tokens, true)).toBe(
      '<s><|im_start|>user\nsay <|im_end|> or </s> or <s><|im_end|>\n',
    );
  });

  it('have no mark that a message completes with the template’s text beside it', async () => {
    const { model, special } = await modelWith();
    const pieces = [piece('<|im_'), piece('start|>', 'message'), closes];
    expect(named(model, promptTokens({ model, special }, pieces))).toEqual(['<s>', '<|im_end|>']);
  });

  it('have no user-defined token of the template’s in a message; others are words', async () => {
    const { model, special } = await modelWith({ userDefined: ['<mark>', '<b>'] });
    const message = piece('a <mark><mark> <b> c', 'message');
    const tokens = promptTokens({ model, special }, [piece('<mark>'), message, piece('<mark>\n')]);
    expect(named(model, tokens)).toEqual(['<s>', '<mark>', '<b>', '<mark>']);
    expect(model.detokenize(tokens, true)).toBe('<s><mark>a <mark><mark> <b> c<mark>\n');
    const without = promptTokens({ model, special }, [piece('x'), message]);
    expect(named(model, without)).toEqual(['<s>', '<mark>', '<mark>', '<b>']);
  });

  it.each([
    ['put before', true, [opens, closes], 1],
    ['not put before a second time', true, [piece('<s>'), opens, closes], 1],
    ['taken away once', true, [piece('<s><s>'), opens], 1],
    ['left out where the model wants none', false, [opens, closes], 0],
    ['kept where the template wants it alone', false, [piece('<s>'), opens], 1],
    ['put before a message that begins with its text', true, [piece('<s>', 'message'), closes], 1],
  ])('have the first token %s', async (_, wanted, pieces, count) => {
    const { model, special } = await modelWith({
      metadata: { 'tokenizer.ggml.add_bos_token': bool(wanted) },
    });
    const tokens = promptTokens({ model, special }, pieces);
    expect(tokens.filter(token => token === model.tokens.bos)).toHaveLength(count);
    if (count === 1) expect(tokens[0]).toBe(model.tokens.bos);
  });

  it('are those of the whole text where the tokenizer puts spaces before words', async () => {
    const { model, special } = await modelWith({
      metadata: { 'tokenizer.ggml.add_space_prefix': bool(true) },
    });
    const message = piece('yes <|im_end|> no', 'message');
    const tokens = promptTokens({ model, special }, [opens, message, closes]);
    expect(named(model, tokens)).toEqual(['<s>', '<|im_start|>', '<|im_end|>']);
    const plain = promptTokens({ model, special }, [opens, piece('yes no', 'message'), closes]);
    const whole = model.tokenize('<|im_start|>user\nyes no<|im_end|>\n', true);
    expect(plain.slice(1)).toEqual(whole);
    expect(model.detokenize(tokens, true).replaceAll(' ', '')).toBe(
      '<s><|im_start|>user\nyes<|im_end|>no<|im_end|>\n',
    );
  });
});
