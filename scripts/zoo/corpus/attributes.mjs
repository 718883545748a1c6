// @ts-check
import { KINDS_ZH, MOVES_ZH, withArticle } from './animals.mjs';
import { capital, phrases } from './draw.mjs';
import { TRAITS } from './traits.mjs';

/** @typedef {import('./animals.mjs').Animal} Animal */

/**
 * Something that the zoo knows about each animal. In phrasings `{one}` is "lion", `{a}` "a lion",
 * `{many}` "lions", `{zh}` 狮子.
 *
 * @typedef {object} Attribute
 * @property {readonly string[]} asked whole questions
 * @property {readonly string[]} told what comes behind "tell me …", "do you know …"
 * @property {readonly string[]} brief key words
 * @property {readonly string[]} again with "it" or "they", when the animal is known
 * @property {readonly string[]} askedZh
 * @property {readonly string[]} againZh
 * @property {(animal: Animal) => string} full
 * @property {(animal: Animal) => string} terse
 * @property {(animal: Animal) => string} fullZh
 * @property {(animal: Animal) => string} terseZh
 */

/** @param {Animal} animal */
const movesAt = ({ one, moves, speed }) =>
  `${capital(withArticle(one))} can ${moves} at up to ${speed} km/h.`;

/** @type {Readonly<Record<string, Attribute>>} */
export const ATTRIBUTES = {
  food: {
    asked: phrases(`
      what do {many} eat | what does {a} eat | what does the {one} eat | what do {many} feed on |
      what does {a} feed on | what do {many} like to eat | what does {a} like to eat |
      what food do {many} eat | what kind of food do {many} eat | which food does {a} like |
      what do {many} live on | what is the diet of {many} | what is the diet of {a} |
      what's the diet of the {one} | what is the favourite food of {many} |
      what is {a}'s favourite food | what's the favorite food of {a} | what should I feed {a} |
      what do you feed the {many} | what can I give {a} to eat | what do {many} have for breakfast |
      what does {a} have for dinner | what do {many} eat for lunch | what would {a} eat |
      what are {many} eating | what do {many} usually eat | what do wild {many} eat |
      what do {many} mostly eat | what do {many} prefer to eat | how do {many} feed |
      what is on the menu for {many} | what do {many} consume | what is the food of {many} |
      what does {a} munch on | what do {many} like for food | what do {many} snack on |
      what keeps {a} fed | what do hungry {many} eat
    `),
    told: phrases(`
      what {many} eat | what {a} eats | what the {one} eats | what {many} feed on |
      what {many} like to eat | what to feed {a} | about the food of {many} |
      about the diet of {many} | which food {many} like
    `),
    brief: phrases(`
      {many} food | {one} food | {one} diet | food of {many} | food for {a} | {many} eat what |
      {many} eat | the diet of {many} | favourite food of {a} | feeding {many}
    `),
    again: phrases(`
      what does it eat | what do they eat | and what does it eat | what does it feed on |
      and what do they like to eat | what food does it like | and its food | what is its diet |
      what's its favourite food | what do they feed on | what should I feed it
    `),
    askedZh: phrases(`
      {zh}吃什么 | {zh}喜欢吃什么 | {zh}爱吃什么 | {zh}平时吃什么 | {zh}最喜欢吃什么 | {zh}的食物是什么 | {zh}一般吃什么 | {zh}吃些什么 |
      {zh}都吃什么 | 什么是{zh}的食物 | 可以给{zh}喂什么 | {zh}吃啥 | {zh}爱吃啥
    `),
    againZh: ['它吃什么', '它们吃什么', '它喜欢吃什么', '那它吃什么', '吃什么'],
    full: ({ many, food }) => `${capital(many)} eat ${food}.`,
    terse: ({ food }) => `${capital(food)}.`,
    fullZh: ({ zh, foodZh }) => `${zh}吃${foodZh}。`,
    terseZh: ({ foodZh }) => `${foodZh}。`,
  },
  home: {
    asked: phrases(`
      where do {many} live | where does {a} live | where does the {one} live |
      where can I find {many} | where can I see {a} | where are {many} found |
      where do {many} come from | where is the home of {many} | what is the home of {a} |
      what is the habitat of {many} | what is {a}'s habitat | in which country do {many} live |
      where in the world do {many} live | where do wild {many} live |
      where do {many} make their home | where do you find {many} | where are {many} from |
      where would I find {a} | where do {many} sleep | what kind of place do {many} live in |
      where on earth do {many} live | where do most {many} live | in what places do {many} live
    `),
    told: phrases(`
      where {many} live | where {a} lives | where the {one} lives | where {many} come from |
      where I can find {many} | about the home of {many} | about the habitat of {many}
    `),
    brief: phrases(`
      {many} habitat | {one} habitat | home of {many} | {one} home | habitat of {a} |
      {many} live where
    `),
    again: phrases(`
      where does it live | where do they live | and where does it live | where is its home |
      where can I find it | and where do they live | where are they from | what is its habitat |
      where can I see one
    `),
    askedZh: phrases(`
      {zh}住在哪里 | {zh}住在哪儿 | {zh}生活在哪里 | {zh}在哪里生活 | 哪里有{zh} | 在哪里可以看到{zh} | {zh}的家在哪里 |
      {zh}生活在什么地方 | {zh}住哪儿 | {zh}住哪里
    `),
    againZh: ['它住在哪里', '它们住在哪里', '它生活在哪里', '那它住在哪里', '住在哪里'],
    full: ({ many, home }) => `${capital(many)} live ${home}.`,
    terse: ({ home }) => `${capital(home)}.`,
    fullZh: ({ zh, homeZh }) => `${zh}住在${homeZh}。`,
    terseZh: ({ homeZh }) => `${homeZh}。`,
  },
  kind: {
    asked: phrases(`
      what kind of animal is {a} | what kind of animal is the {one} |
      what kind of animals are {many} | what type of animal is {a} | what sort of animal is {a} |
      is {a} a mammal or a bird | which class of animals do {many} belong to |
      what group of animals are {many} in | what are {many} | what is {a} | what's {a} |
      is {a} a mammal or a fish | what class is {a} | what family of animals are {many}
    `),
    told: phrases(`
      what kind of animal {a} is | what {a} is | what {many} are | which kind of animals {many} are
    `),
    brief: phrases(`
      {one} kind | class of {many} | kind of animal: {one} | type of animal {one}
    `),
    again: phrases(`
      what kind of animal is it | what kind of animals are they | is it a mammal | is it a bird |
      what is it | what type of animal is that | are they mammals
    `),
    askedZh: phrases(`
      {zh}是什么 | {zh}是什么动物 | {zh}是哪一类动物 | {zh}属于哪类动物 | {zh}是什么种类的动物 | 什么是{zh}
    `),
    againZh: ['它是什么动物', '它是哪类动物', '它属于什么动物'],
    full: ({ one, kind }) => `The ${one} is ${withArticle(kind)}.`,
    terse: ({ kind }) => `${capital(withArticle(kind))}.`,
    fullZh: ({ zh, kind }) => `${zh}是${KINDS_ZH[kind]}。`,
    terseZh: ({ kind }) => `${KINDS_ZH[kind]}。`,
  },
  speed: {
    asked: phrases(`
      how fast is {a} | how fast is the {one} | how fast are {many} | how fast can {a} run |
      how fast can {many} go | how fast do {many} move | how fast can {a} move |
      what is the top speed of {a} | what's the speed of {a} | what speed can {many} reach |
      how quick is {a} | how quickly can {a} move | how quick are {many} |
      at what speed do {many} move | is {a} fast | are {many} fast | are {many} slow |
      is the {one} slow | how many km/h can {a} do | how fast does {a} go | how fast does {a} run |
      how fast do {many} run | how fast do {many} swim | how speedy is {a} | what is {a}'s top speed
    `),
    told: phrases(`
      how fast {a} is | how fast {many} are | how fast {many} can go | how fast {a} can run |
      the speed of {a} | the top speed of {many}
    `),
    brief: phrases(`
      {one} speed | speed of {a} | top speed of {many} | {many} speed | max speed {one}
    `),
    again: phrases(`
      how fast is it | how fast are they | and how fast is it | how fast can it go |
      how fast can it run | is it fast | are they fast | what is its top speed | how quick is it |
      and its speed | is it slow
    `),
    askedZh: phrases(`
      {zh}跑得多快 | {zh}有多快 | {zh}的速度是多少 | {zh}快不快 | {zh}能跑多快 | {zh}速度有多快 | {zh}快吗 | {zh}慢吗 |
      {zh}的最快速度是多少
    `),
    againZh: ['它有多快', '它跑得多快', '它快吗', '它的速度是多少', '那它有多快'],
    full: movesAt,
    terse: ({ speed }) => `Up to ${speed} km/h.`,
    fullZh: ({ zh, moves, speed }) => `${zh}每小时能${MOVES_ZH[moves]}${speed}公里。`,
    terseZh: ({ speed }) => `每小时${speed}公里。`,
  },
  sound: {
    asked: phrases(`
      what sound does {a} make | what sound do {many} make | what noise does {a} make |
      what noise do {many} make | what does {a} say | what do {many} say | how does {a} sound |
      how do {many} sound | what does {a} sound like | what is the sound of {a} |
      which sound does the {one} make | what do {many} sound like |
      what kind of sound do {many} make | how do {many} talk | what is the noise of {a} |
      how does the {one} go
    `),
    told: phrases(`
      what sound {a} makes | what sound {many} make | what {a} says | what noise {many} make |
      how {many} sound | what {many} sound like
    `),
    brief: phrases(`
      {one} sound | {one} noise | sound of {a} | {many} sounds
    `),
    again: phrases(`
      what sound does it make | what sound do they make | and what noise does it make |
      what does it say | what does it sound like
    `),
    askedZh: [],
    againZh: [],
    full: ({ many, sound }) => `${capital(many)} ${sound}.`,
    terse: ({ sound }) => `They ${sound}.`,
    fullZh: () => '',
    terseZh: () => '',
  },
  ...TRAITS,
};
