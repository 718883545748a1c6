// @ts-check
/**
 * What the zoo knows. Whole sentences are made of it in attributes.mjs, traits.mjs and comparisons.mjs.
 *
 * @typedef {object} Animal
 * @property {string} one
 * @property {string} many
 * @property {string} zh
 * @property {'mammal' | 'bird' | 'reptile' | 'fish' | 'insect' | 'amphibian'} kind
 * @property {1 | 2 | 3 | 4 | 5} size tiny to huge
 * @property {string} food
 * @property {string} foodZh
 * @property {string} home with its preposition
 * @property {string} homeZh
 * @property {number} speed in km/h
 * @property {'run' | 'swim' | 'fly' | 'crawl'} moves
 * @property {string} sound "lions …"
 * @property {string} colour
 * @property {boolean} flies
 * @property {boolean} swims
 * @property {boolean} dangerous
 * @property {string} fact "lions …"
 * @property {string} factZh "狮子…"
 */

/**
 * @param {readonly [string, string, string]} names
 * @param {Animal['kind']} kind
 * @param {Animal['size']} size
 * @param {readonly [string, string]} food
 * @param {readonly [string, string]} home
 * @param {readonly [Animal['moves'], number]} speed
 * @param {string} sound
 * @param {string} colour
 * @param {string} can letters: f flies, s swims, d is dangerous
 * @param {readonly [string, string]} fact
 * @returns {Animal}
 */
const animal = (names, kind, size, food, home, speed, sound, colour, can, fact) => ({
  one: names[0],
  many: names[1],
  zh: names[2],
  kind,
  size,
  food: food[0],
  foodZh: food[1],
  home: home[0],
  homeZh: home[1],
  moves: speed[0],
  speed: speed[1],
  sound,
  colour,
  flies: can.includes('f'),
  swims: can.includes('s'),
  dangerous: can.includes('d'),
  fact: fact[0],
  factZh: fact[1],
});

