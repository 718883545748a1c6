import { expect, it } from 'vitest';
import { inEnglish } from '../../../../../src/core/text.ts';
import {
  addressHint,
  emptyServersText,
  testLines,
} from '../../../../../src/extension/vscode/adding/serverTexts.ts';

it.each([
  ['', undefined],
  ['localhost:11434', /^Asks http:\/\/localhost:11434\/v1, by http, as it is on this machine/],
  [
    'api.example.com',
    /^Asks https:\/\/api\.example\.com\/v1, by https, as nothing else was typed$/,
  ],
  ['http://a.local/v1/models', /^Asks http:\/\/a\.local\/v1, without \/models$/],
])('says of %j what is made of it', (typed, expected) => {
  const hint = addressHint(typed, inEnglish);
  if (expected === undefined) expect(hint).toBeUndefined();
  else expect(hint).toEqual({ text: expect.stringMatching(expected) as string, isWrong: false });
});

it.each([
  ['ftp://example.com', /no http or https address/],
  ['https://me:pw@example.com', /Without a user/],
  ['https://example.com?key=1', /A key is asked for next/],
])('says of %j what is wrong', (typed, expected) => {
  const text = expect.stringMatching(expected) as string;
  expect(addressHint(typed, inEnglish)).toEqual({ text, isWrong: true });
});

it('says which servers run without a model', () => {
  const server = (change: object) => ({
    software: 'ollama' as const,
    port: 11434,
    models: [],
    wantsKey: false,
    ...change,
  });
  const full = server({ software: 'vllm', models: [{ id: 'owl' }] });
  const locked = server({ wantsKey: true });
  expect(emptyServersText([full, locked], inEnglish)).toBeUndefined();
  expect(
    emptyServersText([full, server({}), server({ software: 'lmstudio', port: 1234 })], inEnglish),
  ).toBe('Without a model yet: Ollama (127.0.0.1:11434), LM Studio (127.0.0.1:1234)');
});

it('says what a test of the connection found', () => {
  const test = {
    models: ['owl'],
    isListed: true,
    firstTokenMs: 320,
    text: 'Hi\n there',
    streams: true,
  };
  const lines = (change: object) =>
    testLines({ ...test, ...change }, 'owl', { t: inEnglish, language: 'en' });
  expect(lines({})).toEqual([
    'It works: the first text came after 320 ms',
    'It answered: Hi there',
  ]);
  expect(lines({ isListed: false, answeredAs: 'moa', streams: false, text: ' ' }).slice(1)).toEqual(
    [
      'It answered with an empty text.',
      'The server does not list the model owl, but it answers.',
      'The server says that another model answered: moa',
      'It answers in one piece, not word by word.',
    ],
  );
  expect(lines({ firstTokenMs: 4230 })[0]).toBe('It works: the first text came after 4.2 sec');
  expect(lines({ text: '🦉'.repeat(500) })[1]).toBe(`It answered: ${'🦉'.repeat(80)}`);
});
