import { describe, expect, it, vi } from 'vitest';
import type { BotError, MemoryNeed } from '../../../../src/bots/bot.ts';
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
    open();
    await rig.ended(session);
    await vi.waitFor(() => {
      expect(rig.planner.running).toBe(0);
    });
    await rig.models.unload(['Bee', 'Nobody']);
    expect(await states()).toEqual([
      ['Ant', 'idle'],
      ['Bee', 'unloaded'],
    ]);
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
