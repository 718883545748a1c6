import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoModel } from '../../../../scripts/demo/models.mjs';
import { describeModel } from '../../../../src/bots/describeModel.ts';
import { ask, Zoo } from './zoo.ts';

let zoo: Zoo;
beforeAll(async () => {
  zoo = await Zoo.open();
});
afterAll(() => zoo.close());

it('runs a blob as Ollama stores it, whose name does not end in .gguf', async () => {
  await mkdir(zoo.file('blobs'));
  const name = path.join('blobs', `sha256-${'0a'.repeat(32)}`);
  const file = await zoo.write(name, demoModel('parrot'));
  const { need } = await describeModel(file);
  const bot = zoo.botOn(file, { template: { kind: 'family', name: 'chatml' } });
  const { text, end } = await ask(bot, 'Hello', { seed: 1, maxTokens: 20 });
  expect(text).not.toBe('');
  expect(end).toMatchObject({ kind: 'end' });
  const measured = await bot.local.need();
  expect(measured.own, 'the description plans as the bot does').toBe(need.own);
});
