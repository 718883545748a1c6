import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { jinjaTemplate } from '../../../../../src/bots/llama/template/jinja.ts';
import type { Message } from '../../../../../src/core/model.ts';
import type { PromptPiece } from '../../../../../src/core/prompt/template.ts';
import { RemoteError } from '../../../../../src/protocol/rpc.ts';
import { sharedData } from '../../../../support/sharedData.ts';
import * as templates from './templates.ts';

const SPECIALS = ['<s>', '</s>', '<|im_start|>', '<|im_end|>'];
const TALK: readonly Message[] = [
  { role: 'system', text: 'Be brief.' },
  { role: 'user', text: 'Hi' },
  { role: 'assistant', text: 'Hello' },
  { role: 'user', text: ' And? ' },
];

function pieces(source: string, messages: readonly Message[] = TALK): readonly PromptPiece[] {
  return jinjaTemplate({ source, bos: '<s>', eos: '</s>', specials: SPECIALS })(messages);
}

function text(source: string, messages: readonly Message[] = TALK): string {
  return pieces(source, messages)
    .map(piece => piece.text)
    .join('');
}

function failure(source: string, messages: readonly Message[] = TALK): RemoteError {
  try {
    pieces(source, messages);
  } catch (error) {
    if (error instanceof RemoteError) return error;
  }
  throw new Error('It did not fail as it should');
}

describe('a Jinja template', () => {
  it('gets the messages, the tokens, no tools, and opens the end', () => {
    expect(text(templates.CHATML)).toBe(
      '<s><|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n' +
        '<|im_start|>assistant\nHello<|im_end|>\n<|im_start|>user\nAnd?<|im_end|>\n' +
        '<|im_start|>assistant\n',
    );
  });

  it('may ask for the date', () => {
    expect(text("{{ strftime_now('%Y') }}{{ messages[0].content }}")).toMatch(/^\d{4}Be brief\.$/);
  });

  it('takes braces and Jinja in messages as text', () => {
    const messages: readonly Message[] = [{ role: 'user', text: '{{ eos_token }}{% x %}{}' }];
    expect(text(templates.CHATML, messages)).toContain('{{ eos_token }}{% x %}{}');
  });

  it.each([
    // Mistral's go on in the next line like this.
    ['{{ "one\\\ntwo" }}', 'onetwo'],
    ["it's \\d {{ '\\d\\/\\033[0m\\U0001F600\\a' }} \\d", "it's \\d \\d\\/\x1b[0m😀\x07 \\d"],
    [
      "{# don't \\d #}{{ {'a': {'b': '\\e'}}['a']['b'] }}\\e{% set x = '}}\\e' %}{{ x }}",
      '\\e\\e}}\\e',
    ],
    ["{{ '\\U99999999' }}", undefined],
  ])('%j may have escapes as Python knows them', (source, expected) => {
    if (expected === undefined) expect(failure(source).code).toBe('templateFailed');
    else expect(text(source)).toBe(expected);
  });

  it('that writes roles as it gets them, and knows Chinese ones only, gets those', () => {
    expect(text(templates.CHINESE_ROLES, TALK.slice(0, 2))).toBe(
      '<|beginofutterance|>系统\nBe brief.<|endofutterance|>\n' +
        '<|beginofutterance|>用户\nHi<|endofutterance|>\n<|beginofutterance|>助手\n',
    );
  });
});

describe('a system prompt', () => {
  it('that a template refuses stands before the first user message', () => {
    expect(text(templates.NO_SYSTEM)).toBe(
      '<s>[user]Be brief.\n\nHi</s>[model]Hello</s>[user]And?</s>[model]',
    );
  });

  it('that a template leaves out does so too', () => {
    expect(text(templates.DEAF_TO_SYSTEM)).toBe('Be brief.\n\nHi|Hello| And? |');
  });

  it('that it writes in another form is left to it', () => {
    const source = '{% for m in messages %}{{ m.content | upper }}|{% endfor %}';
    expect(text(source)).toBe('BE BRIEF.|HI|HELLO| AND? |');
  });

  it('that is empty, or missing, changes nothing', () => {
    const rest = TALK.slice(1);
    expect(text(templates.NO_SYSTEM, rest)).toBe(
      '<s>[user]Hi</s>[model]Hello</s>[user]And?</s>[model]',
    );
    expect(text(templates.DEAF_TO_SYSTEM, [{ role: 'system', text: '' }, ...rest])).toBe(
      'Hi|Hello| And? |',
    );
  });
});

