// @ts-check
import { KINDS_ZH, legsOf, LEGS_ZH, SIZES, SIZES_ZH, withArticle } from './animals.mjs';
import { capital, phrases } from './draw.mjs';

/** @typedef {import('./animals.mjs').Animal} Animal */

/** @param {boolean} does @param {Animal} animal @param {string} yes @param {string} no */
const yesNo = (does, { many }, yes, no) => (does ? `Yes, ${many} ${yes}.` : `No, ${many} ${no}.`);

/**
 * What an animal is like.
 *
 * @type {Readonly<Record<string, import('./attributes.mjs').Attribute>>}
 */
export const TRAITS = {
  legs: {
    asked: phrases(`
      how many legs does {a} have | how many legs do {many} have | how many legs has {a} got |
      how many legs are there on {a} | how many feet does {a} have | do {many} have legs |
      does {a} have legs | does {a} have four legs | what number of legs does {a} have
    `),
    told: ['how many legs {a} has', 'how many legs {many} have', 'the number of legs of {a}'],
    brief: ['{one} legs', 'legs of {a}', 'number of legs of {many}'],
    again: phrases(`
      how many legs does it have | how many legs do they have | and how many legs does it have |
      does it have legs
    `),
    askedZh: ['{zh}有几条腿', '{zh}有多少条腿', '{zh}几条腿', '{zh}有腿吗'],
    againZh: ['它有几条腿', '它们有几条腿'],
    full: animal => `${capital(withArticle(animal.one))} has ${legsOf(animal)} legs.`,
    terse: animal => `${capital(legsOf(animal))}.`,
    fullZh: animal => `${animal.zh}${LEGS_ZH[legsOf(animal)]}腿。`,
    terseZh: animal => `${LEGS_ZH[legsOf(animal)]}腿。`,
  },
  colour: {
    asked: phrases(`
      what colour is {a} | what color is {a} | what colour are {many} | what color are {many} |
      which colour does {a} have | which color do {many} have | what is the colour of {a} |
      what is the color of {many} | what colours do {many} have | what do {many} look like |
      what does {a} look like | how do {many} look | what color is the {one}
    `),
    told: phrases(`
      what colour {a} is | what color {many} are | the colour of {a} | the color of {many} |
      what {many} look like | what {a} looks like
    `),
    brief: phrases(`
      {one} colour | {one} color | colour of {many} | color of {a}
    `),
    again: phrases(`
      what colour is it | what color is it | what colour are they | and its color |
      what does it look like | what color are they | what do they look like
    `),
    askedZh: [],
    againZh: [],
    full: ({ many, colour }) => `${capital(many)} are ${colour}.`,
    terse: ({ colour }) => `${capital(colour)}.`,
    fullZh: () => '',
    terseZh: () => '',
  },
  size: {
    asked: phrases(`
      how big is {a} | how big are {many} | how large is {a} | how large are {many} |
      how tall is {a} | how small are {many} | is {a} big | are {many} big | are {many} small |
      is the {one} small | what size is {a} | how big can {a} get | how big do {many} get |
      what is the size of {a} | how long is {a} | how heavy is {a} | is the {one} large |
      how much does {a} weigh
    `),
    told: phrases(`
      how big {a} is | how big {many} are | how large {many} get | the size of {a} |
      how heavy {many} are
    `),
    brief: phrases(`
      {one} size | size of {a} | size of {many} | {one} weight
    `),
    again: phrases(`
      how big is it | how big are they | is it big | is it small | how large is it |
      how heavy is it | and its size | are they big
    `),
    askedZh: ['{zh}有多大', '{zh}大吗', '{zh}大不大', '{zh}的个子大吗', '{zh}小吗'],
    againZh: ['它有多大', '它大吗', '它大不大'],
    full: ({ many, size }) => `${capital(many)} are ${SIZES[size]}.`,
    terse: ({ size }) => `${capital(SIZES[size])}.`,
    fullZh: ({ zh, size }) => `${zh}${SIZES_ZH[size]}。`,
    terseZh: ({ size }) => `${SIZES_ZH[size]}。`,
  },
  flight: {
    asked: phrases(`
      can {many} fly | can {a} fly | can the {one} fly | do {many} fly | does {a} fly |
      are {many} able to fly | is {a} able to fly | do {many} have wings | does {a} have wings |
      is it true that {many} can fly | can {many} really fly
    `),
    told: ['if {many} can fly', 'whether {a} can fly', 'if {a} can fly'],
    brief: ['{many} fly', 'flying {many}'],
    again: phrases(`
      can it fly | can they fly | and can it fly | does it have wings | do they fly
    `),
    askedZh: ['{zh}会飞吗', '{zh}能飞吗', '{zh}会不会飞', '{zh}可以飞吗', '{zh}有翅膀吗'],
    againZh: ['它会飞吗', '它能飞吗', '它们会飞吗'],
    full: animal => yesNo(animal.flies, animal, 'can fly', 'cannot fly'),
    terse: ({ flies }) => (flies ? 'Yes.' : 'No.'),
    fullZh: ({ zh, flies }) => (flies ? `会，${zh}会飞。` : `不会，${zh}不会飞。`),
    terseZh: ({ flies }) => (flies ? '会。' : '不会。'),
  },
  swimming: {
    asked: phrases(`
      can {many} swim | can {a} swim | do {many} swim | does {a} swim | are {many} able to swim |
      do {many} like water | are {many} good swimmers | can the {one} swim | is {a} able to swim
    `),
    told: ['if {many} can swim', 'whether {a} can swim'],
    brief: ['{many} swim', 'swimming {many}'],
    again: phrases(`
      can it swim | can they swim | and can it swim | does it swim | do they swim
    `),
    askedZh: ['{zh}会游泳吗', '{zh}能游泳吗', '{zh}会不会游泳'],
    againZh: ['它会游泳吗', '它们会游泳吗'],
    full: animal => yesNo(animal.swims, animal, 'can swim', 'do not swim well'),
    terse: ({ swims }) => (swims ? 'Yes.' : 'Not well.'),
    fullZh: ({ zh, swims }) => (swims ? `会，${zh}会游泳。` : `不会，${zh}不太会游泳。`),
    terseZh: ({ swims }) => (swims ? '会。' : '不太会。'),
  },
  danger: {
    asked: phrases(`
      are {many} dangerous | is {a} dangerous | is the {one} dangerous | do {many} bite |
      does {a} bite | do {many} attack people | are {many} friendly | is {a} safe |
      should I be afraid of {many} | can {a} hurt me | are {many} scary | can I pet {a} |
      can I keep {a} as a pet | do {many} eat people | would {a} bite me | are {many} harmless
    `),
    told: ['if {many} are dangerous', 'whether {a} is dangerous', 'if {a} bites'],
    brief: ['{one} dangerous', 'dangerous {many}', '{many} danger'],
    again: phrases(`
      is it dangerous | are they dangerous | does it bite | can it hurt me | can I pet it |
      are they friendly | and is it dangerous
    `),
    askedZh: ['{zh}危险吗', '{zh}会咬人吗', '{zh}可怕吗', '{zh}会不会咬人'],
    againZh: ['它危险吗', '它会咬人吗', '它们危险吗'],
    full: ({ many, dangerous }) =>
      `${capital(many)} ${dangerous ? 'can be dangerous. Keep away' : 'are mostly peaceful'}.`,
    terse: ({ dangerous }) => (dangerous ? 'Dangerous.' : 'Peaceful.'),
    fullZh: ({ zh, dangerous }) => `${zh}${dangerous ? '很危险，不要靠近' : '很温和，不危险'}。`,
    terseZh: ({ dangerous }) => (dangerous ? '危险。' : '不危险。'),
  },
  fact: {
    asked: phrases(`
      what is special about {many} | what's special about {a} | what is interesting about {many} |
      what is funny about {many} | what can {many} do | what makes {many} special |
      any fun facts about {many} | do you know a fact about {many} |
      can you tell me something fun about {many} | why are {many} special | what do {many} do |
      what is so great about {many} | have you got a fact about {many} | what do {many} do all day
    `),
    told: phrases(`
      a fact about {many} | a fun fact about {a} | something interesting about {many} |
      something funny about {many} | one thing about {many} | an interesting fact about the {one}
    `),
    brief: phrases(`
      {one} fact | fun fact {many} | {one} facts | fact about {many} | {many} trivia
    `),
    again: phrases(`
      what is special about it | tell me a fun fact about it | another fact | a fun fact please |
      anything special | something more interesting | what else | give me a fact | what can it do
    `),
    askedZh: phrases(`
      {zh}有什么特别的 | {zh}有什么有趣的地方 | 讲一个{zh}的知识 | {zh}有什么特点 | 说一件{zh}的趣事
    `),
    againZh: ['它有什么特别的', '它有什么特点', '还有呢', '还有什么有趣的'],
    full: ({ many, fact }) => `${capital(many)} ${fact}.`,
    terse: ({ fact }) => `They ${fact}.`,
    fullZh: ({ zh, factZh }) => `${zh}${factZh}。`,
    terseZh: ({ zh, factZh }) => `${zh}${factZh}。`,
  },
  about: {
    asked: phrases(`
      what do you know about {many} | what do you know about the {one} |
      what can you tell me about {many} | what can you say about {a} | can you describe {a} |
      do you know {many} | do you know anything about {many} | who is the {one} |
      what about {many} | how about {a} | can you talk about {many} | have you heard of {many} |
      could you introduce {many}
    `),
    told: phrases(`
      about {many} | about the {one} | something about {many} | more about {many} |
      everything about {many} | about {a} | all you know about {many} | what you know about {many} |
      a bit about {many}
    `),
    brief: phrases(`
      {many} | {one} | the {one} | {a} | describe {a} | describe the {one} | talk about {many} |
      I like {many} | I love {many} | explain {many} | introduce {many} | {many} please |
      info on {many} | information about {many} | write about {many} | I saw {a} today |
      something on {many} | I want to learn about {many} | let's talk about {many}
    `),
    again: phrases(`
      tell me more | tell me more about it | more about it | tell me about it | more | go on |
      can you tell me more | what else do you know about it | describe it | tell me about them
    `),
    askedZh: phrases(`
      介绍一下{zh} | 说说{zh} | 讲讲{zh} | {zh} | 你知道{zh}吗 | 告诉我关于{zh}的事 | 给我讲讲{zh} | 你了解{zh}吗 | 谈谈{zh} |
      我喜欢{zh} | 聊聊{zh}
    `),
    againZh: ['多说一点', '再说说它', '介绍一下它', '再多说一些', '继续说'],
    full: ({ one, many, kind, home, food, fact }) =>
      `The ${one} is ${withArticle(kind)}. ${capital(many)} live ${home} and eat ${food}. They ${fact}.`,
    terse: ({ kind, food }) => `${capital(withArticle(kind))}. Eats ${food}.`,
    fullZh: ({ zh, kind, homeZh, foodZh, factZh }) =>
      `${zh}是${KINDS_ZH[kind]}，住在${homeZh}，吃${foodZh}。${zh}${factZh}。`,
    terseZh: ({ kind, foodZh }) => `${KINDS_ZH[kind]}，吃${foodZh}。`,
  },
};
