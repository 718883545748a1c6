import { describe, expect, it } from 'vitest';
import { cleaner, cleanUp } from '../../../../../src/core/prompt/stream/cleanUp.ts';
import type { CleanUp } from '../../../../../src/core/prompt/template.ts';
import { dice, split, textOf } from './dice.ts';

/** The same in one go, as the sources' regular expressions have it. */
function atOnce(text: string, kinds: readonly CleanUp[]): string {
  let clean = text;
  if (kinds.includes('endOfSentence')) clean = clean.replaceAll('</s>', '');
  if (kinds.includes('padding')) clean = clean.replace(/<pad>|<\/s>/g, '').trim();
  if (kinds.includes('chinesePunctuation')) {
    clean = clean.trim().replaceAll('[[训练时间]]', '2023年');
    for (const pair of [',，', '!！', ':：', ';；', '?？']) {
      const [ascii, full] = [pair.charAt(0), pair.charAt(1)];
      clean = clean
        .replace(new RegExp(`([\\u4e00-\\u9fff])[${ascii}]`, 'g'), `$1${full}`)
        .replace(new RegExp(`[${ascii}]([\\u4e00-\\u9fff])`, 'g'), `${full}$1`);
    }
  }
  return clean;
}

describe('the clean-up of a reply', () => {
  it.each([
    ['你好,世界?', '你好，世界？'],
    ['"?你好"', '"？你好"'],
    ['a,b c! 12:30', 'a,b c! 12:30'],
    ['中,,文', '中，，文'],
    ['好!!!', '好！!!'],
    ['见:https://x.cn', '见：https://x.cn'],
    ['x[[训练时间]],y', 'x2023年，y'],
    ['[[训练', '[[训练'],
    ['  好  ', '好'],
  ])('makes of %j in Chinese %j', (text, clean) => {
    expect(cleanUp(text, ['chinesePunctuation'])).toBe(clean);
  });

  it.each<[CleanUp[], string, string]>([
    [['endOfSentence'], ' a</s>b</s> ', ' ab '],
    [['endOfSentence'], '</</s>s>', '</s>'],
    [['endOfSentence'], 'a</s', 'a</s'],
    [['padding'], '<pad> a</s>b <pad></s>', 'ab'],
    [['padding'], 'success stories', 'success stories'],
    [[], ' 你好,</s><pad> ', ' 你好,</s><pad> '],
    [['padding', 'chinesePunctuation'], '<pad>你好,</s>a', '你好，a'],
    [['innerThoughts'], ' a,<eot> ', ' a,<eot> '],
  ])('%j makes of %j %j', (kinds, text, clean) => {
    expect(cleanUp(text, kinds)).toBe(clean);
  });

  it('says at once what cannot change any more', () => {
    const stage = cleaner(['chinesePunctuation']);
    const said = [' ', '你好', ',', 'a', '?', '好', '!', ' ', 'b', '[[', 'x'].map(piece =>
      stage.push(piece),
    );
    expect(said).toEqual(['', '你好', '，', 'a', '', '？好', '！', '', ' b', '', '[[x']);
  });

  it.each([1, 2, 3, 4, 5])('does not depend on how the text is cut (seed %i)', seed => {
    const below = dice(seed);
    const pieces = [
      '好',
      'a',
      ' ',
      '\n',
      ',',
      '?',
      '</s>',
      '</',
      's>',
      '<pad>',
      '<',
      '[[训练时间]]',
      '[[',
    ];
    const kinds = ['endOfSentence', 'padding', 'chinesePunctuation'] as const;
    for (let round = 0; round < 500; round++) {
      const chosen = kinds.filter(() => below(2) === 0);
      const text = textOf(pieces, below(16), below);
      const stage = cleaner(chosen);
      const said = split(text, below).map(piece => stage.push(piece));
      expect([...said, stage.end()].join('')).toBe(atOnce(text, chosen));
    }
  });
});
