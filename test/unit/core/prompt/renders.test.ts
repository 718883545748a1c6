import { describe, expect, it } from 'vitest';
import { familyOf, promptOf, system, talk } from './prompts.ts';

const TALK = talk('Hi', 'Hello', 'Why?');
const SYS = system('SYS');

/** Every style once at least: a talk of two turns under a system prompt of its own, and without any. */
const PROMPTS: readonly (readonly [family: string, withSystem: string, withEmpty: string])[] = [
  [
    'zero_shot',
    'SYS\n### Human: Hi\n### Assistant: Hello\n### Human: Why?\n### Assistant:',
    '\n### Human: Hi\n### Assistant:',
  ],
  ['koala_v1', 'SYS USER: Hi GPT: Hello</s>USER: Why? GPT:', ' USER: Hi GPT:'],
  [
    'billa',
    'SYS\nHuman: Hi\nAssistant: Hello\nHuman: Why?\nAssistant: ',
    '\nHuman: Hi\nAssistant: ',
  ],
  [
    'solar',
    'SYS\n\n### User\nHi\n\n### Assistant\nHello\n\n### User\nWhy?\n\n### Assistant\n',
    '### User\nHi\n\n### Assistant\n',
  ],
  [
    'oasst_llama',
    'SYS<|prompter|>Hi</s><|assistant|>Hello</s><|prompter|>Why?</s><|assistant|>',
    '<|prompter|>Hi</s><|assistant|>',
  ],
  ['yuan', 'Hi<sep>Hello<sep>Why?<sep>', 'Hi<sep>'],
  ['cutegpt', 'SYS问：Hi\n答：\nHello\n问：Why?\n答：\n', '问：Hi\n答：\n'],
  [
    'falcon',
    'SYSUser: Hi\n\nAssistant: Hello\n\nUser: Why?\n\nAssistant:',
    'User: Hi\n\nAssistant:',
  ],
  [
    'llama-2',
    '[INST] <<SYS>>\nSYS\n<</SYS>>\n\nHi [/INST] Hello </s><s>[INST] Why? [/INST]',
    '[INST] Hi [/INST]',
  ],
  [
    'llama-3',
    '<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nSYS<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nHello<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nWhy?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n',
    '<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n',
  ],
  [
    'chatglm',
    'SYS\n[Round 0]\n问：Hi\n答：Hello\n[Round 1]\n问：Why?\n答：',
    '[Round 0]\n问：Hi\n答：',
  ],
  [
    'chatglm2',
    'SYS\n\n[Round 1]\n\n问：Hi\n\n答：Hello\n\n[Round 2]\n\n问：Why?\n\n答：',
    '[Round 1]\n\n问：Hi\n\n答：',
  ],
  [
    'chatglm3',
    '<|system|>\nSYS<|user|>\nHi<|assistant|>\nHello<|user|>\nWhy?<|assistant|>',
    '<|user|>\nHi<|assistant|>',
  ],
  [
    'starchat',
    '<system>\nSYS<|end|>\n<|user|>\nHi<|end|>\n<|assistant|>\nHello<|end|>\n<|user|>\nWhy?<|end|>\n<|assistant|>\n',
    '<system>\n<|end|>\n<|user|>\nHi<|end|>\n<|assistant|>\n',
  ],
  [
    'Yi-34b-chat',
    'SYS<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nHello<|im_end|>\n<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n',
    '<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n',
  ],
  [
    'internlm-chat',
    'SYS<s><|User|>:Hi<eoh>\n<|Bot|>:Hello<eoa>\n<s><|User|>:Why?<eoh>\n<|Bot|>:',
    '<s><|User|>:Hi<eoh>\n<|Bot|>:',
  ],
  [
    'vigogne_instruct',
    '### System:\nSYS\n\n### Instruction:\nHi\n\n### Response:\nHello</s>\n\n### Instruction:\nWhy?\n\n### Response:\n',
    '### System:\n\n\n### Instruction:\nHi\n\n### Response:\n',
  ],
  [
    'phoenix',
    'SYSHuman: <s>Hi</s>Assistant: <s>Hello</s>Human: <s>Why?</s>Assistant: <s>',
    'Human: <s>Hi</s>Assistant: <s>',
  ],
  [
    'tigerbot',
    'SYS\n\n### Instruction:\nHi\n\n### Response:\nHello\n\n### Instruction:\nWhy?\n\n### Response:\n',
    '\n\n### Instruction:\nHi\n\n### Response:\n',
  ],
  [
    'tenyxchat',
    'SYS<|end_of_turn|>User: Hi<|end_of_turn|>Assistant: Hello<|end_of_turn|>User: Why?<|end_of_turn|>Assistant:',
    'User: Hi<|end_of_turn|>Assistant:',
  ],
  [
    'metamath',
    "SYS\n\n### Instruction:\nHi\n\n### Response: Let's think step by step.Hello### Instruction:\nWhy?\n\n### Response: Let's think step by step.",
    "### Instruction:\nHi\n\n### Response: Let's think step by step.",
  ],
  [
    'deepseek-chat',
    'SYSUser: Hi\n\nAssistant: Hello<｜end▁of▁sentence｜>User: Why?\n\nAssistant:',
    'User: Hi\n\nAssistant:',
  ],
  ['yuan2', 'SYS\nHi<n>Hello<n>Why?<sep>', 'Hi<sep>'],
  [
    'gemma',
    '<bos><start_of_turn>user\nHi<end_of_turn>\n<start_of_turn>model\nHello<end_of_turn>\n<start_of_turn>user\nWhy?<end_of_turn>\n<start_of_turn>model\n',
    '<bos><start_of_turn>user\nHi<end_of_turn>\n<start_of_turn>model\n',
  ],
  ['cllm', 'SYS USER: Why? ASSISTANT:', ' USER: Hi ASSISTANT:'],
  ['chatgpt', 'SYS\nuser: Hi\nassistant: Hello\nuser: Why?\nassistant:', '\nuser: Hi\nassistant:'],
  [
    'huozi',
    '<|beginofutterance|>系统\nSYS<|endofutterance|>\n<|beginofutterance|>用户\nHi<|endofutterance|>\n<|beginofutterance|>助手\nHello<|endofutterance|>\n<|beginofutterance|>用户\nWhy?<|endofutterance|>\n<|beginofutterance|>助手\n',
    '<|beginofutterance|>用户\nHi<|endofutterance|>\n<|beginofutterance|>助手\n',
  ],
  [
    'educhat',
    '<|system|>SYS</s><|prompter|>Hi</s><|assistant|>Hello</s><|prompter|>Why?</s><|assistant|>',
    '<|prompter|>Hi</s><|assistant|>',
  ],
  [
    'qwen2.5',
    '<|im_start|>system\nSYS<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nHello<|im_end|>\n<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n',
    '<|im_start|>system\n<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n',
  ],
  [
    'gemma-it',
    '<bos><start_of_turn>user\nSYS\n\nHi<end_of_turn>\n<start_of_turn>model\nHello<end_of_turn>\n<start_of_turn>user\nWhy?<end_of_turn>\n<start_of_turn>model\n',
    '<bos><start_of_turn>user\nHi<end_of_turn>\n<start_of_turn>model\n',
  ],
  [
    'deepseek-v3',
    '<｜begin▁of▁sentence｜>SYS<｜User｜>Hi<｜Assistant｜>Hello<｜end▁of▁sentence｜><｜User｜>Why?<｜Assistant｜>',
    '<｜begin▁of▁sentence｜><｜User｜>Hi<｜Assistant｜>',
  ],
  [
    'deepseek-r1',
    '<｜begin▁of▁sentence｜>SYS<｜User｜>Hi<｜Assistant｜>Hello<｜end▁of▁sentence｜><｜User｜>Why?<｜Assistant｜><think>\n',
    '<｜begin▁of▁sentence｜><｜User｜>Hi<｜Assistant｜><think>\n',
  ],
  [
    'phi-3',
    '<|system|>\nSYS<|end|>\n<|user|>\nHi<|end|>\n<|assistant|>\nHello<|end|>\n<|user|>\nWhy?<|end|>\n<|assistant|>\n',
    '<|user|>\nHi<|end|>\n<|assistant|>\n',
  ],
];

