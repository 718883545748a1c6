import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ReplyPart } from '../../../../src/bots/bot.ts';
import type { LlamaSpec } from '../../../../src/bots/botSpec.ts';
import { demoModel } from '../../../../scripts/demo/models.mjs';
import { splitFiles } from '../../../support/ggufFiles.ts';
import { begun, failure, order, UnrulyZoo } from './unruly.ts';
import type { ReplyOrders } from './unrulyWorker.ts';
import { isAlive } from './zoo.ts';

// Real processes that misbehave when they are told to.
let unruly: UnrulyZoo;
beforeAll(async () => {
  unruly = await UnrulyZoo.open();
}, 60_000);
afterAll(() => unruly.zoo.close());

describe('what is asked and told', () => {
  it('crosses the border whole, with what the host adds', async () => {
    const spec: Partial<LlamaSpec> = {
      devices: [1, 3],
      backend: 'cuda',
      gpuLayers: 7,
      contextOverflow: 'dropOldest',
      contextSize: 512,
      template: { kind: 'family', name: 'vicuna' },
    };
    const { bot } = await unruly.bot({ maxThreads: 4, vramShare: () => 0.25 }, undefined, spec);
    const parts: ReplyPart[] = [];
    const text = JSON.stringify({ tellAll: true } satisfies ReplyOrders);
    const request = { messages: [{ role: 'user', text } as const], sampling: { topK: 3 } };
    const more = { conversation: 'seat A', alternatives: 2, threads: 3 };
    for await (const part of bot.reply({ ...request, ...more }, new AbortController().signal)) {
      parts.push(part);
    }
    expect(parts.map(({ kind }) => kind)).toEqual([
      'loading',
      'started',
      'evaluating',
      'thinking',
      'tokens',
      'text',
      'end',
    ]);
    expect(parts[1]).toEqual({ kind: 'started', leftOutTurns: 2 });
    const told = parts.find(part => part.kind === 'text')!.text;
    expect(JSON.parse(told)).toMatchObject({
      ask: {
        conversation: 'seat A',
        alternatives: 2,
        contextOverflow: 'dropOldest',
        sampling: { topK: 3, seed: expect.any(Number) as number },
      },
      load: {
        contextSize: 512,
        threads: 3,
        maxThreads: 4,
        gpuLayers: 7,
        backend: 'cuda',
        vramShare: 0.25,
        template: spec.template,
        lora: [],
      },
      devices: ['1,3', '1,3', '1,3'],
    });
    expect(parts.at(-1)).toMatchObject({
      finish: 'stop',
      tokens: { prompt: 7, evaluated: 5 },
      timings: { totalMs: 2, waitMs: expect.any(Number) as number },
      leftOutTurns: 2,
    });
  });

  it('is each time another conversation unless it is named, and refuses by default', async () => {
    const { bot } = await unruly.bot();
    const asked: { conversation: string; contextOverflow: string }[] = [];
    for (let i = 0; i < 2; i++) {
      const { text } = await order(bot, { tellAll: true });
      asked.push((JSON.parse(text) as { ask: (typeof asked)[0] }).ask);
    }
    expect(asked[0]!.conversation).not.toBe(asked[1]!.conversation);
    expect(asked[0]!.contextOverflow).toBe('refuse');
  });

  it('tells a change of threads, never more than the bot may use', async () => {
    const { bot } = await unruly.bot({ maxThreads: 4 }, undefined, { threads: 3 });
    const threads = async () =>
      (JSON.parse((await order(bot, { tellAll: true })).text) as { threads: number }).threads;
    bot.local.useThreads(2);
    expect(await threads()).toBe(2);
    bot.local.useThreads(9);
    expect(await threads()).toBe(3);
  });

  it('is told of in the status', async () => {
    const { bot, statuses } = await unruly.bot({}, { steps: [0.25, 1] });
    expect(bot.local.status.kind).toBe('unloaded');
    const { parts } = await order(bot, {});
    expect(parts.slice(0, 3)).toEqual([
      { kind: 'loading', fraction: 0 },
      { kind: 'loading', fraction: 0.25 },
      { kind: 'loading', fraction: 1 },
    ]);
    await bot.local.unload();
    expect(statuses.map(({ kind }) => kind)).toEqual([
      'loading',
      'loading',
      'loading',
      'idle',
      'busy',
      'idle',
      'unloaded',
    ]);
    expect(bot.local.pid).toBeUndefined();
  });
});

describe('a stop', () => {
  it('that is not heeded ends the process, and fails the others in it', async () => {
    const { bot } = await unruly.bot();
    const stop = new AbortController();
    const deaf = begun(bot, { texts: 100_000, deaf: true }, stop.signal);
    const other = begun(bot, { texts: 100_000 });
    await Promise.all([deaf.text, other.text]);
    const pid = bot.local.pid!;
    stop.abort();
    await deaf.reply;
    await expect(other.reply).rejects.toEqual(failure('processDied', /did not end within 3 s/));
    await bot.idle();
    expect(isAlive(pid)).toBe(false);
    expect(bot.local.status.kind).toBe('unloaded');
  });

  it('lets the model load on for whoever comes next', async () => {
    const { bot } = await unruly.bot({}, { steps: [0.1, 0.5, 1], stepMs: 50 });
    const stop = new AbortController();
    const { parts } = await order(bot, {}, { signal: stop.signal, onPart: () => stop.abort() });
    expect(parts).toEqual([{ kind: 'loading', fraction: 0 }]);
    await bot.idle();
    const { pid } = bot.local;
    await order(bot, {});
    expect(bot.local.pid).toBe(pid);
  });

  it('ends a reply that waits for its place, and that one only', async () => {
    const { bot } = await unruly.bot();
    await order(bot, {});
    const ends = Array.from({ length: 40 }, () => new AbortController());
    const replies = ends.map(({ signal }) => order(bot, { texts: 3, textMs: 20 }, { signal }));
    ends.at(-1)!.abort();
    const heard = await Promise.all(replies);
    expect(heard.at(-1)!.parts).toEqual([]);
    for (const { end } of heard.slice(0, -1)) expect(end?.finish).toBe('stop');
  });
});

