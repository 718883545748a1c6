import { describe, expect, it } from 'vitest';
import type { BotSpec, LlamaSpec } from '../../../../src/bots/botSpec.ts';
import { CorePlanner, grantThreads, threadsOf } from '../../../../src/extension/app/planner.ts';

const local = (name: string, threads?: number): LlamaSpec => ({
  kind: 'llama',
  name,
  modelPath: `/models/${name}.gguf`,
  systemPrompt: '',
  sampling: {},
  threads,
});
const remote: BotSpec = {
  kind: 'openai',
  name: 'far',
  baseUrl: 'http://127.0.0.1:1/v1',
  model: 'far',
  systemPrompt: '',
  sampling: {},
  timeoutSeconds: 60,
};
const never = new AbortController().signal;
const settled = () => new Promise(resolve => setTimeout(resolve, 0));

describe('grantThreads', () => {
  it.each([
    [2, 1, 2],
    [2, 2, 1],
    [2, 5, 1],
    [8, 3, 2],
    [16, 4, 4],
  ])('shares %i cores among %i local bots: %i each', (cores, bots, expected) => {
    const specs = [remote, ...Array.from({ length: bots }, (_, i) => local(`bot${i}`))];
    expect(grantThreads(specs, cores).map(threadsOf)).toEqual([
      0,
      ...Array<number>(bots).fill(expected),
    ]);
  });

  it('grants less than the share if the settings want less, but never more', () => {
    expect(grantThreads([local('a', 1), local('b', 64)], 4).map(threadsOf)).toEqual([1, 2]);
  });
});

describe('CorePlanner', () => {
  it('never lends more threads than there are cores, and lets all have their turn in order', async () => {
    const planner = new CorePlanner(2);
    const order: number[] = [];
    let most = 0;
    await Promise.all(
      [1, 2, 1, 1, 2, 1].map(async (threads, i) => {
        const giveBack = await planner.borrow(threads, never);
        order.push(i);
        most = Math.max(most, planner.lent);
        await settled();
        giveBack();
        giveBack();
      }),
    );
    expect(order).toEqual([0, 1, 2, 3, 4, 5]);
    expect(most).toBe(2);
    expect(planner.lent).toBe(0);
  });

  it('lets work that runs elsewhere pass without waiting', async () => {
    const planner = new CorePlanner(1);
    await planner.borrow(1, never);
    let passed = false;
    void planner.borrow(0, never).then(() => (passed = true));
    await settled();
    expect(passed).toBe(true);
  });

  it('lets a waiter leave, and whoever stood behind it go', async () => {
    const planner = new CorePlanner(2);
    const giveBack = await planner.borrow(1, never);
    const impatient = new AbortController();
    const big = planner.borrow(2, impatient.signal);
    const small = planner.borrow(1, never);
    impatient.abort();
    await expect(big).rejects.toThrow();
    (await small)();
    giveBack();
    expect(planner.lent).toBe(0);
  });
});
