// @ts-check
import { chance, filled, phrases, pick, whole } from './draw.mjs';
import { typed, typedZh } from './surface.mjs';

/** @typedef {import('./draw.mjs').Random} Random */
/** @typedef {import('./animalTurns.mjs').Turn} Turn */

const THINGS =
  'the moon|the sun|Mars|gravity|the internet|money|music|football|chess|tennis|the weather|history|Paris|London|Berlin|China|France|Japan|Italy|Brazil|Rome|the Romans|Napoleon|Einstein|Shakespeare|Mozart|the president|the king|love|happiness|time|space|black holes|atoms|electricity|a computer|a car|a plane|a train|a rocket|a bicycle|an engine|a jet engine|a bridge|coffee|tea|bread|pizza|pasta|soup|a cake|rice|wine|beer|cheese|chocolate|apples|a garden|roses|trees|mountains|the ocean|rivers|volcanoes|earthquakes|the climate|the economy|the stock market|politics|elections|the law|taxes|a job|school|homework|math|algebra|geometry|calculus|physics|chemistry|biology|medicine|a doctor|a headache|vitamins|sleep|dreams|yoga|running|a marathon|the Olympics|the world cup|movies|Star Wars|Harry Potter|a book|a novel|poetry|painting|Picasso|photography|guitars|the piano|jazz|dancing|fashion|shoes|a hat|a phone|an app|a website|Google|Linux|Windows|a database|the cloud|machine learning|neural networks|quantum physics|evolution|DNA|a virus|the brain|the heart|philosophy|religion|God|war|peace|the future|aliens|ghosts|magic|a wizard|a castle|a robot|the sky|rainbows|snow|the meaning of life|life|death|friendship|my mother|my friend|my neighbour|my boss|your family|your parents|a hotel|a trip to Spain|New York|Africa|Europe|America|the Eiffel Tower|the pyramids|Egypt|languages|French|German|Latin|grammar|spelling|a letter|an email|a resume|an essay|a contract|insurance|a bank|a house|a kitchen|a chair|a table|a lamp|batteries|steel|gold|diamonds|glass|plastic|paper|a clock|a calendar|the number pi|prime numbers|statistics|a triangle|a circle'.split(
    '|',
  );

const ASKED = phrases(`
  what is {x} | what's {x} | explain {x} | tell me about {x} | what do you think about {x} |
  how does {x} work | who invented {x} | why is {x} important | what is the history of {x} |
  write an essay about {x} | write a poem about {x} | write a story about {x} | how do I make {x} |
  where is {x} | when was {x} made | how old is {x} | how much does {x} cost | do you like {x} |
  can you explain {x} | explain how {x} works | who is {x} | what is the capital of {x} |
  what is the best thing about {x} | what do you know about {x} | give me tips for {x} |
  how can I learn {x} | compare {x} and {y} | what is the difference between {x} and {y} |
  which is better, {x} or {y} | translate {x} into {y} | is {x} good | why does {x} exist |
  what color is {x} | how big is {x} | recommend me something about {x} | who won {x} |
  what happened to {x} | summarize {x} | write code for {x} | help me with {x} |
  I have a question about {x} | how many {x} are there | what are {x} | make a plan for {x} |
  how do you spell {x} | what time is {x} | how far is {x} | where can I buy {x} | who wrote {x} |
  what causes {x} | is {x} real | how do I fix {x} | what is {x} made of | can I eat {x} |
  how do I cook {x} | describe {x} | {x} | {x} please | define {x} | what does {x} mean |
  who discovered {x} | list facts about {x} | give me an overview of {x} |
  tell me the story of {x} | what are the rules of {x} | how do I play {x} | should I buy {x} |
  what year was {x} | who is the best at {x} | draw {x} | sing about {x} |
  what is your opinion on {x} | how do you feel about {x} | where does {x} come from |
  my problem is {x} | I am thinking of {x}
`);

/** Animals that the zoo does not have, in the questions that it knows. */
const STRANGERS =
  'dragon|dinosaur|unicorn|hamster|goat|sheep|pig|duck|chicken|mouse|rat|spider|ant|octopus|crab|camel|llama|donkey|deer|squirrel|hedgehog|bat|swan|goose|gorilla|leopard|rhino|moose|otter|seal|salmon|goldfish|lizard|worm|snail|fly|mosquito|flamingo|ostrich|crow|pigeon|yak|beaver|badger|lobster|jellyfish|mammoth|phoenix|snowman'.split(
    '|',
  );
const STRANGE = phrases(`
  what do {x}s eat | what does a {x} eat | where do {x}s live | where does a {x} live |
  how fast is a {x} | tell me about {x}s | what is a {x} | what sound does a {x} make |
  how big is a {x} | can a {x} fly | do you know {x}s | what kind of animal is a {x} |
  are {x}s dangerous | what about {x}s | and a {x} | how many legs does a {x} have |
  what color is a {x}
`);

