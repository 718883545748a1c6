import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ReplyPart } from '../../../../src/bots/bot.ts';
import { begun, failure, order, STALL_MS, UnrulyZoo } from './unruly.ts';
import type { LoadOrders } from './unrulyWorker.ts';
import { isAlive } from './zoo.ts';

// Real processes that misbehave when they are told to.
let unruly: UnrulyZoo;
beforeAll(async () => {
  unruly = await UnrulyZoo.open();
}, 60_000);
afterAll(() => unruly.zoo.close());

describe('a process that falls silent', () => {
  it('before a reply started, and computes: the template failed', async () => {
    const { bot } = await unruly.bot({ stallTimeoutMs: () => 20_000 });
    await order(bot, {});
    const { pid } = bot.local;
    const first = { silent: 'loop' } as const;
    await expect(order(bot, { first })).rejects.toEqual(
      failure('templateFailed', /\d s.*another template/),
    );
    expect(bot.local.status).toMatchObject({ kind: 'failed', error: { code: 'templateFailed' } });
    // No crash: it is started again at once, however often.
    await expect(order(bot, { first })).rejects.toMatchObject({ code: 'templateFailed' });
    const { parts } = await order(bot, {});
    expect(parts[0]?.kind).toBe('loading');
    expect(isAlive(pid!)).toBe(false);
  });

  it('before a reply started, and does not compute: it stalled', async () => {
    const stallMs = 3 * STALL_MS;
    const { bot } = await unruly.bot({ stallTimeoutMs: () => stallMs });
    await order(bot, {});
    const asked = performance.now();
    await expect(order(bot, { first: { silent: 'wait' } })).rejects.toEqual(
      failure('stalled', /said nothing for \d/),
    );
    expect(performance.now() - asked).toBeGreaterThan(0.9 * stallMs);
    expect(bot.local.status).toMatchObject({ kind: 'failed', error: { code: 'stalled' } });
  });

  it('before a reply started, since it gets no time: nothing is wrong once it does', async () => {
    const { bot } = await unruly.bot({ stallTimeoutMs: () => 20_000 });
    await order(bot, {});
    const pid = bot.local.pid!;
    process.kill(pid, 'SIGSTOP');
    const asked = order(bot, {});
    await delay(3 * STALL_MS);
    process.kill(pid, 'SIGCONT');
    expect((await asked).end?.finish).toBe('stop');
    expect(bot.local.pid).toBe(pid);
  });

  it('in the middle of a reply: it stalled, and what it said is kept', async () => {
    const { bot } = await unruly.bot();
    const parts: ReplyPart[] = [];
    const asked = order(
      bot,
      { texts: 2, then: { silent: 'loop' } },
      { onPart: part => parts.push(part) },
    );
    await expect(asked).rejects.toEqual(
      failure('stalled', /said nothing for 0\.8 s.*stallTimeout/),
    );
    expect(parts.filter(({ kind }) => kind === 'text')).toHaveLength(2);
    expect((await order(bot, {})).end?.finish).toBe('stop');
  });

  it('while it loads: it stalled', async () => {
    const orders: LoadOrders = { once: true, steps: [0.5], then: { silent: 'wait' } };
    const { bot } = await unruly.bot({ stallTimeoutMs: () => 2500 }, orders);
    await expect(order(bot, {})).rejects.toEqual(failure('stalled', /came no further for 2\.5 s/));
    expect((await order(bot, {})).end?.finish).toBe('stop');
  });

  it('is left alone while it gives a sign of life', async () => {
    const orders: LoadOrders = { steps: [0.2, 0.4, 0.6, 0.8], stepMs: 900 };
    const { bot } = await unruly.bot({ stallTimeoutMs: () => 2500 }, orders);
    const { end } = await order(bot, { texts: 4, textMs: 900 });
    expect(end?.finish).toBe('stop');
  });

  it('fails the replies beside it too, with another reason', async () => {
    const { bot } = await unruly.bot();
    const first = begun(bot, { texts: 1, then: { silent: 'wait' } });
    const beside = begun(bot, { texts: 1, then: { silent: 'wait' } });
    await Promise.all([first.text, beside.text]);
    const codes = await Promise.allSettled([first.reply, beside.reply]);
    const reasons = codes.map(result => (result as PromiseRejectedResult).reason as unknown);
    expect(reasons).toContainEqual(failure('stalled', /said nothing/));
    expect(reasons).toContainEqual(failure('processDied', /Another reply.*said nothing/));
  });

  it('blames the reply that never started for the silence of all', async () => {
    let stallMs = STALL_MS;
    const { bot } = await unruly.bot({
      templateTimeoutMs: 2 * STALL_MS,
      stallTimeoutMs: () => stallMs,
    });
    const fine = begun(bot, { texts: 1000 });
    await fine.text;
    const looping = order(bot, { first: { silent: 'loop' } });
    looping.catch(() => {});
    // By then the other reply has noticed; on a busy machine the loop needs more time to be one.
    await delay(1.5 * STALL_MS);
    stallMs = 20_000;
    await expect(looping).rejects.toMatchObject({ code: 'templateFailed' });
    await expect(fine.reply).rejects.toEqual(failure('processDied', /Another reply.*template/));
  });

  it('is killed also when it was paused from outside', async () => {
    const { bot } = await unruly.bot();
    const { text, reply } = begun(bot, { texts: 1000 });
    await text;
    const pid = bot.local.pid!;
    process.kill(pid, 'SIGSTOP');
    await expect(reply).rejects.toMatchObject({ code: 'stalled' });
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false));
    expect((await order(bot, {})).end?.finish).toBe('stop');
  });
});

