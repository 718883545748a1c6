import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { Crashes } from '../../../../src/bots/llama/crashes.ts';
import { LastLines } from '../../../../src/bots/lastLines.ts';
import { Places } from '../../../../src/bots/llama/places.ts';
import { diedEnd, withoutFiles, withoutFolders } from '../../../../src/bots/llama/processEnd.ts';
import { TemplateClock } from '../../../../src/bots/llama/templateClock.ts';
import { Watchdog } from '../../../../src/bots/watchdog.ts';

const never = new AbortController().signal;

describe('Places', () => {
  it('lets in as many as there are, in order, and passes over one that gave up', async () => {
    const places = new Places();
    const entered: string[] = [];
    const enter = (name: string, signal = never) =>
      places.enter(signal).then(leave => {
        entered.push(leave ? name : `${name} gave up`);
        return leave;
      });
    const leave = await enter('a');
    const stop = new AbortController();
    const given = enter('b', stop.signal);
    const others = ['c', 'd', 'e'].map(name => enter(name));
    stop.abort();
    expect(await given).toBeUndefined();
    expect(entered).toEqual(['a', 'b gave up']);
    leave!();
    await others[0];
    expect(entered).toEqual(['a', 'b gave up', 'c']);
    places.setCount(3);
    await Promise.all(others);
    expect(entered.slice(3)).toEqual(['d', 'e']);
  });

  it('lets nobody in whose signal has aborted already', async () => {
    expect(await new Places().enter(AbortSignal.abort())).toBeUndefined();
  });
});

describe('Watchdog', () => {
  it('barks after silence, not while something is heard', async () => {
    const barks = vi.fn();
    const dog = new Watchdog(() => 80, barks);
    for (let i = 0; i < 8; i++) {
      await delay(20);
      dog.heard();
    }
    expect(barks).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(barks).toHaveBeenCalled(), 1000);
    dog.dispose();
  });

  it('does not bark when the whole program stood still, as when the machine slept', async () => {
    const barks = vi.fn();
    const dog = new Watchdog(() => 200, barks);
    const wakes = performance.now() + 600;
    while (performance.now() < wakes);
    await delay(60);
    expect(barks).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(barks).toHaveBeenCalled(), 1000);
    dog.dispose();
  });

  it('goes by a limit that changes', async () => {
    const barks = vi.fn();
    let limit = 40;
    const dog = new Watchdog(() => limit, barks);
    limit = 10_000;
    await delay(200);
    expect(barks).not.toHaveBeenCalled();
    limit = 40;
    await vi.waitFor(() => expect(barks).toHaveBeenCalled(), 1000);
    dog.dispose();
  });
});

describe('TemplateClock', () => {
  const compute = (ms: number): void => {
    const until = process.cpuUsage().user + 1000 * ms;
    while (process.cpuUsage().user < until);
  };

  it.runIf(process.platform === 'linux')(
    'goes by what a process computes, not by the clock',
    async () => {
      const clock = new TemplateClock(process.pid, 400);
      expect(clock.limitMs).toBe(400);
      await delay(600);
      expect(clock.loops).toBe(false);
      compute(260);
      expect(clock.loops).toBe(true);
      clock.heard();
      expect(clock.loops).toBe(false);
    },
  );

  it('goes by the clock, for longer, where the system does not tell', () => {
    const clock = new TemplateClock(undefined, 400);
    expect(clock).toMatchObject({ limitMs: 1200, loops: true });
  });
});

describe('Crashes', () => {
  it('makes pauses that grow up to a minute, counted from the death', () => {
    let now = 0;
    const crashes = new Crashes(undefined, () => now);
    expect(crashes.pauseMs).toBe(0);
    const pauses = Array.from({ length: 7 }, () => {
      crashes.add();
      return crashes.pauseMs;
    });
    expect(pauses).toEqual([0, 1000, 5000, 15_000, 60_000, 60_000, 60_000]);
    now = 59_000;
    expect(crashes.pauseMs).toBe(1000);
    now = 61_000;
    expect(crashes.pauseMs).toBe(0);
    crashes.forget();
    crashes.add();
    expect(crashes.pauseMs).toBe(0);
  });
});

