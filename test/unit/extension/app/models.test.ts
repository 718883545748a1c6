import { describe, expect, it, vi } from 'vitest';
import { BotError, type MemoryNeed } from '../../../../src/bots/bot.ts';
import { aSpec, openRig } from '../../../support/appRig.ts';
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
      (await rig.models.rows()).map(({ name, status }) => [name, status?.kind]);
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
