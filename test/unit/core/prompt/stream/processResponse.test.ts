import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findFamily } from '../../../../../src/core/prompt/families.ts';
import { ReplyText } from '../../../../../src/core/prompt/stream/replyText.ts';
import { sharedData } from '../../../../support/sharedData.ts';
import { units } from './dice.ts';

/** What a family's stop strings and clean-up leave of a reply, whole and in the smallest pieces. */
function shown(name: string, reply: string): string {
  const family = findFamily(name);
  if (family === undefined) throw new Error(`There is no family called ${name}`);
  const [whole, cut] = [[reply], units(reply)].map(pieces => {
    const text = new ReplyText({ ...family, startsThinking: false });
    return [...pieces.map(piece => text.push(piece)), text.end()].map(said => said.text).join('');
  });
  expect(cut).toBe(whole);
  return whole ?? '';
}

describe('a reply of a family', () => {
  it.each([
    ['chatglm', ' 是的:对吗?</s> ', '是的：对吗？</s>'],
    ['chatglm2', '今年是[[训练时间]],对', '今年是2023年，对'],
    ['firefly', ' 是的,</s>对 ', ' 是的,对 '],
    ['godel', '<pad> Yes</s> ', 'Yes'],
    ['baize', 'Yes\n[|Human|]And?', 'Yes\n'],
    ['fastchat-t5', 'Yes\n### Human', 'Yes\n'],
    ['moss', '是的,<eoa>\n<|Human|>: a', '是的,'],
    ['educhat', '<|inner_thoughts|>嗯<eot>你好,', '你好,'],
  ])('%s is shown as the family has it', (name, reply, expected) => {
    expect(shown(name, reply)).toBe(expected);
  });
});

const GOLDEN = sharedData('chatzoo', 'prompt_golden.json');
const SAMPLE = /^process_response\("(.*)"\)$/;

describe.skipIf(GOLDEN === undefined)("ChatZoo's own process_response", () => {
  const bots =
    GOLDEN === undefined ? {} : (JSON.parse(readFileSync(GOLDEN, 'utf8')) as Golden).main;

  it.each(Object.entries(bots))('of %s gives the same', (name, entries) => {
    const samples = Object.entries(entries).filter(([key]) => SAMPLE.test(key));
    expect(samples.length).toBeGreaterThan(0);
    for (const [key, expected] of samples) {
      const said = shown(name, SAMPLE.exec(key)?.[1] ?? '');
      // Of all that cut at a mark, only Baize's bot takes the blanks away too.
      expect(name === 'baize' ? said.trim() : said).toBe(expected);
    }
  });
});

interface Golden {
  readonly main: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
