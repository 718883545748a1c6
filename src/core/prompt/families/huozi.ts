import type { Marks } from '../markedFamily.ts';

const BEGIN = '<|beginofutterance|>';
const END = '<|endofutterance|>\n';

// The roles' Chinese names are part of what the model learnt; English ones make it worse.
const HUOZI: Omit<Marks, 'name'> = {
  systemMarks: [`${BEGIN}系统\n`, END],
  user: [`${BEGIN}用户\n`, END],
  assistant: [`${BEGIN}助手\n`, END],
};

const IDENTITY = [
  '你是由哈尔滨工业大学--自然语言处理研究所进行训练和部署的人工智能（Artificial Intelligence, AI）助手。',
  '你的名字是“活字”。',
  '你要为用户提供高质量的自然语言处理服务，旨在实现与用户之间的流畅、自然、可信、可靠和可用的对话。',
  '你的目标是通过对话回答用户的问题、提供相关信息和建议，并能够执行各种任务，以满足用户的需求和期望。',
  '你需要努力确保我们的服务能够提供准确、有用和全面的解决方案，以使用户获得最佳的体验和价值',
];

/** Huozi 3 and 3.5, and the first two versions under `huozi1`. */
export const HUOZI_FAMILIES: readonly Marks[] = [
  { ...HUOZI, name: 'huozi', stopTokenIds: [57001] },
  {
    ...HUOZI,
    name: 'huozi1',
    system: IDENTITY.join('\n'),
    // Ids of its 7B models.
    stopTokenIds: [250682, 250681],
    cleanUp: ['chinesePunctuation'],
  },
];
