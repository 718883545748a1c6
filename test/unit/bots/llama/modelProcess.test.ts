import { fork } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ReplyPart } from '../../../../src/bots/bot.ts';
import { demoModel } from '../../../../scripts/demo/models.mjs';
import { ask, Zoo } from './zoo.ts';

let zoo: Zoo;

beforeAll(async () => {
  zoo = await Zoo.open();
}, 60_000);

afterAll(() => zoo.close());

const warm = { temperature: 0.8, seed: 7 };

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const gone = (pid: number) => vi.waitFor(() => expect(isAlive(pid)).toBe(false), 10_000);

describe('a process that dies', () => {
  it('costs its reply, says how it ended, and is started anew for a retry', async () => {
    const bot = await zoo.bot({ endless: true });
    const parts: ReplyPart[] = [];
    const asked = ask(bot, 'Sing!', warm, {
      onPart: part => {
        parts.push(part);
        if (part.kind === 'text') process.kill(bot.pid!, 'SIGKILL');
      },
    });
    await expect(asked).rejects.toMatchObject({
      name: 'BotError',
      code: 'processDied',
      message: expect.stringContaining('SIGKILL') as string,
    });
    expect(parts.at(-1)?.kind).toBe('text');
    expect(bot.pid).toBeUndefined();
    expect((await ask(bot, 'Sing!', { ...warm, maxTokens: 5 })).end?.finish).toBe('length');
  });

  it('between two replies is started anew', async () => {
    const bot = await zoo.bot();
    await ask(bot, 'Hello!', warm);
    const pid = bot.pid!;
    process.kill(pid, 'SIGKILL');
    await gone(pid);
    expect((await ask(bot, 'Hello!', warm)).end?.finish).toBe('stop');
    expect(bot.pid).not.toBe(pid);
  });

  it('while it loads is a broken model, with its last words', async () => {
    // llama.cpp aborts on a file without this key; nothing in that process can catch it.
    const bot = await zoo.bot({ without: ['llama.attention.head_count'] });
    await expect(ask(bot, 'Hello!', warm)).rejects.toMatchObject({
      code: 'modelBroken',
      message: expect.stringMatching(/SIGABRT.*last words: \S/s) as string,
    });
  });
});

describe('a model that does not load', () => {
  it.each([
    ['cut off in its header', () => demoModel('parrot').subarray(0, 900)],
    ['without a vocabulary', () => demoModel('parrot', { without: ['tokenizer.ggml.tokens'] })],
    ['of an unknown kind', () => demoModel('parrot', { without: ['general.architecture'] })],
  ])('is told of: %s', async (name, content) => {
    const bot = zoo.botOn(await zoo.write(`${name}.gguf`, content()));
    await expect(ask(bot, 'Hello!', warm)).rejects.toMatchObject({
      code: 'modelBroken',
      message: expect.stringMatching(/could not load|ended while it loaded/) as string,
    });
  });

  it('loads once the file is whole', async () => {
    const whole = demoModel('parrot');
    const bot = zoo.botOn(await zoo.write('model.gguf', whole.subarray(0, 200_000)));
    await expect(ask(bot, 'Hello!', warm)).rejects.toMatchObject({
      code: 'modelBroken',
      message: expect.stringContaining('not within the file bounds') as string,
    });
    await zoo.write('model.gguf', whole);
    expect((await ask(bot, 'Hello!', warm)).end?.finish).toBe('stop');
  });

  it('is told of when the worker itself is missing', async () => {
    const bot = await zoo.bot();
    const { createLlamaBot } = await import('../../../../src/bots/llama/llamaBot.ts');
    const spec = { kind: 'llama', name: 'Polly', systemPrompt: '', sampling: {} } as const;
    const lost = createLlamaBot(
      { ...spec, modelPath: await zoo.write('fine.gguf', demoModel('owl')) },
      { workerPath: zoo.file('missing.mjs'), threads: 1 },
    );
    await expect(ask(lost, 'Hello!')).rejects.toMatchObject({ code: 'modelBroken' });
    await Promise.all([bot.dispose(), lost.dispose()]);
  });
});

describe('no process is left behind', () => {
  it('after dispose, in the middle of a reply', async () => {
    const bot = await zoo.bot({ endless: true });
    let pid = 0;
    const asked = ask(bot, 'Sing!', warm, {
      onPart: part => {
        if (part.kind !== 'text' || pid !== 0) return;
        pid = bot.pid!;
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
