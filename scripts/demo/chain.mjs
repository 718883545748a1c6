// @ts-check
import { seededRandom } from './random.mjs';

/**
 * A place in a sentence: what may stand there and what may follow, with weights. `|` cuts a phrase
 * into tokens.
 *
 * @typedef {object} Slot
 * @property {readonly string[]} says
 * @property {Readonly<Record<string, number>>} then slots by name, or `end`
 */

/**
 * How a demo model talks. Generation begins at the slot `start`, whose own `says` is empty.
 *
 * @typedef {Readonly<Record<string, Slot>>} Grammar
 */

/**
 * A Markov chain over tokens. Its first state is "nothing said yet".
 *
 * @typedef {object} Chain
 * @property {readonly string[]} pieces the tokens that it says; state 1 + i has just said piece i
 * @property {readonly ReadonlyMap<number, number>[]} next per state: probability of each piece, or
 *   of END
 */

/** Stands for the end of the answer where a piece's number is expected. */
export const END = -1;

/** How far the seed may bend a weight: by a factor between 1 / BEND and BEND. */
const BEND = 1.5;

/**
 * A model that sees one token back knows where it is in a sentence only if no token stands in two
 * places. So each token belongs to one slot, and no half sentence can come up.
 *
 * @param {Grammar} grammar
 * @param {{ seed: number, endless: boolean }} options `endless` begins anew instead of ending
 * @returns {Chain}
 * @throws if a token stands in two places or a slot is missing
 */
export function compileChain(grammar, { seed, endless }) {
  const slots = endless ? neverEnding(grammar) : grammar;
  const random = seededRandom(seed);
  const { pieces, number } = numbered(slots);

  /** @param {string} slot @returns {readonly number[]} the pieces that open it */
  const openers = slot => {
    if (slot === 'end') return [END];
    const says = slots[slot]?.says;
    if (!says || says.length === 0) throw new Error(`There is nothing to say in slot "${slot}"`);
    return says.map(phrase => number(/** @type {string} */ (phrase.split('|')[0])));
  };

  /** @param {Slot} slot @returns {ReadonlyMap<number, number>} */
  const followers = ({ then }) => {
    const weights = new Map();
    for (const [name, weight] of Object.entries(then)) {
      const opening = openers(name);
      for (const piece of opening) {
        const bend = BEND ** (2 * random() - 1);
        weights.set(piece, (weight / opening.length) * bend);
      }
    }
    const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
    return new Map([...weights].map(([piece, weight]) => [piece, weight / total]));
  };

  /** @type {ReadonlyMap<number, number>[]} */
  const next = [];
  for (const [name, slot] of Object.entries(slots)) {
    const after = followers(slot);
    if (name === 'start') next[0] = after;
    for (const phrase of slot.says) {
      const own = phrase.split('|').map(number);
      for (const [index, piece] of own.entries()) {
        const following = own[index + 1];
        next[piece + 1] = following === undefined ? after : new Map([[following, 1]]);
      }
    }
  }
  return { pieces, next };
}

/** @param {Grammar} grammar @returns {Grammar} */
function neverEnding(grammar) {
  const slots = Object.entries(grammar).map(([name, slot]) => {
    const { end, ...then } = slot.then;
    return [name, end === undefined ? slot : { ...slot, then: { ...then, again: end } }];
  });
  const again = { says: ['\n\n---\n\n'], then: grammar['start']?.then ?? {} };
  return { ...Object.fromEntries(slots), again };
}

/** @param {Grammar} grammar */
function numbered(grammar) {
  const pieces = Object.values(grammar).flatMap(slot => slot.says.flatMap(say => say.split('|')));
  const numbers = new Map(pieces.map((piece, index) => [piece, index]));
  if (numbers.size < pieces.length) {
    const twice = pieces.filter((piece, index) => numbers.get(piece) !== index);
    throw new Error(`These tokens stand in two places: ${JSON.stringify(twice)}`);
  }
  return {
    pieces,
    number: /** @param {string} piece */ piece => /** @type {number} */ (numbers.get(piece)),
  };
}
