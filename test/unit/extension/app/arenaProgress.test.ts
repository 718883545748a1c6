import { describe, expect, it, vi } from 'vitest';
import { BotError } from '../../../../src/bots/bot.ts';
import type { ReplyId } from '../../../../src/core/model.ts';
import { aSpec, GENERATION, openRig, type Rig } from '../../../support/appRig.ts';
import { gateway } from '../../../support/gateway.ts';

const GB = 1e9;
const progressOf = (rig: Rig, id?: ReplyId): readonly unknown[] =>
  rig.events.flatMap(event =>
    event.kind === 'progress' && event.replyId === id ? [event.progress] : [],
  );

describe('what a reply waits for', () => {
  it('is told as it happens, is in the snapshot, and is over when it speaks', async () => {
    const { wait, open } = gateway();
    const rig = await openRig({
      settings: { bots: [aSpec('Ant')] },
      script: () => [
        { restart: 2000 },
        { load: 0.5 },
        { evaluate: 1, of: 9 },
        { wait },
        { think: 'hm' },
        { say: 'x' },
      ],
    });
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, 'Hi');
    await vi.waitFor(() => {
      expect(rig.events.filter(({ kind }) => kind === 'progress')).toHaveLength(3);
    });
    const [reply] = (await rig.lastTurn(session)).replies;
    const evaluating = { kind: 'evaluating', done: 1, total: 9 };
    expect(progressOf(rig, reply?.id)).toEqual([
      { kind: 'restarting', pauseMs: 2000 },
      { kind: 'loading', fraction: 0.5 },
      evaluating,
    ]);
    expect((await rig.arena.snapshot(session.id)).progress).toEqual([
      { replyId: reply?.id, progress: evaluating },
    ]);
    let afterSpeech: readonly unknown[] | undefined;
    rig.arena.onEvent(event => {
      if (event.kind === 'delta') {
        afterSpeech ??= [...[...rig.arena.sessions.all()].flatMap(live => [...live.progress])];
      }
    });
    open();
    await rig.ended(session);
    expect(afterSpeech).toEqual([]);
    expect((await rig.arena.snapshot(session.id)).progress).toEqual([]);
    await rig.close();
  });

  it('is the plan where not all models fit: A and B together, then C', async () => {
    const { wait, open } = gateway();
    const own: Record<string, number> = { Ant: 4, Bee: 5, Cow: 7 };
    const rig = await openRig({
      settings: {
        bots: ['Ant', 'Bee', 'Cow'].map(name => aSpec(name)),
        generation: { ...GENERATION, memoryLimitBytes: 10 * GB },
      },
      need: name => ({ file: name, weights: 0, own: (own[name] ?? 0) * GB }),
      script: () => [{ wait }, { say: 'x' }],
    });
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, 'Hi');
    await vi.waitFor(() => {
      expect(rig.events.some(({ kind }) => kind === 'progress')).toBe(true);
    });
    const [ant, , cow] = (await rig.lastTurn(session)).replies;
    const plan = { kind: 'waiting', why: 'memory', plan: [['A', 'B'], ['C']], others: 0 };
    expect(progressOf(rig, ant?.id)).toEqual([]);
    expect(progressOf(rig, cow?.id)).toEqual([plan]);
    expect((await rig.arena.snapshot(session.id)).progress).toEqual([
      { replyId: cow?.id, progress: plan },
    ]);
    open();
    const replies = await rig.ended(session);
    expect(replies.map(({ state }) => state.kind)).toEqual(['done', 'done', 'done']);
    expect(rig.bots.get('Ant')?.local?.status.kind).toBe('unloaded');
    await rig.close();
  });

  it('can be waited for no longer: a stop ends it as stopped', async () => {
    const { wait } = gateway();
    const rig = await openRig({
      settings: { generation: { ...GENERATION, concurrency: 'sequential' } },
      script: () => [{ wait }],
    });
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, 'Hi');
    const [, bee] = (await rig.lastTurn(session)).replies;
    await rig.arena.stopReply(session.id, bee?.id as ReplyId);
    await vi.waitFor(async () => {
      const { replies } = await rig.lastTurn(session);
      expect(replies.map(({ state }) => state.kind)).toEqual(['streaming', 'stopped']);
    });
    expect((await rig.arena.snapshot(session.id)).progress).toEqual([]);
    await rig.close();
  });
});

describe('a model that cannot run here', () => {
  it('fails with the two numbers or its own reason, and the others answer', async () => {
    const rig = await openRig({
      settings: { bots: ['Ant', 'Big', 'Odd'].map(name => aSpec(name)) },
      need: name => {
        if (name === 'Odd') return new BotError('notGguf', 'It is a picture.');
        return { file: name, weights: name === 'Big' ? 9 * GB : 0, own: 0 };
      },
    });
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, 'Hi');
    const [ant, big, odd] = await rig.ended(session);
    expect(ant?.state.kind).toBe('done');
    expect(big?.state).toMatchObject({
      code: 'doesNotFit',
      message: expect.stringMatching(/^The model needs 9\.0 GB, and 7\.2 GB/) as string,
    });
    expect(odd?.state).toMatchObject({ code: 'notGguf', message: 'It is a picture.' });
    expect(rig.errors).toEqual([]);
    await rig.close();
  });
});

describe('a bot elsewhere', () => {
  it('never waits', async () => {
    const { wait, open } = gateway();
    const rig = await openRig({
      settings: { generation: { ...GENERATION, concurrency: 'sequential' } },
      need: () => undefined,
      script: () => [{ wait }, { say: 'x' }],
    });
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, 'Hi');
    await vi.waitFor(async () => {
      const { replies } = await rig.lastTurn(session);
      expect(replies.map(({ state }) => state.kind)).toEqual(['streaming', 'streaming']);
    });
    expect(rig.bots.get('Ant')?.asked[0]?.threads).toBeUndefined();
    open();
    await rig.ended(session);
    await rig.close();
  });
});

describe('what a bot is asked with', () => {
  it('is the same conversation in each turn, another for each seat, and its threads', async () => {
    const rig = await openRig({
      cores: 9,
      settings: { bots: ['Ant', 'Bee'].map(name => aSpec(name, { threads: undefined })) },
    });
    const session = await rig.sessions.begin();
    for (const prompt of ['one', 'two']) {
      await rig.arena.startTurn(session.id, prompt);
      await rig.ended(session);
    }
    const asked = (name: string) => rig.bots.get(name)?.asked.map(ask => ask.conversation);
    expect(asked('Ant')).toEqual([`${session.id}/A`, `${session.id}/A`]);
    expect(asked('Bee')).toEqual([`${session.id}/B`, `${session.id}/B`]);
    const threads = rig.bots.get('Ant')?.asked.map(ask => ask.threads);
    expect(threads).toEqual([4, 4]);
    await rig.close();
  });
});
