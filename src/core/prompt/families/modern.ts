import type { Marks } from '../markedFamily.ts';

const DEEPSEEK: Omit<Marks, 'name'> = {
  start: '<｜begin▁of▁sentence｜>',
  user: ['<｜User｜>', ''],
  assistant: ['<｜Assistant｜>', '<｜end▁of▁sentence｜>'],
  stop: ['<｜User｜>'],
};

const CHATML: Omit<Marks, 'name'> = {
  systemMarks: ['<|im_start|>system\n', '<|im_end|>\n'],
  user: ['<|im_start|>user\n', '<|im_end|>\n'],
  assistant: ['<|im_start|>assistant\n', '<|im_end|>\n'],
};

// Shown above every system prompt, also an empty one; the day is the one in Meta's own template.
const LLAMA_3_DATES = 'Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n';

/**
 * Families of models that are younger than the sources' tables, for the GGUF files among them that
 * carry no template of their own. Each is as its maker's model card has it.
 */
export const MODERN: readonly Marks[] = [
  { ...CHATML, name: 'chatml' },
  {
    ...CHATML,
    name: 'qwen2.5',
    system: 'You are Qwen, created by Alibaba Cloud. You are a helpful assistant.',
    showsEmptySystem: true,
    stop: ['<|endoftext|>'],
    stopTokenIds: [151645, 151643],
  },
  {
    ...CHATML,
    name: 'qwen3',
    stop: ['<|endoftext|>'],
    stopTokenIds: [151645, 151643],
  },
  {
    name: 'llama-3.1',
    start: '<|begin_of_text|>',
    systemMarks: [`<|start_header_id|>system<|end_header_id|>\n\n${LLAMA_3_DATES}`, '<|eot_id|>'],
    showsEmptySystem: true,
    trims: 'all',
    user: ['<|start_header_id|>user<|end_header_id|>\n\n', '<|eot_id|>'],
    assistant: ['<|start_header_id|>assistant<|end_header_id|>\n\n', '<|eot_id|>'],
    stop: ['<|eom_id|>'],
    stopTokenIds: [128001, 128008, 128009],
  },
  {
    // No system turn: the prompt stands before the first question, in the same turn.
    name: 'gemma-it',
    start: '<bos>',
    systemMarks: ['<start_of_turn>user\n', '\n\n'],
    trims: 'messages',
    user: [
      ({ index, hasSystem }) => (index === 0 && hasSystem ? '' : '<start_of_turn>user\n'),
      '<end_of_turn>\n',
    ],
    assistant: ['<start_of_turn>model\n', '<end_of_turn>\n'],
    stop: ['<start_of_turn>'],
  },
  {
    name: 'phi-3',
    systemMarks: ['<|system|>\n', '<|end|>\n'],
    user: ['<|user|>\n', '<|end|>\n'],
    assistant: ['<|assistant|>\n', '<|end|>\n'],
    stop: ['<|endoftext|>'],
    stopTokenIds: [32000, 32001, 32007],
  },
  {
    name: 'phi-4',
    systemMarks: ['<|im_start|>system<|im_sep|>', '<|im_end|>'],
    user: ['<|im_start|>user<|im_sep|>', '<|im_end|>'],
    assistant: ['<|im_start|>assistant<|im_sep|>', '<|im_end|>'],
    stop: ['<|endoftext|>'],
    stopTokenIds: [100257, 100265],
  },
  {
    name: 'phi-4-mini',
    systemMarks: ['<|system|>', '<|end|>'],
    user: ['<|user|>', '<|end|>'],
    assistant: ['<|assistant|>', '<|end|>'],
    stop: ['<|endoftext|>'],
    stopTokenIds: [199999, 200020],
  },
  { ...DEEPSEEK, name: 'deepseek-v3' },
  // It thinks before each answer; of earlier answers it sees no thoughts.
  { ...DEEPSEEK, name: 'deepseek-r1', tail: '<｜Assistant｜><think>\n' },
];
