import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BotError } from '../../../../../src/bots/bot.ts';
import { gateway } from '../../../../support/gateway.ts';
import { ScriptedModel } from '../../../../support/scriptedBot.ts';
import { GB, localModel as model, plannerRig, settle, type PlannerRig } from './plannerRig.ts';

let rig: PlannerRig;

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  rig.planner.dispose();
  vi.useRealTimers();
});

describe('memory', () => {
  it('is shared by as many as fit; the rest waits and sees the plan', async () => {
    rig = plannerRig({ memoryLimitBytes: 10 * GB });
    const [a, b, c] = [model(4), model(5), model(7)];
    const [first, second, third] = [
      rig.enter(a),
      rig.enter(b, { seat: 'B' }),
      rig.enter(c, { seat: 'C' }),
    ];
    await settle();
    expect([first.grant, second.grant].includes(undefined)).toBe(false);
    expect(third.waits).toEqual([
      { kind: 'waiting', why: 'memory', plan: [['A', 'B'], ['C']], others: 0 },
    ]);
    rig.leave(a, first);
    await settle();
    expect(third.grant).toBeUndefined();
    expect(a.unloads, 'what would not help stays').toBe(0);
    rig.leave(b, second);
    await settle();
    expect(third.grant).toBeDefined();
    expect([a.unloads, b.unloads]).toEqual([1, 1]);
  });

  it('is taken only once it is really free', async () => {
    rig = plannerRig({ memoryLimitBytes: 10 * GB });
    const [a, b] = [model(6), model(6)];
    rig.leave(a, await rig.entered(a));
    const dying = gateway();
    const unload = a.unload.bind(a);
    a.unload = () => dying.wait.then(unload);
    const second = rig.enter(b);
    await settle();
    expect(second.grant).toBeUndefined();
    dying.open();
    await settle();
    expect(second.grant).toBeDefined();
  });

  it('is given back by who is stopped while room is made for it', async () => {
    rig = plannerRig({ memoryLimitBytes: 10 * GB });
    const [a, b] = [model(6), model(6)];
    rig.leave(a, await rig.entered(a));
    const dying = gateway();
    a.unload = () => dying.wait;
    const second = rig.enter(b);
    await settle();
    second.stop();
    await settle();
    expect(second.error).toEqual(new Error('stopped'));
    expect(rig.planner.running).toBe(0);
    dying.open();
  });

  it('refuses with the two numbers what does not fit alone, and says what a file is', async () => {
    rig = plannerRig({}, { memory: () => ({ available: 6 * GB, countsMapped: true }) });
    const big = rig.enter(model(8));
    const broken = rig.enter(new ScriptedModel(new BotError('notGguf', 'no model')));
    const small = rig.enter(model(5));
    await settle();
    expect(big.error).toMatchObject({
      code: 'doesNotFit',
      message: expect.stringContaining('needs 8.0 GB, and 5.4 GB of memory can be used') as string,
    });
    expect(broken.error).toMatchObject({ code: 'notGguf' });
    expect(small.grant).toBeDefined();
  });

  it('is measured anew for each who comes, where that takes its time', async () => {
    let available = 1 * GB;
    const measured = gateway();
    const refreshMemory = async (): Promise<void> => {
      await measured.wait;
      available = 10 * GB;
    };
    rig = plannerRig({}, { memory: () => ({ available, countsMapped: false }), refreshMemory });
    const entered = rig.enter(model(5));
    await settle();
    expect([entered.grant, entered.error]).toEqual([undefined, undefined]);
    measured.open();
    await settle();
    expect(entered.grant).toBeDefined();
  });

  it('that our own models hold counts as ours', async () => {
    let available = 10 * GB;
    rig = plannerRig({}, { memory: () => ({ available, countsMapped: true }) });
    const [a, b] = [model(8), model(7)];
    rig.leave(a, await rig.entered(a));
    available = 2 * GB;
    const second = rig.enter(b);
    await settle();
    expect(second.grant).toBeDefined();
    expect(a.unloads).toBe(1);
  });

  it('is not said to be too little while another model still takes its part', async () => {
    let available = 10 * GB;
    rig = plannerRig({}, { memory: () => ({ available, countsMapped: true }) });
    const [a, b] = [model(4), model(8)];
    const first = rig.enter(a);
    await settle();
    a.setStatus({ kind: 'loading', fraction: 0.5 });
    available = 8 * GB;
    const second = rig.enter(b, { seat: 'B' });
    await settle();
    expect(second.error).toBeUndefined();
    expect(second.waits.at(-1)).toMatchObject({ why: 'memory' });
    available = 6 * GB;
    rig.leave(a, first);
    await settle();
    expect(second.grant).toBeDefined();
  });

  it('beyond a limit that was lowered is given back by who idles', async () => {
    rig = plannerRig({ memoryLimitBytes: 10 * GB });
    const [a, b] = [model(4), model(5)];
    rig.leave(a, await rig.entered(a));
    await vi.advanceTimersByTimeAsync(10);
    rig.leave(b, await rig.entered(b));
    rig.change({ memoryLimitBytes: 8 * GB });
    await settle();
    expect([a.unloads, b.unloads]).toEqual([1, 0]);
  });

  it('is free again although a model did not end cleanly', async () => {
    rig = plannerRig({ memoryLimitBytes: 10 * GB });
    const [a, b] = [model(6), model(6)];
    rig.leave(a, await rig.entered(a));
    a.unload = () => Promise.reject(new Error('no'));
    const second = rig.enter(b);
    await settle();
    expect(second.grant).toBeDefined();
    expect(rig.errors).toHaveLength(1);
  });
});

describe('a drive that does not answer', () => {
  const silent = (): ScriptedModel => {
    const local = model(1);
    local.need = () => new Promise(() => {});
    return local;
  };

  it('holds up those behind for ten seconds and no longer', async () => {
    rig = plannerRig();
    const first = rig.enter(silent());
    const second = rig.enter(model(1), { seat: 'B' });
    await vi.advanceTimersByTimeAsync(9_900);
    expect([first.error, second.grant]).toEqual([undefined, undefined]);
    await vi.advanceTimersByTimeAsync(200);
    expect(first.error).toMatchObject({
      code: 'modelMissing',
      message: 'The model could not be read: the drive does not answer.',
    });
    expect(second.grant).toBeDefined();
  });

  it('is no matter to who was stopped, or whose file was read', async () => {
    rig = plannerRig({ concurrency: 'sequential' });
    const stopped = rig.enter(silent());
    stopped.stop();
    const [a, b] = [model(1), model(1)];
    const first = rig.enter(a);
    const second = rig.enter(b, { seat: 'B' });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(stopped.error).toEqual(new Error('stopped'));
    expect([second.grant, second.error]).toEqual([undefined, undefined]);
    rig.leave(a, first);
    await settle();
    expect(second.grant).toBeDefined();
  });
});
