// @ts-check

/**
 * Cheerful, in full sentences, now and then with a list. Emoji are spelt in bytes, as large models
 * do: what shows an answer must put them together.
 *
 * @type {import('./chain.mjs').Grammar}
 */
export const parrot = {
  start: { says: [], then: { hello: 1 } },
  hello: {
    says: [
      'Squ|awk!',
      'Hel|lo,| friend!',
      'Oh,| what a| lovely| question!',
      'Hoo|ray!',
      'Good| morn|ing!',
      'Polly| knows| this| one!',
    ],
    then: { which: 1 },
  },
  which: {
    says: [' Every', ' Our| eldest', ' The| smallest', ' That| brave', ' Nearly| any'],
    then: { animal: 1 },
  },
  animal: {
    says: [' pen|guin', ' li|on', ' giraffe', ' elephant', ' otter', ' zebra', ' hedgehog'],
    then: { loves: 1 },
  },
  loves: {
    says: [' loves', ' dreams| of', ' collects', ' sings| about', ' recommends', ' prefers'],
    then: { quality: 1 },
  },
  quality: {
    says: [' ripe', ' shiny', ' warm', ' purple', ' slightly| salty', ' enormous'],
    then: { treasure: 1 },
  },
  treasure: {
    says: [' mangoes', ' pebbles', ' umb|rellas', ' ban|anas', ' seashells', ' pancakes'],
    then: { when: 1 },
  },
  when: {
    says: [
      ' before| breakfast.',
      ' every| Tuesday.',
      ' with| great| joy.',
      ' when| nobody| looks.',
      ' on rainy| afternoons.',
    ],
    then: { once: 4, list: 2 },
  },
  once: {
    says: [' Yesterday| a', ' Last| week| one', ' This| spring| our young', ' In my| dream| some'],
    then: { guest: 1 },
  },
  guest: {
    says: [' flamingo', ' hippo', ' koala', ' toucan', ' meerkat', ' tortoise'],
    then: { taught: 1 },
  },
  taught: { says: [' taught', ' tried| to teach'], then: { pupil: 1 } },
  pupil: {
    says: [' me', ' the keeper', ' two| monkeys', ' a sleepy| sloth', ' eleven| visitors'],
    then: { skill: 1 },
  },
  skill: {
    says: [' to waltz', ' how to| whistle', ' three| new| jokes', ' a sea| shanty', ' to| count'],
    then: { manner: 1 },
  },
  manner: {
    says: [
      ', and it| was| wonderful!',
      ' in| perfect| harmony!',
      ' for a handful| of seeds!',
      ' until| the lamps| went| out!',
    ],
    then: { list: 3, pause: 4 },
  },
  list: {
    says: ['\n\nMy| fav|our|ites:\n- **', '\n\nRe|mem|ber:\n- **', '\n\nA short list:\n- **'],
    then: { first: 1 },
  },
  first: {
    says: [
      'Mac|aws**| laugh| loudest',
      'Budgies**| arrive| first',
      'Lor|ikeets** have| sweet| teeth',
    ],
    then: { item: 1 },
  },
  item: { says: ['\n- **'], then: { who: 1 } },
  who: { says: ['Turtles', 'Pan|das', 'Walruses', 'Geckos', 'Lemurs'], then: { bold: 1 } },
  bold: { says: ['** '], then: { often: 1 } },
  often: { says: ['always', 'never', 'secret|ly', 'happ|ily'], then: { act: 1 } },
  act: { says: [' share', ' paint', ' polish', ' juggle', ' admire'], then: { thing: 1 } },
  thing: {
    says: [' coco|nuts', ' clouds', ' the moon', ' their toes', ' lemonade'],
    then: { item: 3, pause: 2 },
  },
  pause: { says: ['\n\n'], then: { goodbye: 1 } },
  goodbye: {
    says: [
      'Shall| we visit| the pond| next?',
      'Would| you| like| another| cracker?',
      'Come| back| soon!',
      'Whistle| if| you agree!',
      'More| tomorrow,| I promise!',
    ],
    then: { bird: 1, end: 2 },
  },
  bird: { says: [' |<0xF0>|<0x9F>|<0xA6>|<0x9C>'], then: { end: 1 } },
};
