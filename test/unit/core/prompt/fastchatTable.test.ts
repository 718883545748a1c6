import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../../support/sharedData.ts';
import { fastChatPrompt, type FastChatRow } from './fastchatReference.ts';
import { promptOf, system, talk } from './prompts.ts';

const fields = sharedData('fastchat', 'conv_templates_fields.json');
const goldens = sharedData('fastchat', 'conv_templates_golden.json');
const read = (file: string | undefined): unknown =>
  file === undefined ? [] : JSON.parse(readFileSync(file, 'utf8'));
const rows = (read(fields) as FastChatRow[]).map(row => [row.name, row] as const);

const ONE = ['Hello!'];
const TWO = ['Hello!', 'Hi!', 'How are you?'];
const ODD = ['a\n\nb {} $& \n', ' c ', '你好', '{x}', 'Where?'];
const CASES: readonly (readonly [system: string | undefined, texts: readonly string[]])[] = [
  [undefined, ONE],
  [undefined, TWO],
  ['SYS', ONE],
  ['SYS', TWO],
  ['', ONE],
  ['', TWO],
  ['你好 {x}\n$&', ODD],
];

const ours = (name: string, words: string | undefined, texts: readonly string[]): string =>
  promptOf(name, ...(words === undefined ? [] : [system(words)]), ...talk(...texts));

describe.skipIf(fields === undefined)("FastChat's rules (../shared/data/fastchat)", () => {
  it('are for 84 templates', () => {
    expect(rows).toHaveLength(84);
  });

  it.each(rows)('%s', (name, row) => {
    for (const [words, texts] of CASES) {
      expect(ours(name, words, texts)).toBe(fastChatPrompt(row, words, texts));
    }
  });

  it('are not followed where YUAN2 loses the last letters of a question', () => {
    const row = rows.find(([name]) => name === 'yuan2')?.[1];
    expect(row && fastChatPrompt(row, undefined, ['Explain'])).toBe('Explai<sep>');
    expect(ours('yuan2', undefined, ['Explain'])).toBe('Explain<sep>');
  });

  it.skipIf(goldens === undefined)("are said here as FastChat's own renders have them", () => {
    const renders = new Map(
      (read(goldens) as Record<string, string>[]).map(each => [each['name'], each]),
    );
    let compared = 0;
    for (const [name, row] of rows) {
      const golden = renders.get(name);
      if (!golden) continue;
      compared += 1;
      expect([
        fastChatPrompt(row, undefined, ONE),
        fastChatPrompt(row, undefined, TWO),
        fastChatPrompt(row, 'SYS', TWO),
        fastChatPrompt(row, '', ONE),
      ]).toEqual([
        golden['render_default_1turn'],
        golden['render_default_2turn'],
        golden['render_custom_system_2turn'],
        golden['render_empty_system_1turn'],
      ]);
    }
    expect(compared).toBeGreaterThan(50);
  });
});

// A row of each kind of our own, for machines without FastChat's table.
describe('the rules said once more', () => {
  const row: FastChatRow = {
    name: 'own',
    system_template: '<<{system_message}>>',
    system_message: 'S',
    roles: ['U', 'A'],
    sep_style: 'ADD_COLON_TWO',
    sep: ' ',
    sep2: '</s>',
    few_shot: [
      ['U', 'e'],
      ['A', 'f'],
    ],
  };

  it.each([
    ['ADD_COLON_TWO', '<<S>> U: e A: f</s>U: q A:'],
    ['NO_COLON_SINGLE', '<<S>>Ue Af Uq A'],
    ['LLAMA2', '<<S>>e A f</s>U q A'],
    ['CHATML', '<<S>> \nU\ne \nA\nf \nU\nq \nA\n'],
  ])('%s', (sep_style, expected) => {
    expect(fastChatPrompt({ ...row, sep_style }, undefined, ['q'])).toBe(expected);
  });

  it('knows no style that it was not told', () => {
    expect(() => fastChatPrompt({ ...row, sep_style: 'NEW' }, '', ['q'])).toThrow('NEW');
  });
});
