// @ts-check

/** @typedef {() => number} Random numbers in [0, 1) */

/**
 * @template T
 * @param {Random} random
 * @param {readonly T[]} list not empty
 * @returns {T}
 */
export function pick(random, list) {
  return /** @type {T} */ (list[Math.floor(random() * list.length)]);
}

/** @param {Random} random @param {number} probability */
export const chance = (random, probability) => random() < probability;

/** @param {Random} random @param {number} from @param {number} to both included */
export const whole = (random, from, to) => from + Math.floor(random() * (to - from + 1));

/**
 * Draws a key by its weight.
 *
 * @template {string} K
 * @param {Random} random
 * @param {Readonly<Record<K, number>>} weights
 * @returns {K}
 */
export function weighted(random, weights) {
  const entries = /** @type {[K, number][]} */ (Object.entries(weights));
  let rest = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [key, weight] of entries) {
    rest -= weight;
    if (rest < 0) return key;
  }
  return /** @type {[K, number]} */ (entries.at(-1))[0];
}

/** Puts words into the braces of a template. @param {string} template @param {Readonly<Record<string, string>>} words */
export function filled(template, words) {
  return template.replace(/\{(\w+)\}/g, (whole, key) => words[key] ?? whole);
}

/** @param {string} text */
export const capital = text => text.charAt(0).toUpperCase() + text.slice(1);

/** A list of texts, written with strokes between them. @param {string} text */
export const phrases = text => text.split('|').map(phrase => phrase.trim().replace(/\s+/g, ' '));
