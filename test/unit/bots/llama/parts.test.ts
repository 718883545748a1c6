import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { historyOf } from '../../../../src/bots/llama/history.ts';
import { LastLines } from '../../../../src/bots/llama/lastLines.ts';
import { Lock } from '../../../../src/bots/llama/lock.ts';
import { samplingOptions } from '../../../../src/bots/llama/sampling.ts';
import { TextJoiner } from '../../../../src/bots/llama/textJoiner.ts';

describe('historyOf', () => {
  it('keeps the order and leaves an open end for the model', () => {
    const messages = [
      { role: 'system', text: 's' },
      { role: 'user', text: 'u' },
      { role: 'assistant', text: 'a' },
    ] as const;
    expect(historyOf(messages)).toEqual([
      { type: 'system', text: 's' },
      { type: 'user', text: 'u' },
      { type: 'model', response: ['a'] },
      { type: 'model', response: [] },
    ]);
  });

  it('gives thoughts back as thoughts', () => {
    const text = '<think>\nA zoo?\n</think>\n\nA zoo.';
    const thought = { type: 'segment', segmentType: 'thought', text: 'A zoo?', ended: true };
    expect(historyOf([{ role: 'assistant', text }])[0]).toEqual({
      type: 'model',
      response: [thought, 'A zoo.'],
    });
  });
});

describe('samplingOptions', () => {
  it('draws a seed and leaves the rest to the library', () => {
    const { seed, ...rest } = samplingOptions({}, 100);
    expect(seed).toBeGreaterThanOrEqual(0);
    expect(samplingOptions({}, 100).seed).not.toBe(seed);
    expect(rest).toEqual({ maxTokens: 100, customStopTriggers: [] });
  });

  it.each([
    [{ maxTokens: 50 }, { maxTokens: 50 }],
    [{ maxTokens: 500 }, { maxTokens: 100 }],
    [{ maxTokens: 0 }, { maxTokens: 1 }],
    [{ seed: 2 ** 32 }, { seed: 1 }],
    [{ seed: -1 }, { seed: 2 ** 32 - 2 }],
    [{ repeatPenalty: 1 }, { repeatPenalty: false }],
    [{ repeatPenalty: 1.2 }, { repeatPenalty: { penalty: 1.2 } }],
    [{ stop: ['', 'end'] }, { customStopTriggers: ['end'] }],
    [
      { topK: 0, topP: 1, minP: 0.1, temperature: 0 },
      { topK: 0, topP: 1, minP: 0.1 },
    ],
  ])('turns %j into %j', (sampling, options) => {
    expect(samplingOptions(sampling, 100)).toMatchObject(options);
  });
});

describe('TextJoiner', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('passes the first text on at once and joins what follows soon', () => {
    const passed: string[] = [];
    const joiner = new TextJoiner(text => passed.push(text));
    joiner.push('a');
    expect(passed).toEqual(['a']);
    joiner.push('b');
    joiner.push('c');
    expect(passed).toEqual(['a']);
    vi.advanceTimersByTime(8);
    expect(passed).toEqual(['a', 'bc']);
    vi.advanceTimersByTime(100);
    joiner.push('d');
    joiner.push('e');
    joiner.flush();
    vi.advanceTimersByTime(100);
    expect(passed).toEqual(['a', 'bc', 'd', 'e']);
  });
});

describe('Lock', () => {
  it('lets one in at a time, and the next in after one that gave up', async () => {
    const lock = new Lock();
    const never = new AbortController().signal;
    const leave = await lock.enter(never);
    const stop = new AbortController();
    const given = lock.enter(stop.signal);
    let entered = false;
    const third = lock.enter(never).then(() => (entered = true));
    stop.abort();
    expect(await given).toBeUndefined();
    await delay(5);
    expect(entered).toBe(false);
    leave?.();
    await third;
  });
});

describe('LastLines', () => {
  it('tells whole lines and remembers the last one', async () => {
    const stream = new PassThrough();
    const lines: string[] = [];
    const last = new LastLines(stream, line => lines.push(line));
    stream.write('one\ntw');
    stream.write('o\n\n  ');
    await delay(5);
    expect(lines).toEqual(['one', 'two']);
    expect(last.last).toBe('two');
    stream.write('x'.repeat(10_000));
    await delay(5);
    expect(last.last).toHaveLength(2048);
  });
});