describe('a process that dies', () => {
  it.each([
    ['by a signal', { die: 'SIGSEGV' }, /SIGSEGV.*damaged/],
    ['without AVX', { die: 'SIGILL' }, /SIGILL.*AVX/],
    ['for want of memory', { die: 'SIGKILL' }, /SIGKILL.*memory/],
    ['by its own will', { die: 7 }, /exit code 7.*last words: Nothing doing\./],
    ['in an abort', { die: 'abort' }, /SIGABRT.*gave up/],
  ] as const)('%s says so', async (_, then, message) => {
    const { bot } = await unruly.bot();
    await expect(order(bot, { then })).rejects.toEqual(failure('processDied', message));
    expect(bot.local.status).toEqual({ kind: 'failed', error: failure('processDied', message) });
  });

  it('fails every reply that ran in it, while those that wait go on in the next', async () => {
    const { bot } = await unruly.bot();
    await order(bot, {});
    const began: boolean[] = Array.from({ length: 24 }, () => false);
    const replies = began.map((_, i) =>
      order(
        bot,
        { texts: 20, textMs: 20 },
        {
          onPart: part => {
            if (part.kind === 'text') began[i] = true;
          },
        },
      ),
    );
    const all = Promise.allSettled(replies);
    await vi.waitFor(() => expect(began).toContain(true));
    await delay(50);
    const ran = began.indexOf(false);
    process.kill(bot.local.pid!, 'SIGKILL');
    const results = await all;
    expect(ran).toBeGreaterThan(0);
    expect(results.map(({ status }) => status)).toEqual(
      results.map((_, i) => (i < ran ? 'rejected' : 'fulfilled')),
    );
  });

  it('again and again is started after growing pauses, until a reply comes to its end', async () => {
    const { bot } = await unruly.bot({ restartPausesMs: [0, 1000, 2000] });
    const crash = async () => {
      const parts: ReplyPart[] = [];
      const asked = order(bot, { then: { die: 'SIGKILL' } }, { onPart: part => parts.push(part) });
      await expect(asked).rejects.toMatchObject({ code: 'processDied' });
      return parts.flatMap(part => (part.kind === 'restarting' ? [part.pauseMs] : []));
    };
    expect(await crash()).toEqual([]);
    expect(await crash()).toEqual([]);
    const [second, ...more] = await crash();
    expect(more).toEqual([]);
    expect(second).toBeGreaterThan(0);
    expect(second).toBeLessThanOrEqual(1000);
    expect((await crash())[0]).toBeGreaterThan(1000);
    const { parts } = await order(bot, {});
    expect(parts[0]).toMatchObject({ kind: 'restarting' });
    expect(await crash()).toEqual([]);
    expect(await crash()).toEqual([]);
    // A process that says why it does not answer is well.
    const refused = order(bot, { first: { refuse: 'contextTooSmall' } });
    await expect(refused).rejects.toMatchObject({ code: 'contextTooSmall' });
    expect(await crash()).toEqual([]);
    expect(await crash()).toEqual([]);
  });

  it('counts also when it aborts while it loads, but not when it refuses the file', async () => {
    const broken = await unruly.bot({ restartPausesMs: [0, 60_000] }, { then: { die: 'SIGSEGV' } });
    for (let i = 0; i < 2; i++) {
      await expect(order(broken.bot, {})).rejects.toMatchObject({ code: 'modelBroken' });
    }
    const stop = new AbortController();
    const parts: ReplyPart[] = [];
    const waiting = order(
      broken.bot,
      {},
      { signal: stop.signal, onPart: part => parts.push(part) },
    );
    await vi.waitFor(() => expect(parts).toHaveLength(1));
    const stoppedAt = performance.now();
    stop.abort();
    await waiting;
    await broken.bot.idle();
    expect(performance.now() - stoppedAt).toBeLessThan(500);
    expect(parts[0]).toMatchObject({ kind: 'restarting' });

    const refused = await unruly.bot(
      { restartPausesMs: [60_000] },
      { then: { refuse: 'modelBroken' } },
    );
    for (let i = 0; i < 3; i++) {
      await expect(order(refused.bot, {})).rejects.toEqual(failure('modelBroken', /As ordered/));
    }
  });
});
