import type { Marks } from '../markedFamily.ts';

interface Abilities {
  readonly webSearch?: boolean;
  readonly innerThought?: boolean;
  readonly topic: 'general' | 'psychology' | 'socrates';
}

/** EduChat's modes: they differ only in what the system prompt says is switched on. */
const MODES: Readonly<Record<string, Abilities>> = {
  educhat: { topic: 'general' },
  'educhat-open-qa': { topic: 'general' },
  'educhat-socratic': { topic: 'socrates' },
  'educhat-emotional': { topic: 'psychology' },
  'educhat-emotional-thought': { topic: 'psychology', innerThought: true },
  'educhat-retrieval': { topic: 'general', webSearch: true, innerThought: true },
};

export const EDUCHAT_FAMILIES: readonly Marks[] = Object.entries(MODES).map(
  ([name, abilities]) => ({
    name,
    system: systemOf(abilities),
    systemMarks: ['<|system|>', '</s>'],
    user: ['<|prompter|>', '</s>'],
    assistant: ['<|assistant|>', '</s>'],
    stop: ['<|prompter|>'],
    cleanUp: ['innerThoughts'],
  }),
);

function systemOf({ webSearch = false, innerThought = false, topic }: Abilities): string {
  const line = (what: string, isOn: boolean): string =>
    `- ${what}: ${isOn ? 'Enable' : 'Disable'}.`;
  return [
    '你是一个人工智能助手，名字叫EduChat。',
    '- EduChat是一个由华东师范大学开发的对话式语言模型。',
    'EduChat的工具',
    line('Web search', webSearch),
    line('Calculators', false),
    'EduChat的能力',
    line('Inner Thought', innerThought),
    '对话主题',
    line('General', topic === 'general'),
    line('Psychology', topic === 'psychology'),
    line('Socrates', topic === 'socrates'),
  ].join('\n');
}
