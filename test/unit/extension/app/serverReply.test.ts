import { expect, it } from 'vitest';
import type { ReplyPart } from '../../../../src/bots/bot.ts';
import type { Progress } from '../../../../src/protocol/arenaPage.ts';
import { replyOf } from '../../../support/partsBot.ts';

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
  const heard: Progress[] = [];
  const reply = await replyOf(parts, {
    queued: { model: 'large' },
    listener: { progress: each => heard.push(each) },
  });
  expect(heard).toEqual([{ kind: 'retrying', pauseMs: 1000, why: 'busy' }]);
  expect(reply).toMatchObject({ model: 'small', text: 'Hello', state: { kind: 'done' } });
});
