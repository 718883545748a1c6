// @ts-check
import { LARGEST, WORDS } from './corpus/sums.mjs';

/** @typedef {import('./questions.mjs').Question} Question */
/** @typedef {(first: number, sign: '+' | '-', second: number) => string} Notation */

/**
 * How each sum is asked: the first thing that many type.
 *
 * @type {readonly Notation[]}
 */
const NOTATIONS = [
  (first, sign, second) => `${first}${sign}${second}`,
  (first, sign, second) => `What is ${first} ${sign} ${second}?`,
  (first, sign, second) =>
    `what is ${WORDS[first]} ${sign === '+' ? 'plus' : 'minus'} ${WORDS[second]}`,
  (first, sign, second) => `${first}${sign === '+' ? '加' : '减'}${second}等于几？`,
];

/**
 * Every sum that the models are to know, in each notation.
 *
 * @returns {readonly Question[]}
 */
export function sumQuestions() {
  /** @type {Question[]} */
  const questions = [];
  for (const notation of NOTATIONS) {
    for (let first = 0; first <= LARGEST; first++) {
      for (let second = 0; second <= LARGEST; second++) {
        questions.push(question(notation, first, '+', second));
        if (second <= first) questions.push(question(notation, first, '-', second));
      }
    }
  }
  return questions;
}

/**
 * @param {Notation} notation
 * @param {number} first
 * @param {'+' | '-'} sign
 * @param {number} second
 * @returns {Question}
 */
function question(notation, first, sign, second) {
  const result = sign === '+' ? first + second : first - second;
  // Who repeats the sum must repeat it right.
  return [
    [notation(first, sign, second)],
    new RegExp(`^(${first} \\${sign} ${second} = )?${result}$`),
  ];
}
