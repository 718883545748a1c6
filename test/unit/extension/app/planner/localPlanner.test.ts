import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MemoryNeed } from '../../../../../src/bots/bot.ts';
import type { SessionId } from '../../../../../src/core/model.ts';
import { gateway } from '../../../../support/gateway.ts';
import { localModel as model, plannerRig, settle, type PlannerRig } from './plannerRig.ts';

let rig: PlannerRig;

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  rig.planner.dispose();
  vi.useRealTimers();
});

describe('threads', () => {
  it('are shared anew among all that compute whenever one comes or goes', async () => {
    rig = plannerRig({}, { cores: 9 });
    const [a, b, c] = [model(1), model(1), model(1)];
    const first = rig.enter(a);
    await settle();
    expect(first.grant?.threads).toBe(8);
    const second = rig.enter(b, { seat: 'B', threads: 3 });
    rig.enter(c, { seat: 'C' });
    await settle();
    expect(first.grant?.threads).toBe(2);
    rig.leave(a, first);
    await settle();
    expect([a.threads, b.threads, c.threads]).toEqual([
      [8, 2],
      [2, 3],
      [2, 4],
    ]);
    expect(second.grant?.threads).toBe(3);
  });

  it('of all that compute are never more than the cores', async () => {
    rig = plannerRig({}, { cores: 4 });
    const models = Array.from({ length: 3 }, () => model(1));
    for (const [i, local] of models.entries()) {
      rig.enter(local, { seat: String(i) });
      await settle();
      const sum = models
        .slice(0, i + 1)
        .reduce((all, { threads }) => all + (threads.at(-1) ?? 0), 0);
      expect(sum).toBeLessThanOrEqual(4);
    }
  });
});

describe('turns', () => {
  it('come in the order of asking, one at a time if the user wants so', async () => {
    rig = plannerRig({ concurrency: 'sequential' });
    const models = [model(1), model(2), model(3)];
    // The first file is read last.
    const reading = gateway();
    const [slow] = models;
    if (slow) slow.need = () => reading.wait.then(() => slow.needs as MemoryNeed);
    const entered = models.map((local, i) => rig.enter(local, { seat: 'ABC'[i] ?? '' }));
    await settle();
    expect(entered.map(({ grant }) => grant !== undefined)).toEqual([false, false, false]);
    reading.open();
    for (const [i, local] of models.entries()) {
      await settle();
      const running = entered.map(({ grant }) => grant !== undefined);
      expect(running).toEqual(models.map((_, other) => other <= i));
      const own = entered[i];
      if (own) rig.leave(local, own);
    }
    expect(rig.planner.running).toBe(0);
    expect(entered[0]?.waits, 'who need not wait hears nothing').toEqual([]);
    expect(entered[2]?.waits).toEqual([
      { kind: 'waiting', why: 'cores', plan: [['A'], ['B'], ['C']], others: 0 },
      { kind: 'waiting', why: 'cores', plan: [['B'], ['C']], others: 0 },
    ]);
  });

  it('follow a changed setting at once', async () => {
    rig = plannerRig({ concurrency: 'sequential' });
    rig.enter(model(1));
    const second = rig.enter(model(1), { seat: 'B' });
    await settle();
    expect(second.grant).toBeUndefined();
    rig.change({ concurrency: 'parallel' });
    await settle();
    expect(second.grant).toBeDefined();
  });

  it('can be left by who waits, and by who is still being read', async () => {
    rig = plannerRig({ concurrency: 'sequential' });
    const [a, b, c] = [model(1), model(1), model(1)];
    const first = rig.enter(a);
    const second = rig.enter(b);
    b.need = () => new Promise(() => {});
    const unread = rig.enter(model(1));
    const third = rig.enter(c);
    await settle();
    second.stop();
    unread.stop();
    await settle();
    expect([second.error, unread.error]).toEqual([new Error('stopped'), new Error('stopped')]);
    rig.leave(a, first);
    await settle();
    expect(third.grant).toBeDefined();
    await expect(
      rig.planner.enter(
        a,
        { who: { sessionId: 'S' as SessionId, seat: 'A' }, onWaiting() {} },
        AbortSignal.abort(),
      ),
    ).rejects.toThrow();
  });

  it('name of other sessions only how many go before', async () => {
    rig = plannerRig({ concurrency: 'sequential' });
    rig.enter(model(1), { session: 'other' });
    rig.enter(model(1), { session: 'other', seat: 'B' });
    const own = rig.enter(model(1), { seat: 'A' });
    rig.enter(model(1), { session: 'other', seat: 'C' });
    await settle();
    expect(own.waits).toEqual([{ kind: 'waiting', why: 'cores', plan: [['A']], others: 2 }]);
  });
});

describe('idle models', () => {
  const MINUTE = 60_000;

  it('leave the memory after the time that the user set, and not while they answer', async () => {
    rig = plannerRig({ idleTimeoutMinutes: 15 });
    const [idle, busy] = [model(1), model(1)];
    rig.leave(idle, await rig.entered(idle));
    await rig.entered(busy);
    await vi.advanceTimersByTimeAsync(15 * MINUTE - 10);
    expect(idle.unloads).toBe(0);
    await vi.advanceTimersByTimeAsync(20);
    expect([idle.unloads, busy.unloads]).toEqual([1, 0]);
  });

  it('begin anew with each use', async () => {
    rig = plannerRig({ idleTimeoutMinutes: 15 });
    const a = model(1);
    rig.leave(a, await rig.entered(a));
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    rig.leave(a, await rig.entered(a));
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(a.unloads).toBe(0);
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(a.unloads).toBe(1);
  });

  it('stay for ever at 0, until the setting says otherwise', async () => {
    rig = plannerRig({ idleTimeoutMinutes: 0 });
    const a = model(1);
    rig.leave(a, await rig.entered(a));
    await vi.advanceTimersByTimeAsync(1e6 * MINUTE);
    expect(a.unloads).toBe(0);
    rig.change({ idleTimeoutMinutes: 1 });
    await settle();
    expect(a.unloads).toBe(1);
  });

  it('can be sent away, and those that answer cannot', async () => {
    rig = plannerRig();
    const [idle, busy, unknown] = [model(1), model(1), model(1)];
    rig.leave(idle, await rig.entered(idle));
    await rig.entered(busy);
    await rig.planner.unload([idle, busy, unknown]);
    expect([idle.unloads, busy.unloads, unknown.unloads]).toEqual([1, 0, 0]);
  });
});

it('leaves nothing behind', async () => {
  rig = plannerRig();
  const a = model(1);
  rig.leave(a, await rig.entered(a));
  rig.planner.dispose();
  expect(vi.getTimerCount()).toBe(0);
});
