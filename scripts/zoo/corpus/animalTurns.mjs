// @ts-check
import { ANIMALS, withArticle } from './animals.mjs';
import { ATTRIBUTES } from './attributes.mjs';
import { chance, filled, phrases, pick, weighted } from './draw.mjs';
import { typed, typedZh } from './surface.mjs';

/** @typedef {import('./animals.mjs').Animal} Animal */
/** @typedef {import('./draw.mjs').Random} Random */

/**
 * What the dialogue is about, for questions that say "it".
 *
 * @typedef {object} Topic
 * @property {Animal} animal
 * @property {string} attribute
 * @property {boolean} zh
 */

/**
 * A question and its answers, one in full sentences and one in few words.
 *
 * @typedef {object} Turn
 * @property {string} ask
 * @property {string} full
 * @property {string} terse
 * @property {Topic} [topic]
 */

const TELLING = phrases(`
  tell me | please tell me | can you tell me | could you tell me | do you know | I want to know |
  I would like to know | I wonder | say | explain | I'd like to know | would you tell me |
  let me know | teach me | I am curious | I need to know
`);
const ABOUT_ONLY = phrases(`
  tell me | please tell me | can you tell me | could you tell me | teach me | give me | show me |
  tell me please | say
`);

/** How often each attribute is asked for. */
const WEIGHTS = {
  food: 5,
  home: 4,
  kind: 2.5,
  speed: 3,
  sound: 2,
  legs: 1.5,
  colour: 2,
  size: 2.5,
  flight: 1.5,
  swimming: 1,
  danger: 2,
  fact: 3,
  about: 5,
};
/** In Chinese not everything can be asked for. */
const WEIGHTS_ZH = {
  food: 5,
  home: 4,
  kind: 2.5,
  speed: 3,
  legs: 1,
  size: 2,
  flight: 1.5,
  swimming: 1,
  danger: 1.5,
  fact: 2,
  about: 5,
};

/** What goes into the braces of phrasings. @param {Animal} animal */
export const wordsOf = ({ one, many, zh }) => ({ one, many, zh, a: withArticle(one) });

/**
 * @param {Animal} animal
 * @param {string} attribute
 * @param {string} ask
 * @param {boolean} zh
 * @returns {Turn}
 */
function answered(animal, attribute, ask, zh) {
  const { full, terse, fullZh, terseZh } = attributeNamed(attribute);
  return {
    ask,
    full: (zh ? fullZh : full)(animal),
    terse: (zh ? terseZh : terse)(animal),
    topic: { animal, attribute, zh },
  };
}

/** @param {string} name */
export const attributeNamed = name =>
  /** @type {import('./attributes.mjs').Attribute} */ (ATTRIBUTES[name]);

/** A question about an animal. @param {Random} random @param {boolean} zh @returns {Turn} */
export function factTurn(random, zh) {
  const animal = pick(random, ANIMALS);
  const name = weighted(random, zh ? WEIGHTS_ZH : WEIGHTS);
  const { asked, told, brief, askedZh } = attributeNamed(name);
  const words = wordsOf(animal);
  if (zh)
    return answered(
      animal,
      name,
      typedZh(random, filled(pick(random, askedZh), words), '？'),
      true,
    );
  const way = random();
  /** @type {string} */
  let ask;
  if (way < 0.62) ask = typed(random, filled(pick(random, asked), words), '?');
  else if (way < 0.88) {
    const what = pick(random, told);
    const opening = pick(
      random,
      /^(what|how|where|if|whether|which)/.test(what) ? TELLING : ABOUT_ONLY,
    );
    ask = typed(random, filled(`${opening} ${what}`, words), '.');
  } else ask = typed(random, filled(pick(random, brief), words), '');
  return answered(animal, name, ask, false);
}