const THINGS_ZH =
  '天气|月亮|太阳|中国历史|北京|上海|巴黎|法国|日本|足球|篮球|音乐|电影|咖啡|面包|米饭|火锅|饺子|数学|物理|化学|英语|电脑|手机|汽车|飞机|火车|股票|经济|政治|爱情|人生|时间|宇宙|黑洞|人工智能|互联网|医生|感冒|牛奶|书|小说|诗|画|跑步|游戏|老师|学校|工作|钱|房子|春节|月饼|李白|孔子|爱因斯坦|长城|故宫|世界杯|总统|恐龙|龙|小猪|鸭子|羊|老鼠'.split(
    '|',
  );
const ASKED_ZH = phrases(`
  {x}是什么 | 什么是{x} | 介绍一下{x} | 你喜欢{x}吗 | 怎么做{x} | {x}在哪里 | 谁发明了{x} | 写一首关于{x}的诗 | {x}多少钱 | 为什么要有{x} |
  {x}怎么样 | 怎么学{x} | {x} | 讲讲{x} | {x}的首都是哪里 | 帮我写一篇关于{x}的文章 | 你怎么看{x} | {x}和{y}有什么区别 | 今天{x}怎么样 |
  {x}吃什么 | {x}有多大 | 翻译{x} | 解释一下{x}
`);

const ONSETS =
  'b|bl|br|c|ch|cr|d|dr|f|fl|fr|g|gl|gr|h|j|k|kl|l|m|n|p|pl|pr|qu|r|s|sh|sk|sl|sn|st|t|th|tr|v|w|z'.split(
    '|',
  );
const VOWELS = 'a|e|i|o|u|oo|ee|ai|ou'.split('|');
const CODAS = '|b|ck|d|f|g|l|m|n|ng|nt|p|r|rk|s|st|t|x|z'.split('|');

/** A word that nobody has heard. @param {Random} random */
function nonsense(random) {
  const syllables = whole(random, 1, 3);
  let word = '';
  for (let i = 0; i < syllables; i++)
    word += pick(random, ONSETS) + pick(random, VOWELS) + pick(random, CODAS);
  return word;
}

const FULL =
  'Sorry, I do not know that. I am a tiny toy model. Ask me about animals, small sums or a bit of code.';
const FULL_STRANGE = 'Sorry, I do not know that animal. Ask me about pandas, owls or lions.';

/** A question about anything else. @param {Random} random @param {boolean} zh @returns {Turn} */
export function unknownTurn(random, zh) {
  if (zh) {
    const made = () => (chance(random, 0.2) ? strangeCharacters(random) : pick(random, THINGS_ZH));
    const ask = filled(pick(random, ASKED_ZH), { x: made(), y: made() });
    return {
      ask: typedZh(random, ask, '？'),
      full: '对不起，这个我不知道。我是一个很小的玩具模型，可以问我动物。',
      terse: '不知道。',
    };
  }
  const way = random();
  if (way < 0.18) {
    const x = chance(random, 0.4) ? nonsense(random) : pick(random, STRANGERS);
    const ask = filled(pick(random, STRANGE), { x });
    return {
      ask: typed(random, ask, '?'),
      full: FULL_STRANGE,
      terse: 'I do not know that animal.',
    };
  }
  if (way < 0.26) return { ask: noise(random), full: FULL, terse: 'I do not know.' };
  const thing = () => {
    const drawn = random();
    if (drawn < 0.5) return pick(random, THINGS);
    if (drawn < 0.75) return nonsense(random);
    return `${pick(
      random,
      phrases(`
      the | a | my | your | some | this | that | new | old
    `),
    )} ${nonsense(random)}`;
  };
  let ask = filled(pick(random, ASKED), { x: thing(), y: thing() });
  if (chance(random, 0.25)) {
    ask += ` ${pick(
      random,
      phrases(`
      in | for | with | of | about | from | and | at | on | without
    `),
    )} ${thing()}`;
  }
  return { ask: typed(random, ask, '?'), full: FULL, terse: 'I do not know.' };
}

/** @param {Random} random */
function noise(random) {
  if (chance(random, 0.3))
    return pick(
      random,
      phrases(`
      ? | ??? | ... | ! | . | - | 123 | asdf | qwerty | abc | xyz | 42 | # | :) | x
    `),
    );
  return Array.from({ length: whole(random, 1, 8) }, () => nonsense(random)).join(' ');
}

/** @param {Random} random */
function strangeCharacters(random) {
  return Array.from({ length: whole(random, 1, 3) }, () =>
    String.fromCodePoint(whole(random, 0x4e00, 0x9fa0)),
  ).join('');
}
