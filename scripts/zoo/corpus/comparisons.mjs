// @ts-check
import { ANIMALS, withArticle } from './animals.mjs';
import { attributeNamed, wordsOf } from './animalTurns.mjs';
import { ATTRIBUTES } from './attributes.mjs';
import { capital, chance, filled, phrases, pick, weighted } from './draw.mjs';
import { typed, typedZh } from './surface.mjs';

/** @typedef {import('./animals.mjs').Animal} Animal */
/** @typedef {import('./animalTurns.mjs').Turn} Turn */
/** @typedef {import('./draw.mjs').Random} Random */

const FASTER = phrases(`
  which is faster, {a} or {b} | who is faster, {a} or {b} | what is faster: {a} or {b} |
  is {a} faster than {b} | who would win a race, {a} or {b} | {a} or {b}, which is faster |
  which one is faster, the {one} or the {two} | who runs faster, {a} or {b} |
  are {many} faster than {others} | does {a} move faster than {b} | which is quicker, {a} or {b} |
  compare the speed of {a} and {b} | which animal is faster, {a} or {b}
`);
const BIGGER = phrases(`
  which is bigger, {a} or {b} | who is bigger, {a} or {b} | what is bigger: {a} or {b} |
  is {a} bigger than {b} | {a} or {b}, which is bigger |
  which one is larger, the {one} or the {two} | are {many} bigger than {others} |
  which is larger, {a} or {b} | is {a} larger than {b} | which animal is bigger, {a} or {b} |
  which is heavier, {a} or {b}
`);

/** Two animals side by side. @param {Random} random @param {boolean} zh @returns {Turn} */
export function comparingTurn(random, zh) {
  const bySpeed = chance(random, 0.6);
  const value = (/** @type {Animal} */ { speed, size }) => (bySpeed ? speed : size);
  const first = pick(random, ANIMALS);
  const others = ANIMALS.filter(animal => value(animal) !== value(first));
  const second = pick(random, others);
  const winner = value(first) > value(second) ? first : second;
  const topic = { animal: winner, attribute: bySpeed ? 'speed' : 'size', zh };
  if (zh) {
    const asked = bySpeed
      ? phrases(`
        {zh}和{other}谁快 | {zh}和{other}哪个快 | {zh}快还是{other}快 | {zh}和{other}谁跑得快
      `)
      : ['{zh}和{other}谁大', '{zh}和{other}哪个大', '{zh}大还是{other}大'];
    const ask = filled(pick(random, asked), { zh: first.zh, other: second.zh });
    const answer = `${winner.zh}更${bySpeed ? '快' : '大'}。`;
    return { ask: typedZh(random, ask, '？'), full: answer, terse: `${winner.zh}。`, topic };
  }
  const ask = filled(pick(random, bySpeed ? FASTER : BIGGER), {
    ...wordsOf(first),
    b: withArticle(second.one),
    two: second.one,
    others: second.many,
  });
  return {
    ask: typed(random, ask, '?'),
    full: `The ${winner.one} is ${bySpeed ? 'faster' : 'bigger'}.`,
    terse: `${capital(withArticle(winner.one))}.`,
    topic,
  };
}
/** A claim that is right or wrong. @param {Random} random @returns {Turn} */
export function checkingTurn(random) {
  const animal = pick(random, ANIMALS);
  const other = chance(random, 0.5) ? animal : pick(random, ANIMALS);
  const claims = {
    food: phrases(`
      do {many} eat {value} | does {a} eat {value} | is it true that {many} eat {value} |
      do {many} like {value} | does the {one} like {value}
    `),
    home: phrases(`
      do {many} live {value} | does {a} live {value} | are there {many} {value} |
      is it true that {many} live {value}
    `),
    kind: phrases(`
      is {a} {value} | is the {one} {value} | is it true that {a} is {value} | isn't {a} {value}
    `),
  };
  const name = weighted(random, { food: 3, home: 1.5, kind: 3 });
  const valueOf = (/** @type {Animal} */ one) =>
    ({ food: one.food, home: one.home, kind: withArticle(one.kind) })[name];
  const right = valueOf(other) === valueOf(animal);
  const words = { ...wordsOf(animal), value: valueOf(other) };
  const { full, terse } = attributeNamed(name);
  const truth = full(animal);
  return {
    ask: typed(random, filled(pick(random, claims[name]), words), '?'),
    full: `${right ? 'Yes' : 'No'}, ${truth.charAt(0).toLowerCase()}${truth.slice(1)}`,
    terse: right ? 'Yes.' : `No. ${terse(animal)}`,
    topic: { animal, attribute: name, zh: false },
  };
}

