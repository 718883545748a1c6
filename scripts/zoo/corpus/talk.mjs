// @ts-check
import { ANIMALS, withArticle } from './animals.mjs';
import { capital, phrases, pick } from './draw.mjs';
import { typed, typedZh } from './surface.mjs';
import { ENGLISH_MORE } from './talkAnimals.mjs';
import { CHINESE } from './talkChinese.mjs';
import { ENGLISH } from './talkEnglish.mjs';

/** @typedef {import('./draw.mjs').Random} Random */
/** @typedef {import('./animalTurns.mjs').Turn} Turn */

/**
 * What people say beside questions about single animals: how often, in which words, and what is answered
 * in full sentences or in few words.
 *
 * @typedef {readonly [weight: number, asked: readonly string[], full: readonly string[], terse: readonly string[]]} Talk
 */

const NAMES =
  'Bob|Anna|Tom|Maria|Li|Wei|Peter|Sam|Alice|Ben|Eva|John|Max|Lena|Paul|Mary|Ali|Kim|Nora|Ivan|Zoe|Hans|Leo|Mia|Omar|Rosa|Jack|Emma'.split(
    '|',
  );

/** @param {Random} random @param {boolean} zh @returns {Turn} */
export function talkTurn(random, zh) {
  const [, asked, full, terse] = drawn(random, zh ? CHINESE : [...ENGLISH, ...ENGLISH_MORE]);
  const ask = pick(random, asked).replace('{name}', pick(random, NAMES));
  const isQuestion = /^(who|what|how|where|why|which|are|is|do|can|will)\b/i.test(ask);
  const sign = isQuestion ? '?' : pick(random, /** @type {const} */ (['!', '.', '']));
  const signZh = /[吗谁么哪几]/.test(ask)
    ? '？'
    : pick(random, /** @type {const} */ (['！', '。', '']));
  return {
    ask: zh ? typedZh(random, ask, signZh) : typed(random, ask, sign),
    full: pick(random, full),
    terse: pick(random, terse),
  };
}

/** Any fact, when no animal is named. @param {Random} random @returns {Turn} */
export function anyFactTurn(random) {
  const animal = pick(random, ANIMALS);
  const ask = pick(
    random,
    phrases(`
    tell me a fun fact | tell me a fact | do you know a fun fact | tell me something |
    tell me something interesting | surprise me | fun fact | say something |
    tell me about an animal | tell me about any animal | give me a fun fact |
    what do you want to tell me | talk to me | teach me something | tell me something new |
    random fact | any fun facts | describe an animal | tell me something about animals |
    pick an animal | tell me about your favourite animal
  `),
  );
  return {
    ask: typed(random, ask, '.'),
    full: `${capital(animal.many)} ${animal.fact}.`,
    terse: `${capital(withArticle(animal.one))}: they ${animal.fact}.`,
    topic: { animal, attribute: 'fact', zh: false },
  };
}

/** @param {Random} random @param {readonly Talk[]} talks @returns {Talk} */
function drawn(random, talks) {
  let rest = random() * talks.reduce((sum, [weight]) => sum + weight, 0);
  const found = talks.find(([weight]) => (rest -= weight) < 0);
  return found ?? pick(random, talks);
}
