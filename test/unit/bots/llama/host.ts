// A host of its own, to be killed: asks an endless model and tells the process of that model.
import process from 'node:process';
import { createLlamaBot } from '../../../../src/bots/llama/llamaBot.ts';

const [workerPath = '', modelPath = ''] = process.argv.slice(2);
const bot = createLlamaBot(
  { kind: 'llama', name: 'Polly', systemPrompt: '', sampling: {}, modelPath },
  { workerPath, maxThreads: 1, vramShare: () => 1, stallTimeoutMs: () => 60_000 },
);
const request = { messages: [{ role: 'user', text: 'Sing!' } as const], sampling: { seed: 1 } };
let told = false;
for await (const part of bot.reply(request, new AbortController().signal)) {
  if (part.kind === 'text' && !told) process.send?.(bot.local.pid);
  told ||= part.kind === 'text';
}
