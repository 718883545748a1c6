import { describe, expect, it, vi } from 'vitest';
import { BotError, type MemoryNeed } from '../../../../src/bots/bot.ts';
import { aSpec, GENERATION, openRig, type Rig } from '../../../support/appRig.ts';
import { gateway } from '../../../support/gateway.ts';

const need = (name: string): MemoryNeed | BotError | undefined =>
  name === 'Far' ? undefined : { file: 'same.gguf', weights: 100, own: 10 };
const bots = ['Ant', 'Far', 'Bee'].map(name => aSpec(name));

describe('the local models', () => {
  it('are counted, with the memory that those in it take together', async () => {
    const { wait, open } = gateway();
    const rig = await openRig({ settings: { bots }, need, script: () => [{ wait }, { say: 'x' }] });
    const summaries: unknown[] = [];
    rig.models.onChange(summary => summaries.push(summary));
    expect(rig.models.summary()).toEqual({ all: 2, inMemory: 0, answering: 0, bytes: 0 });
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, 'Hi');
    const answering = { all: 2, inMemory: 2, answering: 2, bytes: 120 };
    await vi.waitFor(() => {
      expect(rig.models.summary()).toEqual(answering);
    });
    expect(summaries).toContainEqual(answering);
    open();
    await rig.ended(session);
    await vi.waitFor(() => {
      expect(rig.planner.running).toBe(0);
    });
    await rig.models.unload();
    expect(rig.models.summary()).toEqual({ all: 2, inMemory: 0, answering: 0, bytes: 0 });
    expect(summaries.at(-1)).toEqual(rig.models.summary());
    await rig.close();
  });

  it('say where they are, but not which of them answers side by side for a vote', async () => {
    const { wait, open } = gateway();
    const rig = await openRig({ settings: { bots }, need, script: () => [{ wait }, { say: 'x' }] });
    const states = async () =>
      (await rig.models.rows())
        .filter(({ isLocal }) => isLocal)
        .map(({ name, status }) => [name, status?.kind]);
    expect(await states()).toEqual([
      ['Ant', 'unloaded'],
      ['Bee', 'unloaded'],
    ]);
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, 'Hi');
    expect(await states()).toEqual([
      ['Ant', undefined],
      ['Bee', undefined],
    ]);
    const watching = rig.arena.sessions.watch(session.id);
    open();
    await rig.ended(session);
    await vi.waitFor(() => {
      expect(rig.planner.running).toBe(0);
    });
    await rig.models.unload(['Bee']);
    expect(rig.models.summary().inMemory, 'one alone cannot go, either').toBe(2);
    rig.bots.get('Bee')?.local?.fail(new BotError('processDied', 'Bee fell'));
    expect(await states(), 'there is no vote yet').toEqual([
      ['Ant', undefined],
      ['Bee', undefined],
    ]);
    await rig.annotations.cast(session.id, { verdict: { kind: 'allGood' }, comment: '' });
    await rig.models.unload(['Ant', 'Nobody']);
    watching.dispose();
    expect(await states()).toEqual([
      ['Ant', 'unloaded'],
      ['Bee', 'failed'],
    ]);
    await rig.close();
  });

  it('tell how far one is that loads, every 5 %', async () => {
    const rig = await openRig({ settings: { bots }, need });
    let told = 0;
    rig.models.onChange(() => told++);
    const ant = rig.bots.get('Ant')?.local;
    for (let percent = 0; percent < 100; percent++) {
      ant?.setStatus({ kind: 'loading', fraction: percent / 100 });
    }
    // One more since what it needs was read.
    await vi.waitFor(() => {
      expect(told).toBe(21);
    });
    await rig.close();
  });

  it.each([
    { mode: 'debug' as const, of: bots },
    { mode: 'arena' as const, of: bots.slice(0, 1) },
  ])('say all where nothing is blind: $mode', async ({ mode, of }) => {
    const rig = await openRig({ settings: { bots: of, mode }, need });
    const session = await rig.sessions.begin();
    const watching = rig.arena.sessions.watch(session.id);
    await rig.arena.startTurn(session.id, 'Hi');
    await rig.ended(session);
    expect((await rig.models.rows()).map(({ status }) => status)).not.toContain(undefined);
    watching.dispose();
    await rig.close();
  });

  it('follow the settings', async () => {
    const rig = await openRig({ settings: { bots }, need });
    let told = 0;
    rig.models.onChange(() => told++);
    const bee = rig.bots.get('Bee');
    rig.settings.current = { ...rig.settings.current, bots: bots.slice(0, 1) };
    rig.pool.keepOnly(rig.settings.current.bots);
    rig.models.settingsChanged();
    expect(rig.models.summary().all).toBe(1);
    expect(told).toBe(1);
    bee?.local?.setStatus({ kind: 'idle' });
    expect(told).toBe(1);
    await rig.close();
  });
});

