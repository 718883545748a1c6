import { afterEach, expect, it } from 'vitest';
import { createBot } from '../../../src/bots/createBot.ts';
import type { OpenAiSpec } from '../../../src/bots/botSpec.ts';
import { streams } from '../../support/openAiBehaviours.ts';
import { startOpenAiServer } from '../../support/openAiServer.ts';

const environment = {
  workerPath: 'no-worker.mjs',
  maxThreads: 1,
  vramShare: () => 1,
  stallTimeoutMs: () => 60_000,
  apiKey: (baseUrl: string) => Promise.resolve(`key-of-${new URL(baseUrl).port}`),
  log: () => {},
};
const common = { name: 'X', systemPrompt: '', sampling: {} };
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

it('makes a local bot that starts nothing before its first reply', async () => {
  const bot = createBot({ ...common, kind: 'llama', modelPath: '/missing.gguf' }, environment);
  expect(bot.kind).toBe('llama');
  await bot.dispose();
});

it("makes a remote bot that sends its own server's key", async () => {
  const server = await startOpenAiServer(streams(['Hi']));
  ends.push(() => server.close());
  const { baseUrl, host } = server;
  const spec: OpenAiSpec = { ...common, kind: 'openai', baseUrl, model: 'm', timeoutSeconds: 5 };
  const bot = createBot(spec, environment);
  const kinds: string[] = [];
  const messages = [{ role: 'user', text: 'Hi' }] as const;
  for await (const part of bot.reply({ messages, sampling: {} }, new AbortController().signal)) {
    kinds.push(part.kind);
  }
  expect(kinds).toEqual(['started', 'text', 'end']);
  expect(server.requests[0]?.headers.authorization).toBe(
    `Bearer key-of-${host.split(':')[1] ?? ''}`,
  );
});
