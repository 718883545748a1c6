import { expect, it } from 'vitest';
import type { ReplyPart } from '../../../../src/bots/bot.ts';
import { replyOf } from '../../../support/partsBot.ts';

it('a reply may take back what was shown: its whole text is told anew', async () => {
  const parts: readonly ReplyPart[] = [
    { kind: 'started' },
    { kind: 'text', text: 'Hello <end' },
    { kind: 'replaced', text: 'Hello' },
    { kind: 'text', text: '!' },
    { kind: 'end', finish: 'stop', timings: { waitMs: 0, firstTokenMs: 1, totalMs: 2 } },
  ];
  const shown: string[] = [];
  const reply = await replyOf(parts, {
    listener: {
      changed: ({ text }) => shown.push(text),
      replaced: ({ text }) => shown.push(text),
      said: (_reply, { text }) => shown.push(`+${text}`),
    },
  });
  expect(shown).toEqual(['', '+Hello <end', 'Hello', '+!']);
  expect(reply.text).toBe('Hello!');
});