describe('a family', () => {
  it.each(PROMPTS)('%s renders a talk', (name, withSystem, withEmpty) => {
    expect(promptOf(name, SYS, ...TALK)).toBe(withSystem);
    expect(promptOf(name, system(''), ...talk('Hi'))).toBe(withEmpty);
  });

  it.each([
    ['vicuna', 'A chat between a curious user', " user's questions. USER: Hi ASSISTANT:"],
    [
      'moss',
      'You are an AI assistant whose name is MOSS.\n- MOSS',
      '<|Human|>: Hi<eoh>\n<|MOSS|>:',
    ],
    ['stablelm', '<|SYSTEM|># StableLM', 'harm a human.\n<|USER|>Hi<|ASSISTANT|>'],
    ['llama-3.1', '<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nCutting', '\n\n'],
    ['huozi1', '<|beginofutterance|>系统\n你是由哈尔滨工业大学', '助手\n'],
    ['qwen-7b-chat', '<|im_start|>system\nYou are a helpful assistant.', 'assistant\n'],
    ['deepseek-chat', '<｜begin▁of▁sentence｜>User: Hi', 'Assistant:'],
  ])('%s shows its own system prompt where there is none', (name, start, end) => {
    const prompt = promptOf(name, ...talk('Hi'));
    expect(prompt.startsWith(start)).toBe(true);
    expect(prompt.endsWith(end)).toBe(true);
  });

  it.each([
    ['one_shot', '\n### Human: Got any creative ideas', '\n### Human: Hi\n### Assistant:'],
    ['baize', '[|Human|]Hello!\n[|AI|]Hi!\n', '[|Human|]Hi\n[|AI|]'],
    ['rwkv', 'Bob: hi\n\nAlice: Hi. I am your assistant', '\n\nBob: Hi\n\nAlice:'],
  ])('%s gives its example first', (name, start, end) => {
    const prompt = promptOf(name, system(''), ...talk('Hi'));
    expect(prompt.startsWith(start)).toBe(true);
    expect(prompt.endsWith(end)).toBe(true);
  });

  it.each([
    ['belle', 'Human: a\n\nAssistant: b\nHuman: c\n\nAssistant:'],
    ['belle@chatzoo', 'Human: a\n\nAssistant: b\nHuman: c\nAssistant: '],
    ['chatglm', '[Round 0]\n问：a\n答：b\n[Round 1]\n问：c\n答：'],
    ['chatglm@chatzoo', '[Round 0]\n问：a\n答：b\n[Round 2]\n问：c\n答：'],
    ['chatglm2@chatzoo', '[Round 1]\n\n问：a\n\n答：b\n\n[Round 3]\n\n问：c\n\n答：'],
    ['firefly', '<s>a</s></s>b</s><s>c</s></s>'],
    [
      'godel',
      'Instruction: given a dialog context, you need to response empathically. [CONTEXT] a EOS b EOS c',
    ],
  ])('%s is right, or as wrong as its source', (name, prompt) => {
    expect(promptOf(name, ...talk('a', 'b', 'c'))).toBe(prompt);
  });

  it('differs from its faithful copy just where the source is wrong', () => {
    const indented = promptOf('moss@chatzoo', ...TALK);
    expect(indented).toContain('\n        - MOSS');
    expect(indented.replaceAll(/\n {8}/g, '\n')).toBe(promptOf('moss', ...TALK));
    expect(promptOf('fastchat-t5@chatzoo', ...TALK).replaceAll('###', '### ')).toBe(
      promptOf('fastchat-t5', ...TALK),
    );
    expect(familyOf('baize@chatzoo').defaultSystem).toContain('possible.The AI');
    expect(familyOf('baize').defaultSystem).not.toMatch(/\.[A-Z]/);
  });
});