describe('loading a model', () => {
  const never = new AbortController().signal;
  const stateOf = async (rig: Rig, name: string) =>
    (await rig.models.rows()).find(row => row.name === name)?.status;

  it('brings it into memory, where it stays without having been asked', async () => {
    const { wait, open } = gateway();
    const rig = await openRig({ settings: { bots }, need });
    const ant = rig.bots.get('Ant');
    if (ant?.local) ant.local.loading = wait;
    const loading = rig.models.load(['Ant', 'Far', 'Nobody'], never);
    await vi.waitFor(async () => {
      expect(await stateOf(rig, 'Ant')).toEqual({ kind: 'loading', fraction: 0 });
    });
    open();
    expect(await loading).toEqual([]);
    expect(await stateOf(rig, 'Ant')).toEqual({ kind: 'idle' });
    expect(await stateOf(rig, 'Bee')).toEqual({ kind: 'unloaded' });
    expect(await stateOf(rig, 'Far')).toEqual({ kind: 'unasked' });
    expect(ant?.asked).toEqual([]);
    expect(rig.planner.running, 'it holds no core').toBe(0);
    await rig.models.load(['Ant'], never);
    expect(ant?.local?.loads, 'it is there already').toBe(1);
    await rig.close();
  });

  it('waits while one alone may compute, and says so', async () => {
    const { wait, open } = gateway();
    const generation = { ...GENERATION, concurrency: 'sequential' as const };
    const rig = await openRig({ settings: { bots, generation }, need });
    const ant = rig.bots.get('Ant')?.local;
    if (ant) ant.loading = wait;
    const loading = rig.models.load(['Ant', 'Bee'], never);
    await vi.waitFor(() => {
      expect(ant?.status.kind).toBe('loading');
    });
    expect(await stateOf(rig, 'Bee')).toEqual({ kind: 'waiting' });
    open();
    expect(await loading).toEqual([]);
    expect(await stateOf(rig, 'Bee')).toEqual({ kind: 'idle' });
    await rig.close();
  });

  it('says which cannot be loaded and why, also in its row, until it can', async () => {
    const broken = new BotError('modelBroken', 'The file is cut off.');
    const rig = await openRig({ settings: { bots }, need });
    const bee = rig.bots.get('Bee')?.local;
    if (bee) bee.loadFailure = broken;
    const failures = await rig.models.load(['Ant', 'Bee'], never);
    const error = { code: 'modelBroken', message: 'The file is cut off.' };
    expect(failures).toEqual([{ name: 'Bee', error }]);
    expect(await stateOf(rig, 'Ant')).toEqual({ kind: 'idle' });
    expect(await stateOf(rig, 'Bee')).toEqual({ kind: 'failed', error });
    if (bee) bee.loadFailure = undefined;
    expect(await rig.models.load(['Bee'], never)).toEqual([]);
    expect(await stateOf(rig, 'Bee')).toEqual({ kind: 'idle' });
    await rig.close();
  });

  it('refuses one that needs more memory than there is', async () => {
    const rig = await openRig({
      settings: { bots },
      need: name => ({ file: name, weights: name === 'Ant' ? 1e12 : 1, own: 1 }),
    });
    const failures = await rig.models.load(['Ant', 'Bee'], never);
    expect(failures).toMatchObject([{ name: 'Ant', error: { code: 'doesNotFit' } }]);
    expect(await stateOf(rig, 'Ant')).toMatchObject({ kind: 'failed' });
    await rig.close();
  });

  it('ends when it is taken out of memory meanwhile, or the user cancels', async () => {
    const rig = await openRig({ settings: { bots }, need });
    for (const end of ['unload', 'abort'] as const) {
      const { wait, open } = gateway();
      const ant = rig.bots.get('Ant')?.local;
      if (ant) ant.loading = wait;
      const cancel = new AbortController();
      const loading = rig.models.load(['Ant'], cancel.signal);
      await vi.waitFor(() => {
        expect(ant?.status.kind).toBe('loading');
      });
      if (end === 'abort') cancel.abort();
      const ended = end === 'unload' ? rig.models.unload(['Ant']) : undefined;
      open();
      await ended;
      expect(await loading).toEqual([]);
      expect(await stateOf(rig, 'Ant')).toEqual({ kind: 'unloaded' });
      expect(rig.planner.running).toBe(0);
    }
    await rig.close();
  });

  it('ends for each who cancels, and for good once all have', async () => {
    const rig = await openRig({ settings: { bots }, need });
    const ant = rig.bots.get('Ant')?.local;
    const { wait, open } = gateway();
    if (ant) ant.loading = wait;
    const cancels = [new AbortController(), new AbortController(), new AbortController()];
    const ended: number[] = [];
    const ask = (index: number) =>
      rig.models.load(['Ant'], cancels[index]?.signal ?? never).then(failures => {
        expect(failures).toEqual([]);
        ended.push(index);
      });
    const first = ask(0);
    const second = ask(1);
    await vi.waitFor(() => {
      expect(ant?.status.kind).toBe('loading');
    });
    const third = ask(2);
    cancels[0]?.abort();
    await first;
    cancels[2]?.abort();
    await third;
    expect(ended).toEqual([0, 2]);
    expect(ant?.status.kind).toBe('loading');
    cancels[1]?.abort();
    const again = ask(3);
    open();
    await Promise.all([second, again]);
    expect(ant?.loads, 'what was given up is begun anew').toBe(2);
    expect(await stateOf(rig, 'Ant')).toEqual({ kind: 'idle' });
    await rig.close();
  });

  it('is refused before a blind vote is cast and in a workspace that nobody trusts', async () => {
    const rig = await openRig({ settings: { bots }, need });
    const session = await rig.sessions.begin();
    const watching = rig.arena.sessions.watch(session.id);
    await rig.arena.startTurn(session.id, 'Hi');
    await rig.ended(session);
    await expect(rig.models.load(['Ant'], never)).rejects.toMatchObject({ code: 'blind' });
    await expect(rig.models.test('Ant', never)).rejects.toMatchObject({ code: 'blind' });
    expect(() => rig.models.refuseSecret()).toThrow(expect.objectContaining({ code: 'blind' }));
    let told = 0;
    rig.models.onChange(() => told++);
    await rig.annotations.cast(session.id, { verdict: { kind: 'allGood' }, comment: '' });
    expect(told, 'the rows may tell again').toBeGreaterThan(0);
    expect(rig.models.isSecret).toBe(false);
    expect(await rig.models.votesOn('Ant')).toBe(1);
    expect(await rig.models.votesOn('Nobody')).toBe(0);
    rig.world.trust = false;
    await expect(rig.models.load(['Ant'], never)).rejects.toMatchObject({ code: 'untrusted' });
    expect(() => rig.models.refuseSecret()).toThrow(expect.objectContaining({ code: 'untrusted' }));
    rig.world.trust = true;
    expect(() => rig.models.refuseSecret()).not.toThrow();
    watching.dispose();
    await rig.close();
  });
});
