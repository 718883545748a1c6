import { describe, expect, it, vi } from 'vitest';
import type { ReplyId } from '../../../../src/core/model.ts';
import { aSpec, GENERATION, openRig } from '../../../support/appRig.ts';
import { gateway } from '../../../support/gateway.ts';

describe('a turn', () => {
  it('asks every bot, streams, and stores each reply whole', async () => {
    const rig = await openRig();
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, '  Hi there\nsecond line');
    const replies = await rig.ended(session);
    expect(replies.map(({ seat, text, state }) => [seat, text, state.kind])).toEqual([
      ['A', 'Hello from Ant', 'done'],
      ['B', 'Hello from Bee', 'done'],
    ]);
    expect(replies[0]).toMatchObject({ tokens: { completion: 3 }, attempt: 1 });
    expect(replies[0]?.sampling.seed).toBe(7);
    const stored = await rig.stores.turns.ofSession(session.id);
    expect(stored[0]?.replies).toEqual(replies);
    expect((await rig.sessions.list('todo', { offset: 0, limit: 1 }))[0]).toMatchObject({
      title: 'Hi there',
      turns: 1,
    });
    await rig.close();
  });

  it('is stored, with its replies queued, before any bot hears of it', async () => {
    const { wait, open } = gateway();
    const rig = await openRig({ script: () => [{ wait }, { say: 'now' }] });
    const session = await rig.sessions.begin();
    const turnId = await rig.arena.startTurn(session.id, 'Hi');
    const [stored] = await rig.stores.turns.ofSession(session.id);
    expect(stored).toMatchObject({ id: turnId, prompt: 'Hi' });
    expect(stored?.replies.map(({ state }) => state.kind)).toEqual(['queued', 'queued']);
    open();
    await rig.ended(session);
    await rig.close();
  });

  it('gives each bot its own history', async () => {
    const rig = await openRig();
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, 'one');
    await rig.ended(session);
    await rig.arena.startTurn(session.id, 'two');
    await rig.ended(session);
    expect(rig.bots.get('Bee')?.asked[1]?.messages.map(message => message.text)).toEqual([
      'one',
      'Hello from Bee',
      'two',
    ]);
    await rig.close();
  });

  it('fails one bot and lets the others finish', async () => {
    const rig = await openRig({
      script: name =>
        name === 'Ant' ? [{ say: 'half' }, { fail: 'processDied' }] : [{ say: 'whole' }],
    });
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, 'Hi');
    const [ant, bee] = await rig.ended(session);
    expect(ant).toMatchObject({ text: 'half', state: { kind: 'failed', code: 'processDied' } });
    expect(bee).toMatchObject({ text: 'whole', state: { kind: 'done' } });
    expect(rig.errors).toEqual([]);
    await rig.close();
  });

  it('says so when an answer is empty, and logs what is a bug', async () => {
    const rig = await openRig({
      script: name => (name === 'Ant' ? [] : [{ fail: new TypeError('a bug') }]),
    });
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, 'Hi');
    const [ant, bee] = await rig.ended(session);
    expect(ant?.state).toMatchObject({ kind: 'failed', code: 'emptyAnswer' });
    expect(bee?.state).toMatchObject({ kind: 'failed', code: 'internal', message: 'a bug' });
    expect(rig.errors).toHaveLength(1);
    await rig.close();
  });

  it('is refused while another runs, when blank, without trust, and in a deleted session', async () => {
    const { wait, open } = gateway();
    const rig = await openRig({ script: () => [{ wait }, { say: 'x' }] });
    const session = await rig.sessions.begin();
    const first = rig.arena.startTurn(session.id, 'one');
    await expect(rig.arena.startTurn(session.id, 'two')).rejects.toMatchObject({ code: 'notOpen' });
    await first;
    await expect(rig.arena.startTurn(session.id, 'two')).rejects.toMatchObject({ code: 'notOpen' });
    await expect(rig.arena.startTurn(session.id, ' \n')).rejects.toMatchObject({
      code: 'emptyPrompt',
    });
    open();
    await rig.ended(session);
    rig.world.trust = false;
    await expect(rig.arena.startTurn(session.id, 'two')).rejects.toMatchObject({ code: 'notOpen' });
    await rig.sessions.remove([session.id]);
    await expect(rig.arena.startTurn(session.id, 'x')).rejects.toMatchObject({
      code: 'unknownSession',
    });
    expect(rig.bots.get('Ant')?.asked).toHaveLength(1);
    await rig.close();
  });
});

