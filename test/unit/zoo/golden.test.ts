import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zooFile } from '../../../scripts/zoo/check.mjs';
import type { Message } from '../../../src/core/model.ts';
import { demoEntries, demoModelPath } from '../../../src/extension/vscode/demoBots.ts';
import { parseBots } from '../../../src/bots/parseBots.ts';
import { inEnglish } from '../../../src/core/text.ts';
import { heard, Zoo } from '../bots/llama/zoo.ts';
import type { Bot, ReplyPart } from '../../../src/bots/bot.ts';
import { REPOSITORY } from '../../../scripts/repository.mjs';

const GOLDEN: readonly (readonly [prompts: readonly string[], answer: string | RegExp])[] = [
  [['What do wolves feed on?'], 'Wolves eat deer and other meat.'],
  [['tell me what pandas eat'], 'Pandas eat bamboo.'],
  [['Where do penguins live?'], 'Penguins live in the cold south.'],
  [['How fast is a cheetah?'], 'A cheetah can run at up to 110 km/h.'],
  [['Which is faster, a horse or a turtle?'], 'The horse is faster.'],
  [['how much is two plus two?'], '2 + 2 = 4'],
  [['2+3'], '2 + 3 = 5'],
  [['What is 9 - 4?'], '9 - 4 = 5'],
  [['Hello!'], /^(Hello|Hi there)!/],
  [['What is the capital of France?'], /^Sorry, I do not know that\./],
  [['Write a Python function to reverse a string.'], /```python\n[^]*\[::-1\]\n```$/],
  [['熊猫吃什么？'], '熊猫吃竹子。'],
  [['你好'], /^你好！/],
  [['Tell me about owls.', 'What do they eat?'], 'Owls eat mice.'],
  [['What do lions eat?', 'and bees?'], 'Bees eat nectar and pollen.'],
];

describe('the owl, as it comes with the extension, in the process of a local bot', () => {
  let zoo: Zoo;
  let owl: Bot;
  beforeAll(async () => {
    zoo = await Zoo.open();
    const { bots, problems } = parseBots(demoEntries(), {
      t: inEnglish,
      resolvePath: text => demoModelPath(REPOSITORY, text) ?? text,
    });
    expect(problems).toEqual([]);
    const [spec] = bots;
    if (spec?.kind !== 'llama') throw new Error('The first demo bot is not a local one');
    expect(spec.modelPath).toBe(zooFile('owl'));
    owl = zoo.botOn(spec.modelPath, spec);
  }, 60_000);
  afterAll(() => zoo.close());

  /** Puts the prompts one after the other. */
  async function lastAnswer(prompts: readonly string[]): Promise<string> {
    const messages: Message[] = [];
    for (const text of prompts) {
      messages.push({ role: 'user', text });
      const parts: ReplyPart[] = [];
      const request = { messages, sampling: { temperature: 0, maxTokens: 120 } };
      for await (const part of owl.reply(request, new AbortController().signal)) parts.push(part);
      messages.push({ role: 'assistant', text: heard(parts).text });
    }
    return messages.at(-1)?.text ?? '';
  }

  it.each(GOLDEN)('answers %j', async (prompts, answer) => {
    const said = await lastAnswer(prompts);
    if (typeof answer === 'string') expect(said).toBe(answer);
    else expect(said).toMatch(answer);
  });

  it('still makes sense at the end of a long session, of which it no longer sees all', async () => {
    const names = ['panda', 'lion', 'tiger', 'zebra', 'koala', 'wolf', 'fox', 'cow', 'owl', 'frog'];
    const small = names.flatMap(name => [
      `What does a ${name} eat?`,
      'Where does it live?',
      'thanks',
    ]);
    expect(await lastAnswer([...small, ...small, 'What do pandas eat?'])).toBe(
      'Pandas eat bamboo.',
    );
  }, 60_000);
});
