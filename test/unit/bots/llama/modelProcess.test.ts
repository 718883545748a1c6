import { fork } from 'node:child_process';
import { once } from 'node:events';
import { truncateSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ReplyPart } from '../../../../src/bots/bot.ts';
import { demoModel } from '../../../../scripts/demo/models.mjs';
import { ask, isAlive, Zoo } from './zoo.ts';

let zoo: Zoo;

beforeAll(async () => {
  zoo = await Zoo.open();
}, 60_000);

afterAll(() => zoo.close());

/** The parrot with one name in its header replaced by another of the same length. */
function renamed(from: string, to: string): Buffer {
  const model = Buffer.from(demoModel('parrot'));
  model.write(to, model.indexOf(from), 'latin1');
  return model;
}

const warm = { temperature: 0.8, seed: 7 };

const gone = (pid: number) => vi.waitFor(() => expect(isAlive(pid)).toBe(false), 10_000);

describe('a process that dies', () => {
  it('costs its reply, says how it ended, and is started anew for a retry', async () => {
    const bot = await zoo.bot({ endless: true });
    const parts: ReplyPart[] = [];
    const asked = ask(bot, 'Sing!', warm, {
      onPart: part => {
        parts.push(part);
        if (part.kind === 'text') process.kill(bot.local.pid!, 'SIGKILL');
      },
    });
    await expect(asked).rejects.toMatchObject({
      name: 'BotError',
      code: 'processDied',
      message: expect.stringContaining('SIGKILL') as string,
    });
    expect(parts.at(-1)?.kind).toBe('text');
    expect(bot.local.pid).toBeUndefined();
    expect((await ask(bot, 'Sing!', { ...warm, maxTokens: 5 })).end?.finish).toBe('length');
  });

  it('between two replies is started anew', async () => {
    const bot = await zoo.bot();
    await ask(bot, 'Hello!', warm);
    const pid = bot.local.pid!;
    process.kill(pid, 'SIGKILL');
    await gone(pid);
    expect((await ask(bot, 'Hello!', warm)).end?.finish).toBe('stop');
    expect(bot.local.pid).not.toBe(pid);
  });

  // Windows lets nobody cut a file that is in use.
  it.skipIf(process.platform === 'win32')('for want of its file says so', async () => {
    const file = await zoo.write('vanishing.gguf', demoModel('parrot', { endless: true }));
    const bot = zoo.botOn(file);
    let cut = false;
    const asked = ask(bot, 'Sing!', warm, {
      onPart: part => {
        if (part.kind !== 'text' || cut) return;
        cut = true;
        truncateSync(file);
      },
    });
    await expect(asked).rejects.toMatchObject({
      code: 'processDied',
      message: expect.stringMatching(/SIGBUS.*changed or cut off/) as string,
    });
    await expect(ask(bot, 'Sing!', warm)).rejects.toMatchObject({ code: 'notGguf' });
  });
});

describe('a model that does not load', () => {
  it.each([
    ['without a kind of vocabulary', demoModel('parrot', { without: ['tokenizer.ggml.model'] })],
    ['without a tensor', renamed('blk.0.attn_q.weight', 'blk.0.attn_x.weight')],
  ])('is told of: %s', async (name, content) => {
    const bot = zoo.botOn(await zoo.write(`${name}.gguf`, content));
    for (let i = 0; i < 3; i++) {
      await expect(ask(bot, 'Hello!', warm)).rejects.toMatchObject({
        code: 'modelBroken',
        message: expect.not.stringContaining(name) as string,
      });
    }
    expect(bot.local.status).toMatchObject({ kind: 'failed', error: { code: 'modelBroken' } });
  });

  it('starts no process when its header is no good', async () => {
    const bot = zoo.botOn(await zoo.write('cut.gguf', demoModel('parrot').subarray(0, 900)));
    const statuses: string[] = [];
    bot.local.onStatus(({ kind }) => statuses.push(kind));
    await expect(ask(bot, 'Hello!', warm)).rejects.toMatchObject({ code: 'modelBroken' });
    expect(statuses).toEqual([]);
  });

  it('loads once the file is whole', async () => {
    const whole = demoModel('parrot');
    const bot = zoo.botOn(await zoo.write('model.gguf', whole.subarray(0, 200_000)));
    await expect(ask(bot, 'Hello!', warm)).rejects.toMatchObject({
      code: 'modelBroken',
      message: expect.stringContaining('cut off') as string,
    });
    await zoo.write('model.gguf', whole);
    expect((await ask(bot, 'Hello!', warm)).end?.finish).toBe('stop');
  });

  it('is told of when the worker itself is missing', async () => {
    const lost = await zoo.bot({}, {}, { workerPath: zoo.file('missing.mjs') });
    await expect(ask(lost, 'Hello!')).rejects.toMatchObject({ code: 'modelBroken' });
    expect(lost.local.status).toMatchObject({ kind: 'failed', error: { code: 'modelBroken' } });
  });
});

it('ends a chat template that loops for ever, and says so', async () => {
  const many = '{% for i in range(10000) %}';
  const source = `${many}${many}${many}{{ i }}${'{% endfor %}'.repeat(3)}`;
  const template = { kind: 'jinja', source } as const;
  const bot = await zoo.bot({}, { template }, { templateTimeoutMs: 2000 });
  let pid: number | undefined;
  bot.local.onStatus(() => (pid ??= bot.local.pid));
  await expect(ask(bot, 'Hello!', warm)).rejects.toMatchObject({ code: 'templateFailed' });
  expect(pid).toBeGreaterThan(0);
  await gone(pid!);
});

describe('no process is left behind', () => {
  it('after dispose, in the middle of a reply', async () => {
    const bot = await zoo.bot({ endless: true });
    let pid = 0;
    const asked = ask(bot, 'Sing!', warm, {
      onPart: part => {
        if (part.kind !== 'text' || pid !== 0) return;
        pid = bot.local.pid!;
        void bot.dispose();
      },
    });
    await expect(asked).rejects.toMatchObject({ code: 'processDied' });
    await bot.dispose();
    expect(isAlive(pid)).toBe(false);
    await expect(ask(bot, 'Again!')).rejects.toMatchObject({ code: 'processDied' });
  });

  it('when its host is killed, while it is busy', async () => {
    const host = await zoo.bundle(new URL('./host.ts', import.meta.url), 'host.mjs');
    const model = await zoo.write('endless.gguf', demoModel('parrot', { endless: true }));
    const child = fork(host, [zoo.workerPath, model], { execArgv: [] });
    const [pid] = (await once(child, 'message')) as [number];
    expect(isAlive(pid)).toBe(true);
    child.kill('SIGKILL');
    await gone(pid);
  });
});