describe('stop and retry', () => {
  it('stops one reply, keeps what it said, and leaves the other alone', async () => {
    const { wait, open } = gateway();
    const rig = await openRig({
      script: () => [{ say: 'begun' }, { wait }, { say: ' and ended' }],
    });
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, 'Hi');
    const { replies } = await rig.lastTurn(session);
    await rig.arena.stopReply(session.id, replies[0]?.id as ReplyId);
    open();
    const [ant, bee] = await rig.ended(session);
    expect(ant?.state.kind).toBe('stopped');
    expect(bee).toMatchObject({ text: 'begun and ended', state: { kind: 'done' } });
    await rig.close();
  });

  it('stops also what waits for the machine', async () => {
    const { wait } = gateway();
    const rig = await openRig({
      settings: { generation: { ...GENERATION, concurrency: 'sequential' } },
      script: () => [{ wait }],
    });
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, 'Hi');
    await rig.arena.stopSession(session.id);
    expect((await rig.ended(session)).map(({ state }) => state.kind)).toEqual([
      'stopped',
      'stopped',
    ]);
    expect(rig.planner.running).toBe(0);
    await rig.close();
  });

  it('asks a failed reply again, with the same history and the next attempt', async () => {
    let broken = true;
    const rig = await openRig({
      script: name =>
        name === 'Ant' && broken ? [{ say: 'half' }, { fail: 'cutOff' }] : [{ say: 'fine' }],
    });
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, 'Hi');
    const [failed, done] = await rig.ended(session);
    await expect(rig.arena.retry(session.id, done?.id as ReplyId)).rejects.toMatchObject({
      code: 'notRetryable',
    });
    broken = false;
    await rig.arena.retry(session.id, failed?.id as ReplyId);
    const [again] = await rig.ended(session);
    expect(again).toMatchObject({
      id: failed?.id,
      text: 'fine',
      attempt: 2,
      state: { kind: 'done' },
    });
    expect(rig.bots.get('Ant')?.asked.map(({ messages }) => messages.length)).toEqual([1, 1]);
    await rig.close();
  });
});

describe('bots that changed meanwhile', () => {
  it('are not run in an arena session, and are in a debug session', async () => {
    for (const mode of ['arena', 'debug'] as const) {
      const rig = await openRig({ settings: { mode } });
      const session = await rig.sessions.begin();
      await rig.arena.startTurn(session.id, 'one');
      await rig.ended(session);
      rig.settings.current = {
        ...rig.settings.current,
        bots: [aSpec('Ant', { sampling: { temperature: 0 } })],
      };
      await rig.arena.startTurn(session.id, 'two');
      const [ant, bee] = await rig.ended(session);
      expect(ant?.state).toMatchObject(
        mode === 'arena' ? { kind: 'failed', code: 'botChanged' } : { kind: 'done' },
      );
      if (mode === 'debug') {
        expect(ant?.sampling.temperature).toBe(0);
        expect(ant?.fingerprint).not.toBe(session.seats[0]?.fingerprint);
      }
      expect(bee?.state).toMatchObject({ kind: 'failed', code: 'botMissing' });
      await rig.close();
    }
  });

  it('finish what they are saying before they are let go', async () => {
    const { wait, open } = gateway();
    const rig = await openRig({ script: () => [{ say: 'a' }, { wait }, { say: 'b' }] });
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, 'Hi');
    await new Promise(resolve => setTimeout(resolve, 5));
    const ant = rig.bots.get('Ant');
    rig.pool.keepOnly([]);
    expect(ant?.disposed).toBe(false);
    open();
    expect((await rig.ended(session))[0]?.text).toBe('ab');
    expect(ant?.disposed).toBe(true);
    await rig.close();
  });
});

describe('after a restart', () => {
  it('a reply that was cut has what it said instead, and nothing that it took back', async () => {
    const { wait, open } = gateway();
    const end = gateway();
    const rig = await openRig({
      script: () => [
        { say: 'Hello wrld' },
        { wait },
        { sayInstead: 'Hello world' },
        { say: '!' },
        { wait: end.wait },
      ],
    });
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, 'Hi');
    const stored = async () =>
      (await rig.stores.turns.ofSession(session.id))[0]?.replies.map(({ text }) => text);
    await vi.waitFor(async () => expect(await stored()).toContain('Hello wrld'), 5000);
    open();
    const two = ['Hello world!', 'Hello world!'];
    await vi.waitFor(async () => expect(await stored()).toEqual(two), 5000);
    end.open();
    await rig.ended(session);
    await rig.close();
  });

  it('a session goes on, and what was cut is marked as interrupted with its text', async () => {
    const { wait } = gateway();
    const first = await openRig({
      script: name => (name === 'Ant' ? [{ say: 'done' }] : [{ say: 'cut' }, { wait }]),
    });
    const session = await first.sessions.begin();
    await first.arena.startTurn(session.id, 'Hi');
    const { replies } = await first.lastTurn(session);
    await first.stores.turns.appendText(replies[1]?.id as ReplyId, 'cut', '');
    while ((await first.stores.turns.ofSession(session.id))[0]?.replies[0]?.state.kind !== 'done') {
      await new Promise(resolve => setTimeout(resolve, 2));
    }
    // The window is killed here: nothing is closed.
    const second = await openRig({ file: first.file });
    expect(await second.stores.turns.settleInterrupted()).toBe(1);
    const [turn] = (await second.arena.snapshot(session.id)).turns;
    expect(turn?.replies.map(({ text, state }) => [text, state.kind])).toEqual([
      ['done', 'done'],
      ['cut', 'failed'],
    ]);
    expect(turn?.replies[1]?.state).toMatchObject({ code: 'interrupted' });
    await second.arena.startTurn(session.id, 'And?');
    expect((await second.ended(session)).map(({ text }) => text)).toEqual([
      'Hello from Ant',
      'Hello from Bee',
    ]);
    await second.close();
  });
});