describe('loading a model', () => {
  it('brings it into memory without asking it anything', async () => {
    const { bot, statuses } = await unruly.bot({}, { steps: [0.5, 1], stepMs: 20 });
    await bot.local.load(new AbortController().signal);
    expect(statuses.map(({ kind }) => kind)).toEqual(['loading', 'loading', 'loading', 'idle']);
    const { pid } = bot.local;
    expect((await order(bot, {})).parts.map(({ kind }) => kind)).not.toContain('loading');
    expect(bot.local.pid).toBe(pid);
  });

  it('that is no longer wanted goes on until it is taken out of memory', async () => {
    const { bot } = await unruly.bot({}, { steps: [0.1, 0.5, 1], stepMs: 200 });
    const stop = new AbortController();
    const loading = bot.local.load(stop.signal);
    await vi.waitFor(() => expect(bot.local.status.kind).toBe('loading'));
    stop.abort();
    await loading;
    expect(bot.local.status.kind).toBe('loading');
    await bot.local.unload();
    expect(bot.local.status.kind).toBe('unloaded');
  });

  it('fails with the reason if the file is no model', async () => {
    const { bot } = await unruly.bot({}, undefined, { modelPath: '/nowhere/x.gguf' });
    await expect(bot.local.load(new AbortController().signal)).rejects.toEqual(
      failure('modelMissing', /./),
    );
  });
});

describe('taking a model out of memory', () => {
  it('fails what runs and waits until the process is gone', async () => {
    const { bot } = await unruly.bot();
    const { text, reply } = begun(bot, { texts: 100_000 });
    await text;
    const pid = bot.local.pid!;
    const unloading = bot.local.unload();
    const next = order(bot, {});
    await unloading;
    expect(isAlive(pid)).toBe(false);
    await expect(reply).rejects.toEqual(failure('processDied', /out of memory/));
    expect((await next).end?.finish).toBe('stop');
    expect(bot.local.pid).not.toBe(pid);
  });

  it('ends a load and a pause, but starts nothing', async () => {
    const loading = await unruly.bot({}, { then: { silent: 'wait' } });
    const first = order(loading.bot, {});
    first.catch(() => {});
    await vi.waitFor(() => expect(loading.bot.local.status.kind).toBe('loading'));
    await loading.bot.local.unload();
    await expect(first).rejects.toMatchObject({ code: 'processDied' });

    const crashed = await unruly.bot({ restartPausesMs: [60_000] });
    await expect(order(crashed.bot, { then: { die: 'SIGKILL' } })).rejects.toThrow();
    const parts: ReplyPart[] = [];
    const paused = order(crashed.bot, {}, { onPart: part => parts.push(part) });
    paused.catch(() => {});
    await vi.waitFor(() => expect(parts).toHaveLength(1));
    await crashed.bot.local.unload();
    await expect(paused).rejects.toMatchObject({ code: 'processDied' });
    expect(crashed.bot.local).toMatchObject({ status: { kind: 'unloaded' }, pid: undefined });
  });
});

describe('a model file', () => {
  it('that is replaced is loaded anew', async () => {
    const { bot, name } = await unruly.bot();
    await order(bot, {});
    const { pid } = bot.local;
    await order(bot, {});
    expect(bot.local.pid).toBe(pid);
    await unruly.zoo.write(name, demoModel('owl'));
    await order(bot, {});
    expect(bot.local.pid).not.toBe(pid);
    await unruly.zoo.write(name, 'no model any more');
    await expect(order(bot, {})).rejects.toMatchObject({ code: 'notGguf' });
    await expect(bot.local.need()).rejects.toMatchObject({ code: 'notGguf' });
  });

  it('in several parts is loaded anew when one is replaced, and missed when one is gone', async () => {
    const parts = splitFiles(3);
    const paths = await Promise.all(
      parts.map(({ name, content }) => unruly.zoo.write(name, content)),
    );
    const { bot } = await unruly.bot({}, undefined, { modelPath: paths[0]! });
    await order(bot, {});
    const { pid } = bot.local;
    await order(bot, {});
    expect(bot.local.pid).toBe(pid);
    await unruly.zoo.write(parts[2]!.name, splitFiles(3)[2]!.content);
    await order(bot, {});
    expect(bot.local.pid).not.toBe(pid);
    await rm(paths[1]!);
    await expect(order(bot, {})).rejects.toEqual(
      failure('modelBroken', /another part .* is missing beside it: -00002-of-00003\.gguf/),
    );
  });

  it('tells what it will take, larger for a larger context', async () => {
    const small = await (await unruly.bot({}, undefined, { contextSize: 256 })).bot.local.need();
    const large = await (await unruly.bot({}, undefined, { contextSize: 1024 })).bot.local.need();
    expect(small.weights).toBeGreaterThan(0);
    expect(large.own).toBeGreaterThan(small.own);
  });

  it('may lie on a GPU if its settings say so, until its process has found none', async () => {
    const { bot } = await unruly.bot({}, undefined, { gpuLayers: 7 });
    expect((await bot.local.need()).onGpu).toBe(true);
    await order(bot, {});
    expect((await bot.local.need()).onGpu).toBeUndefined();
    const { bot: plain } = await unruly.bot({}, undefined, { backend: 'cpu', gpuLayers: 7 });
    expect((await plain.local.need()).onGpu).toBeUndefined();
  });
});
