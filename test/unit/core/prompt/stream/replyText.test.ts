import { describe, expect, it } from 'vitest';
import {
  ReplyText,
  withoutThinking,
  type ReplyTextOptions,
  type Said,
} from '../../../../../src/core/prompt/stream/replyText.ts';
import { endsInThinking } from '../../../../../src/core/prompt/stream/thinking.ts';
import { dice, split, textOf, units } from './dice.ts';

const PLAIN: ReplyTextOptions = { stop: [], cleanUp: [], startsThinking: false };

function read(pieces: readonly string[], options: Partial<ReplyTextOptions> = {}): Said {
  const reply = new ReplyText({ ...PLAIN, ...options });
  const said = [...pieces.map(piece => reply.push(piece)), reply.end(), reply.end()];
  return {
    text: said.map(({ text }) => text).join(''),
    thinking: said.map(({ thinking }) => thinking).join(''),
  };
}

describe('thinking', () => {
  it.each([
    ['<think>\nHm.\n</think>\n\nHello', 'Hm.', 'Hello'],
    ['\n <think>Hm.</think>    code()', 'Hm.', '    code()'],
    ['<think>Hm.</think>\n \n    code()', 'Hm.', '    code()'],
    ['<think>\n\n</think>\n\nHello', '', 'Hello'],
    ['<think>a</think>\n<think>b</think>c', 'a\n\nb', 'c'],
    ['<think></think><think>b</think>c', 'b', 'c'],
    ['<think>a <think> b</think>c', 'a <think> b', 'c'],
    ['[THINK]a</think>[/THINK]b', 'a</think>', 'b'],
    ['<thinking>a</thinking>b', 'a', 'b'],
    ['<think>never closed \n', 'never closed', ''],
    ['<think>never closed</thi', 'never closed</thi', ''],
    ['<think>Hm.</think>\n ', 'Hm.', ''],
    ['Hello <think>not</think>', '', 'Hello <think>not</think>'],
    ['<think>a</think>b<think>c</think>', 'a', 'b<think>c</think>'],
    ['  Hello', '', '  Hello'],
    ['<thin', '', '<thin'],
    [' \n', '', ' \n'],
    ['<b>', '', '<b>'],
    ['', '', ''],
  ])('of %j is %j', (whole, thinking, text) => {
    expect(read([whole])).toEqual({ thinking, text });
    expect(read(units(whole))).toEqual({ thinking, text });
  });

  it.each([
    ['Hm.\n</think>\n\nHello', 'Hm.', 'Hello'],
    ['<think>\nHm.</think>Hello', 'Hm.', 'Hello'],
    ['<th</think>Hello', '<th', 'Hello'],
    ['</think>Hello', '', 'Hello'],
    ['a[/THINK]b', 'a', 'b'],
    ['a</think><think>b</think>c', 'a\n\nb', 'c'],
    ['<thi', '<thi', ''],
    ['never closed', 'never closed', ''],
  ])('that the prompt opened: of %j it is %j', (whole, thinking, text) => {
    expect(read([whole], { startsThinking: true })).toEqual({ thinking, text });
    expect(read(units(whole), { startsThinking: true })).toEqual({ thinking, text });
  });

  it('comes as soon as it is sure', () => {
    const reply = new ReplyText(PLAIN);
    const said = ['<think>', '\n', 'Hm', ',', ' ', 'so', '.\n</', 'think>', '\n\n', 'Hi'].map(
      piece => reply.push(piece),
    );
    expect(said.map(({ thinking }) => thinking)).toEqual([
      '',
      '',
      'Hm',
      ',',
      '',
      ' so',
      '.',
      '',
      '',
      '',
    ]);
    expect(said.map(({ text }) => text)).toEqual(['', '', '', '', '', '', '', '', '', 'Hi']);
  });

  it('has inner thoughts wherever they are, for the families that have them', () => {
    const whole = '<|inner_thoughts|>a<eot>\nb <|inner_thoughts|> c <eot>d<eot>';
    const cleanUp = ['innerThoughts'] as const;
    expect(read(units(whole), { cleanUp })).toEqual({ thinking: 'a\n\nc', text: 'b d<eot>' });
    expect(read([whole])).toEqual({ thinking: '', text: whole });
  });

  it('is known from the end of a prompt', () => {
    expect(endsInThinking('<|Assistant|><think>\n')).toBe(true);
    expect(endsInThinking('<|Assistant|><think>\n\n</think>\n\n')).toBe(false);
    expect(endsInThinking('<|Assistant|>')).toBe(false);
  });

  it('can be left out of a whole text', () => {
    expect(withoutThinking('<think>a</think>\n\nb')).toBe('b');
    expect(withoutThinking('b <think>a</think>')).toBe('b <think>a</think>');
  });
});

describe('a reply', () => {
  it('ends at a stop string, also inside thinking, with all before it said', () => {
    const reply = new ReplyText({
      ...PLAIN,
      stop: ['<|im_end|>'],
      cleanUp: ['chinesePunctuation'],
    });
    expect(reply.push('a ?')).toEqual({ thinking: '', text: 'a ' });
    expect(reply.push('<|im_end|>b')).toEqual({ thinking: '', text: '?' });
    expect(reply.stopped).toBe(true);
    expect(reply.push('more')).toEqual({ thinking: '', text: '' });
    expect(reply.end()).toEqual({ thinking: '', text: '' });
    const thinking = read(['<think>a\nUSER: b</think>c'], { stop: ['USER:'] });
    expect(thinking).toEqual({ thinking: 'a', text: '' });
  });

  it('is cleaned in its answer only', () => {
    const whole = '<think>你好,</s></think>\n你好,</s>';
    const cleaned = read(units(whole), { cleanUp: ['chinesePunctuation', 'endOfSentence'] });
    expect(cleaned).toEqual({ thinking: '你好,</s>', text: '你好，' });
  });

  it.each([1, 2, 3, 4, 5])('does not depend on how it is cut (seed %i)', seed => {
    const below = dice(seed);
    const pieces = [
      '<think>',
      '</think>',
      '<think',
      '</',
      '[THINK]',
      '[/THINK]',
      ' ',
      '\n',
      'a',
      '好',
      ',',
    ];
    const rare = ['<|inner_thoughts|>', '<eot>', '<|', '</s>', 'STOP', 'ST', '😀'];
    let thoughts = 0;
    for (let round = 0; round < 600; round++) {
      const options: ReplyTextOptions = {
        stop: below(2) === 0 ? ['STOP', 'a\n好'] : [],
        cleanUp: (['innerThoughts', 'endOfSentence', 'chinesePunctuation'] as const).filter(
          () => below(2) === 0,
        ),
        startsThinking: below(4) === 0,
      };
      const opening = below(2) === 0 ? '<think>' : '';
      const whole = opening + textOf([...pieces, ...rare], below(16), below);
      const expected = read([whole], options);
      expect(read(split(whole, below), options)).toEqual(expected);
      if (expected.thinking !== '' && expected.text !== '') thoughts += 1;
    }
    expect(thoughts).toBeGreaterThan(60);
  });

  it('of a million blanks inside and outside of thinking costs no more than its length', () => {
    const blanks = Array.from({ length: 250_000 }, () => ' \n');
    const begun = performance.now();
    const said = read(['<think>a', ...blanks, 'b</think>', ...blanks, 'c', ...blanks, 'd'], {
      cleanUp: ['chinesePunctuation'],
    });
    expect(said.thinking.length).toBe(500_002);
    expect(said.text).toMatch(/^c\s+d$/);
    expect(performance.now() - begun).toBeLessThan(15_000);
  });
});
