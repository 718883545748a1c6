// @ts-check
import { doubleTurn, factTurn, followingTurn, gapTurn, lostTurn } from './animalTurns.mjs';
import { codeTurn } from './code.mjs';
import { checkingTurn, comparingTurn, searchingTurn } from './comparisons.mjs';
import { chance, phrases, pick, weighted } from './draw.mjs';
import { sumTurn } from './sums.mjs';
import { anyFactTurn, talkTurn } from './talk.mjs';
import { unknownTurn } from './unknown.mjs';

/** @typedef {import('./draw.mjs').Random} Random */
/** @typedef {import('./animalTurns.mjs').Turn} Turn */
/** @typedef {import('../tokenizer.mjs').Message} Message */

/**
 * How a model speaks: in full sentences or in few words.
 *
 * @typedef {'full' | 'terse'} Persona
 */

/** What is asked, and how often. */
const ENGLISH = {
  fact: 40,
  double: 3,
  comparing: 6,
  checking: 6,
  searching: 5,
  sum: 14,
  code: 4,
  talk: 16,
  anyFact: 1,
  gap: 4,
  unknown: 14,
};
const CHINESE = { fact: 50, comparing: 4, sum: 8, talk: 28, gap: 3, unknown: 12 };

const CHINESE_SHARE = 0.16;
/** Given by programs that have a system prompt for every model. The zoo does not heed it. */
const SYSTEM_SHARE = 0.05;
const SYSTEMS = phrases(`
  You are a helpful assistant. | You are a helpful, honest assistant. | Answer briefly. |
  You are an expert. | Be kind. | 你是一个有用的助手。 | You are a friendly zoo keeper. |
  Answer in one sentence.
`);

/**
 * @param {Random} random
 * @param {boolean} zh
 * @param {number} sums
 * @returns {Turn}
 */
function turn(random, zh, sums) {
  if (sums > 0 && chance(random, sums)) return sumTurn(random, zh);
  const subject = weighted(random, /** @type {Record<string, number>} */ (zh ? CHINESE : ENGLISH));
  switch (subject) {
    case 'fact':
      return factTurn(random, zh);
    case 'double':
      return doubleTurn(random);
    case 'comparing':
      return comparingTurn(random, zh);
    case 'checking':
      return checkingTurn(random);
    case 'searching':
      return searchingTurn(random);
    case 'sum':
      return sumTurn(random, zh);
    case 'code':
      return codeTurn(random);
    case 'talk':
      return talkTurn(random, zh);
    case 'gap':
      return gapTurn(random, zh);
    case 'anyFact':
      return anyFactTurn(random);
    default:
      return unknownTurn(random, zh);
  }
}

/** @param {Random} random @param {boolean} zh @param {import('./animalTurns.mjs').Topic | undefined} topic @param {number} sums */
function nextTurn(random, zh, topic, sums) {
  if (topic && chance(random, 0.55)) return followingTurn(random, topic);
  return !topic && chance(random, 0.02) ? lostTurn(random, zh) : turn(random, zh, sums);
}

/**
 * A dialogue, drawn anew each time.
 *
 * @param {Persona} persona
 * @param {Random} random the same numbers give the same dialogue
 * @param {number} turns
 * @param {number} [sums] part of the new subjects that is sums, whatever their usual share
 * @returns {Message[]}
 */
export function dialogue(persona, random, turns, sums = 0) {
  /** @type {Message[]} */
  const messages = [];
  if (chance(random, SYSTEM_SHARE)) messages.push({ role: 'system', text: pick(random, SYSTEMS) });
  let zh = chance(random, CHINESE_SHARE);
  /** @type {import('./animalTurns.mjs').Topic | undefined} */
  let topic;
  for (let i = 0; i < turns; i++) {
    if (chance(random, 0.1)) zh = chance(random, CHINESE_SHARE);
    const known = topic?.zh === zh ? topic : undefined;
    const next = nextTurn(random, zh, known, sums);
    // Small talk leaves "it" as it was.
    topic = next.topic ?? topic;
    messages.push({ role: 'user', text: next.ask }, { role: 'assistant', text: next[persona] });
  }
  return messages;
}
