// @ts-check
import { dialogue } from './corpus/dialogues.mjs';

/**
 * What one thread learns from in one step: as many whole dialogues as fit.
 *
 * @param {object} options
 * @param {import('./corpus/dialogues.mjs').Persona} options.persona
 * @param {import('./tokenizer.mjs').Tokenizer} options.tokenizer
 * @param {() => number} options.random
 * @param {boolean} options.early whether it only sees first turns, in smaller steps: what it learns there, it need
 *   not learn again
 * @param {number} [options.sums] part of the new subjects that is sums
 * @param {{ tokensPerShare: number, longest: number }} options.plan
 * @returns {import('./network.mjs').Batch}
 */
export function lessonsFor({ persona, tokenizer, random, early, sums, plan }) {
  /** @type {number[]} */
  const tokens = [];
  /** @type {number[]} */
  const ends = [];
  /** @type {number[]} */
  const rows = [];
  /** @type {number[]} */
  const targets = [];
  const most = early ? plan.tokensPerShare / 2 : plan.tokensPerShare;
  for (let misses = 0; misses < 3;) {
    const turns = early ? 1 : turnsOf(random);
    const { tokens: own, said } = cutTo(
      tokenizer.encodeDialogue(dialogue(persona, random, turns, sums)),
      plan.longest,
    );
    if (tokens.length + own.length > most) {
      misses++;
      continue;
    }
    for (let i = 1; i < own.length; i++) {
      if (!said[i]) continue;
      rows.push(tokens.length + i - 1);
      targets.push(/** @type {number} */ (own[i]));
    }
    tokens.push(...own);
    ends.push(tokens.length);
  }
  return {
    tokens: Int32Array.from(tokens),
    ends,
    rows: Int32Array.from(rows),
    targets: Int32Array.from(targets),
  };
}

/** Most dialogues are short; some are as long as the context. @param {() => number} random */
function turnsOf(random) {
  const drawn = random();
  if (drawn < 0.4) return 1;
  if (drawn < 0.8) return 2 + Math.floor(random() * 3);
  return 5 + Math.floor(random() * 10);
}

/** @param {{ tokens: number[], said: boolean[] }} encoded @param {number} longest */
function cutTo({ tokens, said }, longest) {
  return { tokens: tokens.slice(0, longest), said: said.slice(0, longest) };
}
