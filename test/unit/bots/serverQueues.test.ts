import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ServerQueues } from '../../../src/bots/serverQueues.ts';

const [A, B, C] = ['http://a/v1', 'http://b/v1', 'http://c/v1'] as const;

/** Queues by a clock that the test sets, whose probes are answered as it says. */
function queuesWith(answers: (url: string) => number = () => 200) {
  const time = { now: 0 };
  const probed: string[] = [];
  const queues = new ServerQueues({
    now: () => time.now,
    firstRestMs: 100,
    fetch: input => {
      const url = input as string;
      probed.push(url);
      const status = answers(url);
      if (status === 0) return Promise.reject(new TypeError('fetch failed'));
      return Promise.resolve(new Response('', { status }));
    },
  });
  return { queues, time, probed };
}

describe('the queues of several servers', () => {
  it('choose the shortest, and take turns where all are alike', () => {
    const { queues } = queuesWith();
    const leaves = [A, B, C, A, B, C].map(expected => {
      expect(queues.choose([A, B, C])).toBe(expected);
      return queues.enter(expected);
    });
    leaves[1]?.();
    leaves[1]?.();
    expect([A, B, C].map(url => queues.lengthOf(url))).toEqual([2, 1, 2]);
    expect(queues.choose([A, B, C])).toBe(B);
  });

  it('leave out a server that was tried', () => {
    const { queues } = queuesWith();
    expect(queues.choose([A, B], new Set([A]))).toBe(B);
    expect(queues.choose([A, B], new Set([A, B]))).toBe(undefined);
  });

  it('leave out a server that is not there until it answers a probe', async () => {
    let isUp = false;
    const { queues, time, probed } = queuesWith(() => (isUp ? 401 : 0));
    queues.absent(A);
    queues.enter(B);
    expect(queues.choose([A, B])).toBe(B);
    expect(probed).toEqual([]);
    time.now = 100;
    // The request that has it probed does not wait for it.
    expect(queues.choose([A, B])).toBe(B);
    expect(queues.choose([A, B])).toBe(B);
    await setImmediate();
    expect(probed).toEqual([`${A}/models`]);
    isUp = true;
    // Twice absent: it rests twice as long.
    time.now = 299;
    queues.choose([A, B]);
    expect(probed).toHaveLength(1);
    time.now = 300;
    queues.choose([A, B]);
    await setImmediate();
    expect(queues.choose([A, B])).toBe(A);
    expect(probed).toHaveLength(2);
  });

  it('do not let a probe that comes too late speak against an answer', async () => {
    const { queues, time, probed } = queuesWith(() => 0);
    queues.absent(A);
    queues.absent(B);
    time.now = 100;
    expect(queues.choose([A, B])).toBe(A);
    expect(probed).toHaveLength(2);
    queues.present(A);
    await setImmediate();
    expect(queues.choose([A, B])).toBe(A);
  });

  it('probe no server that is asked anyway', () => {
    const { queues, time, probed } = queuesWith(() => 0);
    queues.absent(A);
    time.now = 100;
    expect(queues.choose([A])).toBe(A);
    expect(probed).toEqual([]);
  });

  it.each([
    ['not', 502],
    ['not', 504],
    ['too', 500],
    ['too', 501],
    ['too', 503],
  ])('do %s take one for a server that answers a probe with %i', async (word, status) => {
    const { queues, time, probed } = queuesWith(() => status);
    queues.absent(A);
    time.now = 100;
    queues.choose([A, B]);
    await setImmediate();
    expect(probed).toHaveLength(1);
    queues.enter(B);
    expect(queues.choose([A, B])).toBe(word === 'too' ? A : B);
  });

  it('choose the one whose rest ends first where all rest', () => {
    const { queues } = queuesWith();
    queues.absent(A);
    queues.rest(B, 50);
    expect(queues.choose([A, B])).toBe(B);
    queues.absent(B);
    expect(queues.choose([A, B])).toBe(A);
  });

  it('choose none that wants no requests, unless it is the only one', () => {
    const { queues, time } = queuesWith();
    queues.restAsWished(A, 3000);
    queues.absent(B);
    expect(queues.choose([A, B])).toBe(B);
    expect(queues.choose([A, B], new Set([B]))).toBe(undefined);
    queues.present(A);
    expect(queues.wishedRestOf(A)).toBe(3000);
    expect(queues.choose([A])).toBe(A);
    time.now = 3000;
    expect(queues.choose([A, B], new Set([B]))).toBe(A);
    expect(queues.wishedRestOf(A)).toBe(0);
  });

  it('take a rest that was asked for as over without a probe', () => {
    const { queues, time, probed } = queuesWith();
    queues.restAsWished(A, 50);
    expect(queues.choose([A, B])).toBe(B);
    queues.enter(B);
    time.now = 50;
    expect(queues.choose([A, B])).toBe(A);
    expect(probed).toEqual([]);
  });
});