/** Two questions in one. @param {Random} random @returns {Turn} */
export function doubleTurn(random) {
  const animal = pick(random, ANIMALS);
  const names = ['food', 'home', 'speed', 'colour', 'size', 'kind'];
  const first = pick(random, names);
  const second = pick(
    random,
    names.filter(name => name !== first),
  );
  const ask = filled(pick(random, attributeNamed(first).asked), wordsOf(animal));
  const again = pick(random, attributeNamed(second).again).replace(/^and /, '');
  const answers = [attributeNamed(first), attributeNamed(second)];
  return {
    ask: typed(random, `${ask}${pick(random, [' and ', ', and ', '? and ', '? '])}${again}`, '?'),
    full: answers.map(({ full }) => full(animal)).join(' '),
    terse: answers.map(({ terse }) => terse(animal)).join(' '),
    topic: { animal, attribute: second, zh: false },
  };
}

const OTHERS = phrases(`
  what about {a} | what about {many} | and {many} | and {a} | how about {many} |
  and what about {a} | and the {one} | and for {many} | what about the {one} | same for {many} |
  now {many} | and how about {a} | {many} too
`);
const OTHERS_ZH = ['那{zh}呢', '{zh}呢', '那么{zh}呢', '还有{zh}呢'];

/** A question that only makes sense after another. @param {Random} random @param {Topic} topic @returns {Turn} */
export function followingTurn(random, { animal, attribute, zh }) {
  if (chance(random, 0.4)) {
    const other = pick(random, ANIMALS);
    const words = wordsOf(other);
    if (zh)
      return answered(
        other,
        attribute,
        typedZh(random, filled(pick(random, OTHERS_ZH), words), '？'),
        true,
      );
    return answered(
      other,
      attribute,
      typed(random, filled(pick(random, OTHERS), words), '?'),
      false,
    );
  }
  const name = weighted(random, zh ? WEIGHTS_ZH : WEIGHTS);
  const { again, againZh } = attributeNamed(name);
  return zh
    ? answered(animal, name, typedZh(random, pick(random, againZh), '？'), true)
    : answered(animal, name, typed(random, pick(random, again), '?'), false);
}
const GAPS = phrases(`
  how old do {many} get | how long do {many} live | how long does {a} live |
  how long do {many} sleep | why do {many} eat that | why do {many} live there |
  who discovered {many} | how many {many} are there | how do {many} breed |
  what are baby {many} called | how many babies does {a} have | what is the latin name of {many} |
  how do {many} mate | what are the enemies of {many} | who eats {many} | when do {many} wake up |
  how smart are {many} | how do I draw {a} | what does {a} cost | how do I catch {a} |
  are {many} endangered | how strong is {a} | why are {many} like that | do {many} dream |
  do {many} have teeth | how high can {a} jump | how deep can {a} dive
`);
const GAPS_ZH = phrases(`
  {zh}能活多久 | {zh}多重 | {zh}聪明吗 | 世界上有多少{zh} | 为什么{zh}是这样 | {zh}怎么睡觉 | {zh}多少钱 | 怎么画{zh}
`);

/** What the zoo does not know about an animal that it knows. @param {Random} random @param {boolean} zh @returns {Turn} */
export function gapTurn(random, zh) {
  const animal = pick(random, ANIMALS);
  const topic = { animal, attribute: 'about', zh };
  if (zh) {
    const ask = typedZh(random, filled(pick(random, GAPS_ZH), wordsOf(animal)), '？');
    return {
      ask,
      full: `这个我不知道，我只知道${animal.zh}吃什么，住在哪里。`,
      terse: '不知道。',
      topic,
    };
  }
  const ask = typed(random, filled(pick(random, GAPS), wordsOf(animal)), '?');
  const full = `I do not know that about ${animal.many}. Ask me what they eat or where they live.`;
  return { ask, full, terse: 'I do not know.', topic };
}

/** "It", before any animal was named. @param {Random} random @param {boolean} zh @returns {Turn} */
export function lostTurn(random, zh) {
  const { again, againZh } = attributeNamed(weighted(random, zh ? WEIGHTS_ZH : WEIGHTS));
  return zh
    ? {
        ask: typedZh(random, pick(random, againZh), '？'),
        full: '你说的是哪种动物？',
        terse: '哪种动物？',
      }
    : {
        ask: typed(random, pick(random, again), '?'),
        full: 'Which animal do you mean?',
        terse: 'Which animal?',
      };
}
