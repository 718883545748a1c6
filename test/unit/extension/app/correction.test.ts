import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Reply, ReplyId, Session } from '../../../../src/core/model.ts';
import { openRig, type Rig } from '../../../support/appRig.ts';

let rig: Rig;
beforeEach(async () => (rig = await openRig()));
afterEach(() => rig.close());

async function answered(): Promise<{ readonly session: Session; readonly reply: Reply }> {
  const session = await rig.sessions.begin();
  await rig.arena.startTurn(session.id, 'How do ants talk?');
  const [reply] = await rig.ended(session);
  return { session, reply: reply! };
}

const stored = async ({ id }: Session): Promise<Reply | undefined> =>
  (await rig.stores.turns.ofSession(id))[0]?.replies[0];

it('is stored beside the reply, told to whoever looks on, and taken back', async () => {
  const { session, reply } = await answered();
  await rig.arena.correct(session.id, reply.id, 'By scent.');
  expect(await stored(session)).toEqual({ ...reply, correction: 'By scent.' });
  expect(rig.events.at(-1)).toMatchObject({ kind: 'reply', reply: { correction: 'By scent.' } });
  await rig.arena.correct(session.id, reply.id, undefined);
  expect((await stored(session))?.correction).toBeUndefined();
});

it.each(['', ' \n', 'Hello from Ant'])('is none if it is %j', async text => {
  const { session, reply } = await answered();
  await rig.arena.correct(session.id, reply.id, 'First.');
  await rig.arena.correct(session.id, reply.id, text);
  expect((await stored(session))?.correction).toBeUndefined();
});

it('may be written after the vote, which stays as it is', async () => {
  const { session, reply } = await answered();
  await rig.annotations.cast(session.id, { verdict: { kind: 'allBad' }, comment: '' });
  await rig.arena.correct(session.id, reply.id, 'By scent.');
  const { votes, gate } = await rig.arena.snapshot(session.id);
  expect([votes.length, gate.vote]).toEqual([1, 'annotated']);
});

it('is refused while the bot still speaks, and for a reply that is not there', async () => {
  const slow = await openRig({ script: () => [{ say: 'Hm' }, { wait: new Promise(() => {}) }] });
  try {
    const session = await slow.sessions.begin();
    await slow.arena.startTurn(session.id, 'Well?');
    const [reply] = (await slow.lastTurn(session)).replies;
    await expect(slow.arena.correct(session.id, reply!.id, 'x')).rejects.toMatchObject({
      code: 'notOpen',
    });
    await expect(slow.arena.correct(session.id, 'gone' as ReplyId, 'x')).rejects.toMatchObject({
      code: 'unknownReply',
    });
    await slow.arena.stopSession(session.id);
  } finally {
    await slow.close();
  }
});
