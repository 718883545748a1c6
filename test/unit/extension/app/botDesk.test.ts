import { describe, expect, it, vi } from 'vitest';
import type { Bot, MemoryNeed } from '../../../../src/bots/bot.ts';
import type { SessionId } from '../../../../src/core/model.ts';
import { BotDesk } from '../../../../src/extension/app/botDesk.ts';
import { BotPool } from '../../../../src/extension/app/botPool.ts';
import { LocalPlanner } from '../../../../src/extension/app/planner/localPlanner.ts';
import { aSpec, GENERATION } from '../../../support/appRig.ts';
import { gateway } from '../../../support/gateway.ts';
import { ScriptedBot } from '../../../support/scriptedBot.ts';

const need: MemoryNeed = { file: 'a', weights: 0, own: 1 };
const spec = aSpec('Ant');

function deskRig() {
  const bots: ScriptedBot[] = [];
  const errors: unknown[] = [];
  const log = { debug() {}, info() {}, warn() {}, error: (text: string) => errors.push(text) };
  const pool = new BotPool((): Bot => {
    const bot = new ScriptedBot(() => [], { need });
    bots.push(bot);
    return bot;
  }, log);
  const planner = new LocalPlanner({
    cores: 2,
    settings: () => GENERATION,
    memory: () => ({ available: 8e9, countsMapped: true }),
    now: () => 0,
    log,
  });
  const desk = new BotDesk(pool, planner, () => 0);
  const who = { sessionId: 'S' as SessionId, seat: 'A' };
  const lend = () => desk.lend(spec, who, new AbortController().signal, () => {});
  return { bots, errors, pool, planner, lend };
}

/** Lets everything happen that needs no time. */
const settle = () => new Promise(resolve => setTimeout(resolve, 5));

describe('what was lent', () => {
  it('comes back once nothing is computed any more', async () => {
    const { bots, planner, lend } = deskRig();
    const loan = await lend();
    const computing = gateway();
    bots[0]!.stillComputing = computing.wait;
    loan.giveBack();
    await settle();
    expect(planner.running).toBe(1);
    computing.open();
    await vi.waitFor(() => {
      expect(planner.running).toBe(0);
    });
  });

  it('comes back from a bot that cannot tell, too', async () => {
    const { bots, pool, planner, lend } = deskRig();
    const loan = await lend();
    bots[0]!.idle = () => Promise.reject(new Error('no'));
    loan.giveBack();
    await vi.waitFor(() => {
      expect(planner.running).toBe(0);
    });
    pool.keepOnly([]);
    expect(bots[0]?.disposed).toBe(true);
  });
});

describe('a bot that is no longer configured', () => {
  it('ends once it is idle, and the pool waits for that', async () => {
    const { bots, errors, pool, lend } = deskRig();
    const loan = await lend();
    const [bot] = bots;
    const ending = gateway();
    const dispose = vi.fn(() => ending.wait);
    bot!.dispose = dispose;
    pool.keepOnly([]);
    expect(dispose).not.toHaveBeenCalled();
    loan.giveBack();
    await settle();
    expect(dispose).toHaveBeenCalledTimes(1);
    let over = false;
    const disposed = pool.dispose().then(() => (over = true));
    await settle();
    expect(over).toBe(false);
    ending.open();
    await disposed;
    expect(dispose).toHaveBeenCalledTimes(1);
    expect(errors).toEqual([]);
  });

  it('ends with the pool while it is still in use', async () => {
    const { bots, errors, pool, lend } = deskRig();
    await lend();
    pool.keepOnly([]);
    bots[0]!.dispose = () => Promise.reject(new Error('no'));
    await pool.dispose();
    expect(errors).toEqual(['A bot did not end cleanly']);
  });
});
