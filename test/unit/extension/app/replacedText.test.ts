import { expect, it } from 'vitest';
import type { Bot, ReplyPart } from '../../../../src/bots/bot.ts';
import { runReply } from '../../../../src/extension/app/replyRun.ts';
import { aReply } from '../../../support/builders.ts';

it('a reply may take back what was shown: its whole text is told anew', async () => {
  const parts: readonly ReplyPart[] = [
    { kind: 'started' },
    { kind: 'text', text: 'Hello <end' },
    { kind: 'replaced', text: 'Hello' },
    { kind: 'text', text: '!' },
    { kind: 'end', finish: 'stop', timings: { waitMs: 0, firstTokenMs: 1, totalMs: 2 } },
  ];
  const bot: Bot = {
    kind: 'custom',
    honours: 'unknown',
    // eslint-disable-next-line @typescript-eslint/require-await
    async *reply() {
      yield* parts;
    },
    idle: () => Promise.resolve(),
    dispose: () => Promise.resolve(),
  };
  const shown: string[] = [];
  const reply = await runReply(
    bot,
    { messages: [], sampling: {} },
    aReply({ state: { kind: 'queued' }, text: '' }),
    new AbortController().signal,
    {
      progress: () => {},
      changed: ({ text }) => shown.push(text),
      replaced: ({ text }) => shown.push(text),
      said: (_reply, { text }) => shown.push(`+${text}`),
    },
    error => {
      throw error;
    },
  );
  expect(shown).toEqual(['', '+Hello <end', 'Hello', '+!']);
  expect(reply.text).toBe('Hello!');
});
