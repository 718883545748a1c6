import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openInLlamaCpp } from '../../../scripts/zoo/llamaCpp.mjs';
import { zooFile } from '../../../scripts/zoo/check.mjs';
import { readModelFile } from '../../../scripts/zoo/modelFile.mjs';
import { Tokenizer } from '../../../scripts/zoo/tokenizer.mjs';

const TEXTS = [
  'What do wolves feed on?',
  'WHAT DO PANDAS EAT',
  '  two  spaces   and\ta tab',
  'a line\nand another\r\n\n',
  '熊猫吃什么？',
  '生僻字：龘靐，𠀀',
  '👨‍👩‍👧 🦉',
  'def f(a):\n    return a[::-1]\n',
  '3+4=7, 10 - 2 = 8',
  'مرحبا',
  '<|im_end|> is typed, <s> too',
  'antidisestablishmentarianism',
  'e\u0301 é',
  '```js\nconsole.log("x");\n```',
  '',
];

describe('the tokenizer', () => {
  let llama: Awaited<ReturnType<typeof openInLlamaCpp>>;
  let tokenizer: Tokenizer;
  beforeAll(async () => {
    llama = await openInLlamaCpp(zooFile('owl'));
    tokenizer = new Tokenizer(readModelFile(await readFile(zooFile('owl'))).vocabulary);
  }, 60_000);
  afterAll(() => llama.dispose());

  it.each(TEXTS)('cuts %j as llama.cpp does', text => {
    expect(tokenizer.encode(text)).toEqual(llama.tokenize(text));
  });

  it('puts what is said by the model, and only that, between the marks of ChatML', () => {
    const { tokens, said } = tokenizer.encodeDialogue([
      { role: 'user', text: 'Hi' },
      { role: 'assistant', text: 'Hello!' },
    ]);
    expect(tokens.slice(0, 2)).toEqual([1, 3]);
    const own = tokens.filter((_, index) => said[index]);
    expect(own).toEqual([...tokenizer.encode('Hello!'), 4]);
  });
});