describe('LastLines', () => {
  it('tells whole lines and remembers the last ones', async () => {
    const stream = new PassThrough();
    const lines: string[] = [];
    const last = new LastLines(stream, line => lines.push(line));
    stream.write('one\ntw');
    stream.write('o\n\n  ');
    await delay(5);
    expect(lines).toEqual(['one', 'two']);
    expect(last.last(1)).toEqual(['two']);
    expect(last.last(5)).toEqual(['one', 'two']);
    stream.write('x'.repeat(10_000));
    await delay(5);
    expect(last.last(1)[0]).toHaveLength(4096);
  });

  it('passes over the places in the program', async () => {
    const stream = new PassThrough();
    const last = new LastLines(stream, () => {});
    stream.write('GGML_ASSERT(n > 0) failed\n');
    stream.write('/opt/x/libggml-base.so(+0x159cb)[0x7f0a1b2c3d4e]\n#3 0x000 in main ()\n');
    stream.write('----- Native stack trace -----\n 1: 0xb8ced3 node::Abort() [node]\n');
    await delay(5);
    expect(last.last(2)).toEqual(['GGML_ASSERT(n > 0) failed']);
  });
});

describe('the words for a death', () => {
  it.each([
    [{ signal: 'SIGKILL' }, 'processDied', /\(SIGKILL\).*memory/],
    [{ signal: 'SIGABRT' }, 'processDied', /\(SIGABRT\).*gave up/],
    [{ signal: 'SIGSEGV' }, 'processDied', /\(SIGSEGV\).*damaged/],
    [{ signal: 'SIGBUS' }, 'processDied', /\(SIGBUS\).*changed or cut off/],
    [{ signal: 'SIGILL' }, 'processDied', /\(SIGILL\).*AVX/],
    [{ code: 3 }, 'processDied', /\(exit code 3\)\. Its last words: Oh · no/],
    [{ code: 0xc000_001d }, 'processDied', /0xc000001d.*AVX/],
    [{ message: 'spawn ENOMEM' }, 'processDied', /\(spawn ENOMEM\)/],
  ] as const)('of %j once it had loaded', (death, code, message) => {
    const { error, by } = diedEnd(death, true, ['Oh', 'no']);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) as string });
    expect(by).toBe('crash');
  });

  it('while it loaded blame the file, but not when the system killed it', () => {
    expect(diedEnd({ signal: 'SIGABRT' }, false, []).error.code).toBe('modelBroken');
    expect(diedEnd({ signal: 'SIGKILL' }, false, []).error.code).toBe('processDied');
  });

  it('name no file of a bot', () => {
    const said = "cannot map '/home/me/Secret (7B).gguf', in Secret (7B).gguf or /l/lora.gguf";
    expect(withoutFiles(said, ['/home/me/Secret (7B).gguf', '/l/lora.gguf'])).toBe(
      "cannot map 'the file', in the file or the file",
    );
    expect(
      withoutFiles('no /m/Secret-00002-of-00003.gguf', ['/m/Secret-00001-of-00003.gguf']),
    ).toBe('no the file');
  });

  it.each([
    [
      '/home/runner/llama.cpp/src/loader.cpp:13: GGML_ASSERT(a / b) failed',
      'loader.cpp:13: GGML_ASSERT(a / b) failed',
    ],
    ['D:\\a\\llama\\loader.cpp:13: no', 'loader.cpp:13: no'],
    ['see https://example.org/a/b and/or c', 'see https://example.org/a/b and/or c'],
  ])('name no folder: %s', (said, told) => {
    expect(withoutFolders(said)).toBe(told);
  });
});
