import type { TableRow } from '../../tableRow.ts';
import { HUMAN_AND_ASSISTANT, INSTRUCTION, STABLE_LM } from './systemTexts.ts';

export const PLAIN_ROWS: readonly TableRow[] = [
  {
    name: 'baichuan-chat',
    style: 'NO_COLON_SINGLE',
    roles: ['<reserved_102>', '<reserved_103>'],
  },
  {
    name: 'baichuan2-chat',
    style: 'NO_COLON_SINGLE',
    roles: ['<reserved_106>', '<reserved_107>'],
  },
  {
    name: 'baize',
    style: 'NO_COLON_SINGLE',
    system:
      'The following is a conversation between a human and an AI assistant named Baize (named after a mythical creature in Chinese folklore). Baize is an open-source AI assistant developed by UCSD and Sun Yat-Sen University. The human and the AI assistant take turns chatting. Human statements start with [|Human|] and AI assistant statements start with [|AI|]. The AI assistant always provides responses in as much detail as possible, and in Markdown format. The AI assistant always declines to engage with topics, questions and instructions related to unethical, controversial, or sensitive issues. Complete the transcript in exactly that format.\n',
    roles: ['[|Human|]', '[|AI|]'],
    sep: '\n',
    // The second one is ChatZoo's: its reply ends there too.
    stop: ['[|Human|]', '[|AI|]'],
    examples: [['Hello!', 'Hi!']],
  },
  {
    name: 'codegeex',
    style: 'NO_COLON_SINGLE',
    roles: ['', ''],
    sep: '\n\n',
    stopTokenIds: [0, 2],
  },
  {
    name: 'h2ogpt',
    style: 'NO_COLON_SINGLE',
    roles: ['<|prompt|>', '<|answer|>'],
    sep: '</s>',
  },
  {
    name: 'metharme',
    style: 'NO_COLON_SINGLE',
    systemTemplate: '<|system|>{system_message}',
    system:
      'Enter RP mode. You shall reply to the user while staying \n        in character. Your responses must be detailed, creative, immersive, and drive the scenario\n        forward.',
    roles: ['<|user|>', '<|model|>'],
    stop: ['<|user|>'],
  },
  {
    name: 'oasst_llama',
    style: 'NO_COLON_SINGLE',
    roles: ['<|prompter|>', '<|assistant|>'],
    sep: '</s>',
  },
  {
    name: 'oasst_pythia',
    style: 'NO_COLON_SINGLE',
    roles: ['<|prompter|>', '<|assistant|>'],
    sep: '<|endoftext|>',
  },
  {
    name: 'raw',
    style: 'NO_COLON_SINGLE',
    roles: ['', ''],
  },
  {
    name: 'stablelm',
    style: 'NO_COLON_SINGLE',
    systemTemplate: '<|SYSTEM|>{system_message}',
    system: STABLE_LM,
    roles: ['<|USER|>', '<|ASSISTANT|>'],
    stopTokenIds: [50278, 50279, 50277, 1, 0],
  },
  {
    name: 'xdan-v1',
    style: 'NO_COLON_SINGLE',
    system:
      'You are a helpful  and harmless assistant named xDAN and created by xDAN-AI.Please response and work on questions thinking step by step.',
    roles: ['### Human', '### Assistant'],
    sep: '\n',
    stop: ['</s>'],
  },
  {
    name: 'yuan',
    style: 'NO_COLON_SINGLE',
    systemTemplate: '',
    roles: ['', ''],
    sep: '<sep>',
    stop: ['<eod>'],
  },
  {
    name: 'aquila-legacy',
    style: 'NO_COLON_TWO',
    system: `${HUMAN_AND_ASSISTANT}\n\n`,
    roles: ['### Human: ', '### Assistant: '],
    sep: '\n',
    sep2: '</s>',
    stop: ['</s>', '[UNK]'],
  },
  {
    name: 'aquila-v1',
    style: 'NO_COLON_TWO',
    roles: ['<|startofpiece|>', '<|endofpiece|>'],
    sep2: '</s>',
    stop: ['</s>', '<|endoftext|>'],
  },
  {
    name: 'cutegpt',
    style: 'NO_COLON_TWO',
    roles: ['问：', '答：\n'],
    sep: '\n',
    sep2: '\n',
    stop: ['<end>'],
  },
  {
    name: 'deepseek-coder',
    style: 'ADD_NEW_LINE_SINGLE',
    systemTemplate:
      'You are an AI programming assistant, utilizing the DeepSeek Coder model, developed by DeepSeek Company, and you only answer questions related to computer science. For politically sensitive questions, security and privacy issues, and other non-computer science questions, you will refuse to answer.',
    roles: ['### Instruction:', '### Response:'],
    sep: '\n',
    stop: ['<|EOT|>'],
  },
  {
    name: 'mpt-30b-instruct',
    style: 'ADD_NEW_LINE_SINGLE',
    system: INSTRUCTION,
    roles: ['### Instruction', '### Response'],
    sep: '\n\n',
    stopTokenIds: [50278, 0],
  },
  {
    name: 'solar',
    style: 'ADD_NEW_LINE_SINGLE',
    roles: ['### User', '### Assistant'],
    sep: '\n\n',
    stop: ['</s>'],
  },
  {
    name: 'tulu',
    style: 'ADD_NEW_LINE_SINGLE',
    roles: ['<|user|>', '<|assistant|>'],
    sep: '\n',
  },
];
