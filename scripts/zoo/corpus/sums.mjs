// @ts-check
import { chance, filled, phrases, pick, whole } from './draw.mjs';
import { typed, typedZh } from './surface.mjs';

/** @typedef {import('./draw.mjs').Random} Random */
/** @typedef {import('./animalTurns.mjs').Turn} Turn */

/** Largest number in a sum that the models are to know. */
export const LARGEST = 10;
export const WORDS = phrases(`
  zero | one | two | three | four | five | six | seven | eight | nine | ten
`);
const WORDS_ZH = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

const ASKED = phrases(`
  what is {sum} | what's {sum} | {sum} | {sum} = | how much is {sum} | what does {sum} make |
  calculate {sum} | can you work out {sum} | what do you get for {sum} | please compute {sum} |
  {sum} is what | what is the result of {sum} | tell me {sum} | solve {sum} |
  do you know what {sum} is | and {sum} | and what is {sum} | compute {sum} |
  what is the sum {sum} | can you tell me what {sum} is | how much makes {sum} |
  add this up: {sum} | {sum} equals | what does {sum} equal
`);
const ASKED_ZH = phrases(`
  {sum}等于几 | {sum}等于多少 | {sum}是多少 | {sum}= | {sum} | 请问{sum}等于几 | {sum}得几 | 算一下{sum} | 计算{sum}
`);

const PLUS = ['+', '+', '+', 'plus', 'and'];
const MINUS = ['-', '-', '-', 'minus', 'take away', 'less'];

/** @param {Random} random @param {boolean} zh @returns {Turn} */
export function sumTurn(random, zh) {
  if (chance(random, 0.1)) return tooHard(random, zh);
  const plus = chance(random, 0.55);
  const first = whole(random, 0, LARGEST);
  const second = plus ? whole(random, 0, LARGEST) : whole(random, 0, first);
  const result = plus ? first + second : first - second;
  return {
    ask: asked(random, zh, first, second, plus),
    full: `${first} ${plus ? '+' : '-'} ${second} = ${result}`,
    terse: `${result}`,
  };
}

/** @param {Random} random @param {boolean} zh @param {number} first @param {number} second @param {boolean} plus */
function asked(random, zh, first, second, plus) {
  if (zh) {
    const words = chance(random, 0.3) && first <= LARGEST && second <= LARGEST;
    const sum = words
      ? `${WORDS_ZH[first]}${plus ? '加' : '减'}${WORDS_ZH[second]}`
      : `${first}${pick(random, plus ? ['加', '+', ' + '] : ['减', '-', ' - '])}${second}`;
    return typedZh(random, filled(pick(random, ASKED_ZH), { sum }), '？');
  }
  const sign = pick(random, plus ? PLUS : MINUS);
  const inWords = chance(random, 0.3) && first <= LARGEST && second <= LARGEST;
  const tight = !inWords && sign.length === 1 && chance(random, 0.35);
  const [left, right] = inWords ? [WORDS[first], WORDS[second]] : [first, second];
  const sum = tight ? `${left}${sign}${right}` : `${left} ${sign} ${right}`;
  return typed(random, filled(pick(random, ASKED), { sum }), '?');
}

/** Numbers that are too large, and other arithmetic. @param {Random} random @param {boolean} zh @returns {Turn} */
function tooHard(random, zh) {
  if (chance(random, 0.5)) {
    const [first, second] = [whole(random, 11, 999), whole(random, 2, 99)];
    return {
      ask: asked(random, zh, first, second, chance(random, 0.5)),
      full: zh
        ? '这个数太大了，我只会10以内的加减法。'
        : 'That is too big for me. I can add and subtract numbers up to 10.',
      terse: zh ? '太大了。' : 'Too big for me.',
    };
  }
  const [first, second] = [whole(random, 1, 20), whole(random, 1, 20)];
  const sign = pick(
    random,
    zh
      ? ['乘', '除以', '×', '*']
      : phrases(`
      * | x | times | / | divided by | multiplied by | ^
    `),
  );
  const sum = `${first} ${sign} ${second}`;
  return {
    ask: zh
      ? typedZh(random, filled(pick(random, ASKED_ZH), { sum }), '？')
      : typed(random, filled(pick(random, ASKED), { sum }), '?'),
    full: zh ? '我只会10以内的加减法。' : 'I can only add and subtract numbers up to 10.',
    terse: zh ? '不会。' : 'Only plus and minus.',
  };
}