/* prettier-ignore */
/** @type {readonly Animal[]} */
export const ANIMALS = [
  animal(['panda', 'pandas', '熊猫'], 'mammal', 4, ['bamboo', '竹子'], ['in the mountains of China', '中国的山里'], ['run', 30], 'bleat', 'black and white', 's', ['eat for half of the day', '一天有一半时间在吃']),
  animal(['lion', 'lions', '狮子'], 'mammal', 4, ['zebras and other meat', '斑马和别的肉'], ['on the plains of Africa', '非洲的草原上'], ['run', 80], 'roar', 'golden', 'd', ['sleep up to 20 hours a day', '一天能睡20个小时']),
  animal(['tiger', 'tigers', '老虎'], 'mammal', 4, ['deer and wild pigs', '鹿和野猪'], ['in the forests of Asia', '亚洲的森林里'], ['run', 60], 'growl', 'orange with black stripes', 'sd', ['like to swim', '喜欢游泳']),
  animal(['elephant', 'elephants', '大象'], 'mammal', 5, ['grass, leaves and fruit', '草、树叶和水果'], ['in Africa and Asia', '非洲和亚洲'], ['run', 40], 'trumpet', 'grey', 'sd', ['have a very good memory', '记性很好']),
  animal(['giraffe', 'giraffes', '长颈鹿'], 'mammal', 5, ['leaves of tall trees', '高高的树叶'], ['on the plains of Africa', '非洲的草原上'], ['run', 55], 'hum', 'yellow with brown spots', '', ['are the tallest animals of all', '是最高的动物']),
  animal(['zebra', 'zebras', '斑马'], 'mammal', 4, ['grass', '草'], ['on the plains of Africa', '非洲的草原上'], ['run', 65], 'bark', 'black and white', '', ['all have different stripes', '的条纹都不一样']),
  animal(['monkey', 'monkeys', '猴子'], 'mammal', 2, ['fruit and nuts', '水果和坚果'], ['in warm forests', '温暖的森林里'], ['run', 50], 'chatter', 'brown', 's', ['use their tails to climb', '用尾巴爬树']),
  animal(['polar bear', 'polar bears', '北极熊'], 'mammal', 5, ['seals', '海豹'], ['on the ice of the Arctic', '北极的冰上'], ['run', 40], 'growl', 'white', 'sd', ['have black skin under their white fur', '的白毛下面是黑皮肤']),
  animal(['koala', 'koalas', '考拉'], 'mammal', 2, ['eucalyptus leaves', '桉树叶'], ['in the trees of Australia', '澳大利亚的树上'], ['run', 25], 'grunt', 'grey', '', ['sleep up to 20 hours a day', '一天能睡20个小时']),
  animal(['kangaroo', 'kangaroos', '袋鼠'], 'mammal', 3, ['grass', '草'], ['in Australia', '澳大利亚'], ['run', 70], 'cluck', 'brown', 's', ['carry their young in a pouch', '把宝宝放在袋子里']),
  animal(['wolf', 'wolves', '狼'], 'mammal', 3, ['deer and other meat', '鹿和别的肉'], ['in the forests of the north', '北方的森林里'], ['run', 60], 'howl', 'grey', 'sd', ['live and hunt in packs', '一群一起生活']),
  animal(['fox', 'foxes', '狐狸'], 'mammal', 2, ['mice and berries', '老鼠和浆果'], ['in forests and fields', '森林和田野里'], ['run', 50], 'bark', 'red', '', ['can hear a mouse under the snow', '能听见雪下的老鼠']),
  animal(['rabbit', 'rabbits', '兔子'], 'mammal', 2, ['grass and carrots', '草和胡萝卜'], ['in holes under the fields', '田野的地洞里'], ['run', 45], 'squeak', 'brown or white', '', ['have teeth that never stop growing', '的牙一直在长']),
  animal(['horse', 'horses', '马'], 'mammal', 4, ['grass and hay', '草和干草'], ['on farms', '农场里'], ['run', 70], 'neigh', 'brown, black or white', 's', ['can sleep standing up', '能站着睡觉']),
  animal(['cow', 'cows', '牛'], 'mammal', 4, ['grass and hay', '草和干草'], ['on farms', '农场里'], ['run', 25], 'moo', 'black, white or brown', 's', ['have four stomachs', '有四个胃']),
  animal(['cat', 'cats', '猫'], 'mammal', 2, ['fish and mice', '鱼和老鼠'], ['with people', '人的家里'], ['run', 48], 'meow', 'of many colours', '', ['can jump six times their own length', '跳得很远']),
  animal(['dog', 'dogs', '狗'], 'mammal', 2, ['meat and bones', '肉和骨头'], ['with people', '人的家里'], ['run', 45], 'bark', 'of many colours', 's', ['have a very good nose', '的鼻子很灵']),
  animal(['sloth', 'sloths', '树懒'], 'mammal', 2, ['leaves', '树叶'], ['in the trees of South America', '南美洲的树上'], ['crawl', 1], 'squeal', 'brown', 's', ['are the slowest animals in the zoo', '是动物园里最慢的动物']),
  animal(['cheetah', 'cheetahs', '猎豹'], 'mammal', 3, ['gazelles and hares', '羚羊和野兔'], ['on the plains of Africa', '非洲的草原上'], ['run', 110], 'purr', 'yellow with black spots', 'd', ['are the fastest animals on land', '是陆地上最快的动物']),
  animal(['hippo', 'hippos', '河马'], 'mammal', 5, ['grass', '草'], ['in the rivers of Africa', '非洲的河里'], ['run', 30], 'grunt', 'grey', 'sd', ['stay in the water all day', '整天待在水里']),
  animal(['whale', 'whales', '鲸鱼'], 'mammal', 5, ['krill and small fish', '磷虾和小鱼'], ['in all oceans', '大海里'], ['swim', 50], 'sing', 'blue and grey', 's', ['are the biggest animals of all', '是最大的动物']),
  animal(['dolphin', 'dolphins', '海豚'], 'mammal', 4, ['fish and squid', '鱼和鱿鱼'], ['in warm seas', '温暖的海里'], ['swim', 55], 'whistle', 'grey', 's', ['sleep with one eye open', '睁着一只眼睛睡觉']),
  animal(['penguin', 'penguins', '企鹅'], 'bird', 2, ['fish', '鱼'], ['in the cold south', '寒冷的南方'], ['swim', 25], 'honk', 'black and white', 's', ['cannot fly, but swim very well', '不会飞，但是很会游泳']),
  animal(['owl', 'owls', '猫头鹰'], 'bird', 2, ['mice', '老鼠'], ['in old trees', '老树上'], ['fly', 60], 'hoot', 'brown', 'f', ['hunt at night', '在晚上出来']),
  animal(['parrot', 'parrots', '鹦鹉'], 'bird', 1, ['seeds and fruit', '种子和水果'], ['in warm forests', '温暖的森林里'], ['fly', 65], 'squawk', 'green and red', 'f', ['can learn to say words', '能学会说话']),
  animal(['eagle', 'eagles', '老鹰'], 'bird', 3, ['fish and rabbits', '鱼和兔子'], ['in high mountains', '高山上'], ['fly', 160], 'scream', 'brown', 'fd', ['can see a rabbit from far away', '能从很远看见兔子']),
  animal(['snake', 'snakes', '蛇'], 'reptile', 2, ['mice and frogs', '老鼠和青蛙'], ['in warm places', '温暖的地方'], ['crawl', 20], 'hiss', 'green or brown', 'sd', ['smell with their tongues', '用舌头闻味道']),
  animal(['crocodile', 'crocodiles', '鳄鱼'], 'reptile', 5, ['fish and other animals', '鱼和别的动物'], ['in warm rivers', '温暖的河里'], ['swim', 35], 'growl', 'green', 'sd', ['are older than the dinosaurs', '比恐龙还古老']),
  animal(['turtle', 'turtles', '乌龟'], 'reptile', 2, ['plants and snails', '植物和蜗牛'], ['in ponds and seas', '池塘和海里'], ['swim', 10], 'hiss', 'green', 's', ['can live for 100 years', '能活100年']),
  animal(['frog', 'frogs', '青蛙'], 'amphibian', 1, ['insects', '昆虫'], ['near ponds', '池塘边'], ['swim', 15], 'croak', 'green', 's', ['drink through their skin', '用皮肤喝水']),
  animal(['shark', 'sharks', '鲨鱼'], 'fish', 5, ['fish and seals', '鱼和海豹'], ['in all oceans', '大海里'], ['swim', 50], 'make no sound', 'grey', 'sd', ['have many rows of teeth', '有很多排牙']),
  animal(['bee', 'bees', '蜜蜂'], 'insect', 1, ['nectar and pollen', '花蜜和花粉'], ['in hives', '蜂巢里'], ['fly', 25], 'buzz', 'yellow and black', 'f', ['make honey', '会做蜂蜜']),
  animal(['butterfly', 'butterflies', '蝴蝶'], 'insect', 1, ['nectar', '花蜜'], ['in gardens and fields', '花园和田野里'], ['fly', 20], 'make no sound', 'of many colours', 'f', ['taste with their feet', '用脚尝味道']),
];

export const KINDS_ZH = {
  mammal: '哺乳动物',
  bird: '鸟',
  reptile: '爬行动物',
  fish: '鱼',
  insect: '昆虫',
  amphibian: '两栖动物',
};

export const SIZES = /** @type {const} */ ({
  1: 'tiny',
  2: 'small',
  3: 'of middle size',
  4: 'big',
  5: 'huge',
});

export const SIZES_ZH = /** @type {const} */ ({
  1: '很小',
  2: '比较小',
  3: '不大不小',
  4: '很大',
  5: '非常大',
});

/** @param {Animal} animal */
export function legsOf({ one, kind }) {
  if (one === 'whale' || one === 'dolphin' || one === 'shark' || one === 'snake') return 'no';
  if (kind === 'bird') return 'two';
  return kind === 'insect' ? 'six' : 'four';
}

export const LEGS_ZH = { no: '没有', two: '有两条', four: '有四条', six: '有六条' };
export const MOVES_ZH = { run: '跑', swim: '游', fly: '飞', crawl: '爬' };

/** With `a` or `an`. @param {string} word */
export const withArticle = word => `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
