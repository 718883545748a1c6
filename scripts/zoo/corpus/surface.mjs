// @ts-check
import { capital, chance, pick, whole } from './draw.mjs';

/** @typedef {import('./draw.mjs').Random} Random */

const OPENINGS = [
  'hi',
  'hello',
  'hey',
  'ok',
  'so',
  'well',
  'please',
  'and now',
  'hey there',
  'quick question',
];
const CLOSINGS = [
  ' please',
  ', please',
  ' thanks',
  ', thanks',
  ' now',
  ' then',
  ', do you know',
  ' exactly',
  ' in general',
];

/**
 * The ways in which people type an English sentence: with and without capitals, signs, politeness and care.
 *
 * @param {Random} random
 * @param {string} text begins with a small letter, has no sign at its end
 * @param {'?' | '.' | '!' | ''} sign that belongs there
 * @returns {string}
 */
export function typed(random, text, sign) {
  let written = text;
  /** @type {string} */
  let end = sign;
  if (chance(random, 0.06)) written += pick(random, CLOSINGS);
  if (chance(random, 0.07)) {
    const opening = pick(random, OPENINGS);
    written = `${opening}${pick(random, [', ', ' ', '! ', ': '])}${written}`;
  }
  if (chance(random, 0.35)) end = '';
  else if (chance(random, 0.06)) end = pick(random, ['?', '??', '!', '?!', ' ?', '...', '.']);
  if (chance(random, 0.65)) written = sentences(written);
  else if (chance(random, 0.08)) written = written.toUpperCase();
  if (chance(random, 0.06)) written = mistyped(random, written);
  if (chance(random, 0.06)) written = written.replace(/['’,]/g, '');
  if (chance(random, 0.04)) written = written.replace(/\b(a|an|the) (?=[a-z])/g, '');
  if (chance(random, 0.04))
    written = written.replace(/ [a-z]+$/, word => ` ${capital(word.slice(1))}`);
  return written + end;
}

/** A capital at the beginning of each sentence, and for I. @param {string} text */
function sentences(text) {
  return capital(text)
    .replace(/[.!?] [a-z]/g, match => match.toUpperCase())
    .replace(/\bi\b/g, 'I');
}

/** One letter is missing, doubled, exchanged with its neighbour or in the wrong case. @param {Random} random @param {string} text */
function mistyped(random, text) {
  const at = whole(random, 1, Math.max(1, text.length - 3));
  const letter = text.charAt(at);
  const next = text.charAt(at + 1);
  if (!/[a-z]/i.test(letter) || !/[a-z]/i.test(next)) return text;
  const wrong = pick(random, [
    '',
    letter + letter + next,
    next + letter,
    letter.toUpperCase() + next,
  ]);
  return text.slice(0, at) + (wrong === '' ? next : wrong) + text.slice(at + 2);
}

/**
 * The ways in which people type a Chinese sentence.
 *
 * @param {Random} random
 * @param {string} text without a sign at its end
 * @param {'？' | '。' | '！' | ''} sign
 * @returns {string}
 */
export function typedZh(random, text, sign) {
  let written = text;
  if (chance(random, 0.12))
    written = pick(random, ['请问', '你好，', '请告诉我', '我想知道', '那', '你知道']) + written;
  if (chance(random, 0.06)) written += pick(random, ['呢', '啊', '呀', '，谢谢']);
  if (chance(random, 0.35)) return written;
  return written + (chance(random, 0.1) ? pick(random, ['?', '!', '。', '？', '～']) : sign);
}
