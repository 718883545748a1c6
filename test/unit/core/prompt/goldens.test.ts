import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../../src/core/model.ts';
import { findFamily } from '../../../../src/core/prompt/families.ts';
import { sharedData } from '../../../support/sharedData.ts';
import { promptOf, system, talk } from './prompts.ts';

// Renders of the sources' own code, which lie beside the repository on some machines. What they
// cover is covered by the other tests of this folder on prompts of our own.

const fastChat = sharedData('fastchat', 'conv_templates_golden.json');
const fields = sharedData('fastchat', 'conv_templates_fields.json');
const chatZoo = sharedData('chatzoo', 'prompt_golden.json');
const huozi = sharedData('huozi', 'prompt_golden.json');
const eduChat = sharedData('educhat', 'prompt_golden.json');

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const prompt = (name: string, messages: readonly Message[]): string => promptOf(name, ...messages);

interface Fields {
  readonly name: string;
  readonly system_message: string;
  readonly stop_str: string | readonly string[] | null;
  readonly stop_token_ids: readonly number[] | null;
}

describe.skipIf(fastChat === undefined)("FastChat's own renders (../shared/data/fastchat)", () => {
  interface Golden extends Fields {
    readonly render_default_1turn: string;
    readonly render_default_2turn: string;
    readonly render_custom_system_2turn: string;
    readonly render_empty_system_1turn: string;
  }
  const goldens = fastChat === undefined ? [] : (read(fastChat) as Golden[]);
  const one = talk('Hello!');
  const two = talk('Hello!', 'Hi!', 'How are you?');

  it.each(goldens.map(golden => [golden.name, golden] as const))('%s', (name, golden) => {
    expect(prompt(name, one)).toBe(golden.render_default_1turn);
    expect(prompt(name, two)).toBe(golden.render_default_2turn);
    expect(prompt(name, [system('SYS'), ...two])).toBe(golden.render_custom_system_2turn);
    expect(prompt(name, [system(''), ...one])).toBe(golden.render_empty_system_1turn);
  });
});

describe.skipIf(fields === undefined)("FastChat's table (../shared/data/fastchat)", () => {
  const rows = fields === undefined ? [] : (read(fields) as Fields[]);

  it.each(rows.map(row => [row.name, row] as const))('%s', (name, row) => {
    const family = findFamily(name);
    expect(family?.name).toBe(name);
    expect(family?.defaultSystem).toBe(row.system_message);
    expect(family?.stop).toEqual(expect.arrayContaining([row.stop_str ?? []].flat()));
    expect(family?.stopTokenIds).toEqual(row.stop_token_ids ?? []);
  });
});

describe.skipIf(chatZoo === undefined)("ChatZoo's own renders (../shared/data/chatzoo)", () => {
  type Renders = Readonly<Record<'1turn' | '2turn' | '3turn', string>>;
  const goldens =
    chatZoo === undefined
      ? { main: {}, dev: {} }
      : (read(chatZoo) as Record<'main' | 'dev', Record<string, Renders>>);
  const expectRenders = (name: string, renders: Renders): void => {
    expect(prompt(name, talk('你好'))).toBe(renders['1turn']);
    expect(prompt(name, talk('你好', '你好！', '今天天气？'))).toBe(renders['2turn']);
    expect(prompt(name, talk('a', 'b', 'c', 'd', 'e'))).toBe(renders['3turn']);
  };

  it.each(Object.entries(goldens.main))('main: %s@chatzoo', (name, renders) => {
    expectRenders(`${name}@chatzoo`, renders);
  });

  it.each(Object.entries(goldens.dev))('dev: %s@chatzoo', (name, renders) => {
    const dev = `${name}@chatzoo-dev`;
    expectRenders(findFamily(dev) ? dev : `${name}@chatzoo`, renders);
  });
});

describe.skipIf(huozi === undefined)("Huozi's own renders (../shared/data/huozi)", () => {
  interface Golden {
    readonly v3_template: Readonly<
      Record<
        string,
        Readonly<
          Record<'add_generation_prompt_true' | 'add_generation_prompt_false', string> & {
            readonly messages: readonly { readonly role: string; readonly content: string }[];
          }
        >
      >
    >;
    readonly v1_v2: Readonly<Record<'1turn' | '2turn', string>>;
  }
  const golden = huozi === undefined ? undefined : (read(huozi) as Golden);
  const roles: Record<string, Message['role']> = {
    系统: 'system',
    用户: 'user',
    助手: 'assistant',
  };

  it.each(['sys_user', 'user_only', '2turn', 'last_is_assistant'])('3 and 3.5: %s', name => {
    const found = golden?.v3_template[name];
    const messages = (found?.messages ?? []).map(({ role, content }) => ({
      role: roles[role] ?? 'user',
      text: content,
    }));
    const isOpen = messages.at(-1)?.role === 'assistant';
    expect(prompt('huozi', messages)).toBe(
      isOpen ? found?.add_generation_prompt_false : found?.add_generation_prompt_true,
    );
  });

  it('1 and 2', () => {
    expect(prompt('huozi1', talk('你好'))).toBe(golden?.v1_v2['1turn']);
    expect(prompt('huozi1', talk('a', 'b', 'c'))).toBe(golden?.v1_v2['2turn']);
  });
});

describe.skipIf(eduChat === undefined)("EduChat's own prompts (../shared/data/educhat)", () => {
  const golden =
    eduChat === undefined
      ? undefined
      : (read(eduChat) as {
          readonly system: Readonly<Record<string, string>>;
          readonly '1turn_open_qa': string;
          readonly '2turn_open_qa': string;
        });

  it.each([
    ['educhat', 'open_qa(default)'],
    ['educhat-open-qa', 'open_qa(default)'],
    ['educhat-socratic', 'teacher-guide(Socrates)'],
    ['educhat-emotional', 'emotionEase(Psychology)'],
    ['educhat-emotional-thought', 'psychology+InnerThought'],
    ['educhat-retrieval', 'retrievalQA'],
  ])('%s', (name, mode) => {
    expect(prompt(name, talk('q'))).toBe(`${golden?.system[mode]}<|prompter|>q</s><|assistant|>`);
  });

  it('one and two turns', () => {
    expect(prompt('educhat', talk('你好'))).toBe(golden?.['1turn_open_qa']);
    expect(prompt('educhat', talk('你好', '你好！我是EduChat', '推荐几本书'))).toBe(
      golden?.['2turn_open_qa'],
    );
  });
});