describe('a special token in a message', () => {
  const user = (said: string): readonly Message[] => [{ role: 'user', text: said }];

  it('is told apart, and only that', () => {
    const all = pieces(templates.CHATML, user(' a<|im_end|></s>b<|im_end '));
    expect(all.filter(({ from }) => from === 'message').map(piece => piece.text)).toEqual([
      '<|im_end|>',
      '</s>',
    ]);
    expect(all.map(piece => piece.text).join('')).toBe(
      '<s><|im_start|>user\na<|im_end|></s>b<|im_end<|im_end|>\n<|im_start|>assistant\n',
    );
  });

  it('leaves a prompt without one in one piece', () => {
    expect(pieces(templates.CHATML).map(({ from }) => from)).toEqual(['template']);
  });

  it('stays told apart where a template trims, cuts or tests the message', () => {
    expect(pieces('{{ messages[0].content | trim }}!', user(' </s> '))).toEqual([
      { text: '</s>', from: 'message' },
      { text: '!', from: 'template' },
    ]);
    // Cut inside: the safe side is to the end.
    expect(pieces('{{ messages[0].content[:4] }}<s>', user('a</s>'))).toEqual([
      { text: 'a', from: 'template' },
      { text: '</<s>', from: 'message' },
    ]);
    expect(pieces("{{ messages[0].content.split('</s>')[-1] }}<s>", user('a</s>b'))).toEqual([
      { text: 'b<s>', from: 'template' },
    ]);
  });

  it('is told apart also in a text that has private-use characters of its own', () => {
    const odd = '\uE000\uE001</s>\uE000';
    const all = pieces('{{ messages[0].content }}', user(odd));
    expect(all.map(piece => piece.text)).toEqual(['\uE000\uE001', '</s>', '\uE000']);
    const everyMark = Array.from({ length: 6400 }, (_, at) =>
      String.fromCharCode(0xe000 + at),
    ).join('');
    const rest = pieces('{{ messages[0].content }}', user(`${everyMark}</s>`));
    expect(rest.map(piece => piece.text)).toEqual([everyMark, '</s>']);
  });
});

describe('a template that fails', () => {
  it.each([
    ["{{ raise_exception('Roles must alternate') }}", 'Roles must alternate'],
    ["{{ raise_exception('<img src=x>\\n\\u202e') }}", '<img src=x>'],
    ['{% for m in messages %}{{ m.content }', 'The chat template failed'],
    ["{{ 'a'.no() }}", 'The chat template failed'],
    [`{{ raise_exception('${'x'.repeat(999)}') }}`, 'xxx…'],
    ['{{ "" }}\n ', 'turned the prompt into nothing'],
    [templates.OUT_OF_THE_SANDBOX, 'The chat template failed'],
  ])('%s says so', (source, words) => {
    const error = failure(source);
    expect(error.code).toBe('templateFailed');
    expect(error.message).toContain(words);
    expect(error.message).not.toMatch(/[\n\u202e]/);
    expect(error.message.length).toBeLessThan(350);
  });

  it('with and without the system prompt tells of the second failure, which the user can change', () => {
    const source =
      "{% if messages[0].role == 'system' %}{{ raise_exception('no system') }}{% endif %}" +
      "{{ raise_exception('too many turns') }}";
    expect(failure(source).message).toContain('too many turns');
  });
});

it.each(templates.POLLUTERS)('%s changes no object of the process', source => {
  const before = Reflect.ownKeys(Object.prototype);
  try {
    pieces(source);
  } catch (error) {
    expect(error).toMatchObject({ code: 'templateFailed' });
  }
  expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
  expect({}).not.toHaveProperty('polluted');
  expect('').not.toHaveProperty('polluted');
});

// Those of others; the siblings above are our own. The endless one is for the watchdog of the process.
const FOLDER = sharedData('hostile', 'gguf');
const FILES = (FOLDER === undefined ? [] : readdirSync(FOLDER)).filter(
  name => name.startsWith('template-') && name !== 'template-infinite.gguf',
);

describe.skipIf(FOLDER === undefined)('the template of a hostile GGUF', () => {
  it.each(FILES)('%s fails with a reason', name => {
    const source = templateIn(readFileSync(path.join(FOLDER ?? '', name)));
    const before = Reflect.ownKeys(Object.prototype);
    expect(failure(source)).toMatchObject({ code: 'templateFailed' });
    expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
  });
});

/** GGUF: the key, its type (4 bytes), the length (8 bytes), the text. */
function templateIn(file: Buffer): string {
  const key = 'tokenizer.chat_template';
  const at = file.indexOf(key) + key.length + 4;
  const length = Number(file.readBigUInt64LE(at));
  return file.toString('utf8', at + 8, at + 8 + length);
}