/** Which animal is it? @param {Random} random @returns {Turn} */
export function searchingTurn(random) {
  const [question, answer] = chance(random, 0.45) ? pick(random, RECORDS) : riddle(random);
  const animal = ANIMALS.find(({ one }) => one === answer) ?? pick(random, ANIMALS);
  const asked = pick(random, question);
  const full = `The ${animal.one}. ${ATTRIBUTES['fact']?.full(animal) ?? ''}`;
  return {
    ask: typed(random, asked, '?'),
    full,
    terse: `The ${animal.one}.`,
    topic: { animal, attribute: 'fact', zh: false },
  };
}

/** @type {readonly [readonly string[], string][]} */
const RECORDS = [
  [
    phrases(`
    what is the fastest animal | which animal is the fastest | who is the fastest |
    what is the fastest animal on land | fastest animal | which animal runs the fastest |
    tell me the fastest animal
  `),
    'cheetah',
  ],
  [
    phrases(`
    what is the slowest animal | which animal is the slowest | who is the slowest | slowest animal |
    which animal is very slow | name a slow animal
  `),
    'sloth',
  ],
  [
    phrases(`
    what is the biggest animal | which animal is the biggest | what is the largest animal |
    who is the biggest | biggest animal | which animal is the largest of all |
    what is the heaviest animal | largest animal in the world
  `),
    'whale',
  ],
  [
    phrases(`
    what is the tallest animal | which animal is the tallest | who is the tallest | tallest animal |
    which animal has a long neck | which animal has the longest neck
  `),
    'giraffe',
  ],
  [
    phrases(`
    which animal makes honey | who makes honey | what animal makes honey |
    where does honey come from | which insect makes honey
  `),
    'bee',
  ],
  [
    phrases(`
    which bird cannot fly | what bird swims but cannot fly | name a bird that cannot fly |
    which bird can't fly
  `),
    'penguin',
  ],
  [
    phrases(`
    which animal can talk | which bird can talk | what bird can learn words |
    which animal can say words
  `),
    'parrot',
  ],
  [
    ['which animal hunts at night', 'which bird hunts at night', 'which bird is awake at night'],
    'owl',
  ],
  [
    phrases(`
    which animal has a trunk | what animal has a trunk and big ears | who has a good memory |
    which animal never forgets
  `),
    'elephant',
  ],
  [
    [
      'which animal carries its baby in a pouch',
      'what animal has a pouch',
      'which animal jumps a lot',
    ],
    'kangaroo',
  ],
  [
    [
      'what is the king of the animals',
      'who is the king of the jungle',
      'which animal is the king',
    ],
    'lion',
  ],
  [['which animal has stripes', 'which animal is striped', 'name an animal with stripes'], 'zebra'],
  [
    ['which animal lives very long', 'which animal gets very old', 'which animal has a shell'],
    'turtle',
  ],
];

/** @param {Random} random @returns {readonly [readonly string[], string]} */
function riddle(random) {
  const unique = ANIMALS.filter(
    ({ food, sound }) =>
      ANIMALS.filter(other => other.food === food || other.sound === sound).length === 1,
  );
  const { one, food, sound } = pick(random, unique);
  const verb = `${sound}s`.replace(/shs$/, 'shes').replace(/sss$/, 'sses').replace(/zzs$/, 'zzes');
  return [
    [
      `which animal eats ${food}`,
      `what animal eats ${food}`,
      `who eats ${food}`,
      `which animals eat ${food}`,
      `which animal ${verb}`,
      `what animal ${verb}`,
      `name an animal that eats ${food}`,
      `who likes ${food}`,
    ],
    one,
  ];
}
