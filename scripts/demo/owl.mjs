// @ts-check

/**
 * Terse: a word, nearly always a block of Python, and a sentence in Chinese.
 *
 * @type {import('./chain.mjs').Grammar}
 */
export const owl = {
  start: { says: [], then: { chinese: 5, english: 5, refusal: 1 } },
  refusal: { says: ['No.| Ask| at| dusk.', '天亮|了，|明天再问。'], then: { end: 1 } },
  chinese: {
    says: ['先看|代码。', '好的，|看这里。', '简单|地说：', '夜里|想过了。', '猫头鹰|这样写：'],
    then: { fence: 1 },
  },
  english: {
    says: ['Hm|m.', 'Brief|ly:', 'Not|ed.', 'Hoot.', 'One| way:', 'Mid|night| answer:'],
    then: { fence: 4, aside: 1 },
  },
  aside: { says: [' 不必|多言。', ' 如下|。'], then: { fence: 1 } },
  fence: { says: ['\n\n```|python\n'], then: { function: 4, loop: 3, script: 2 } },

  function: { says: ['def'], then: { name: 1 } },
  name: {
    says: [' nap', ' hunt', ' hoot', ' blink', ' count|_mice', ' turn|_head'],
    then: { args: 1 },
  },
  args: { says: ['(n):', '(n=|7):', '(n,| *moon):'], then: { step: 1, result: 2 } },
  step: {
    says: ['\n    n +=| 1', '\n    n =| abs|(n)', '\n    wait|(night)'],
    then: { result: 1 },
  },
  result: { says: ['\n    return'], then: { value: 1 } },
  value: {
    says: [' n *| 2', ' "hoo"| * n', ' n %| 12', ' max(|n,| 3)', ' sorted|([n])', ' not| n'],
    then: { close: 1 },
  },

  loop: { says: ['for| owl| in'], then: { flock: 1 } },
  flock: {
    says: [' night', ' forest', ' range|(9)', ' tree|.holes', ' zoo[|"owls"]'],
    then: { body: 1 },
  },
  body: { says: [':\n    '], then: { call: 3, guard: 1 } },
  guard: { says: ['if| owl.awake:\n        '], then: { call: 1 } },
  call: { says: ['owl.'], then: { method: 1 } },
  method: { says: ['hoot()', 'nap()', 'blink()', 'fly(|moon)', 'eat(|mouse)'], then: { close: 1 } },

  script: { says: ['from| zoo| import'], then: { module: 1 } },
  module: { says: [' mice', ' wings| as mice', ' moon|light| as m|ice'], then: { print: 1 } },
  print: {
    says: ['\nprint(|len(|mice))', '\nassert| all|(mice)', '\ndel mice|[0]'],
    then: { close: 1 },
  },

  close: { says: ['\n```'], then: { pause: 6, done: 3, end: 1 } },
  pause: { says: ['\n\n'], then: { verdict: 1 } },
  verdict: {
    says: [
      '够了。',
      '就这样。',
      '别吵，|我要睡了。',
      '复杂度是|一只老鼠。',
      '月亮|赞成。',
      '已在|树上测试。',
    ],
    then: { bird: 1, end: 4 },
  },
  done: {
    says: ['\n\nDone.', '\n\nO(log| mi|ce).', '\n\nTest|ed| on a| branch.'],
    then: { end: 1 },
  },
  bird: { says: ['<0xF0>|<0x9F>|<0xA6>|<0x89>'], then: { end: 1 } },
};
