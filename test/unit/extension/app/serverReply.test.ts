import { expect, it } from 'vitest';
import type { Bot, ReplyPart } from '../../../../src/bots/bot.ts';
import { runReply } from '../../../../src/extension/app/replyRun.ts';
import type { Progress } from '../../../../src/protocol/arenaPage.ts';
import { aReply } from '../../../support/builders.ts';

it('a reply tells that its server is asked again, and keeps the model that answered', async () => {
  const parts: readonly ReplyPart[] = [
    { kind: 'started' },
    { kind: 'retrying', pauseMs: 1000, why: 'busy' },
    { kind: 'text', text: 'Hello' },
    {
      kind: 'end',
      finish: 'stop',
      timings: { waitMs: 1000, firstTokenMs: 1, totalMs: 2 },
      answeredAs: 'small',
    },
  ];
  const bot: Bot = {
    kind: 'openai',
    honours: [],
    // eslint-disable-next-line @typescript-eslint/require-await
    async *reply() {
      yield* parts;
    },
    idle: () => Promise.resolve(),
    dispose: () => Promise.resolve(),
  };
  const heard: Progress[] = [];
  const reply = await runReply(
    bot,
    { messages: [], sampling: {} },
    aReply({ state: { kind: 'queued' }, model: 'large', text: '' }),
    new AbortController().signal,
    {
      progress: each => heard.push(each),
      changed: () => {},
      replaced: () => {},
      said: () => {},
    },
    error => {
      throw error;
    },
  );
  expect(heard).toEqual([{ kind: 'retrying', pauseMs: 1000, why: 'busy' }]);
  expect(reply).toMatchObject({ model: 'small', text: 'Hello', state: { kind: 'done' } });
});
