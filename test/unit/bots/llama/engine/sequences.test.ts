import type { Token } from 'node-llama-cpp';
import { describe, expect, it } from 'vitest';
import { Sequences } from '../../../../../src/bots/llama/engine/sequences.ts';

const never = new AbortController().signal;
const tokens = (text: string): Token[] => Array.from(text, letter => letter.charCodeAt(0) as Token);

/** Sequences named 0, 1, 2 … that remember what they were used for. */
function memory(count: number) {
  const places = Array.from({ length: count }, (_, name) => ({
    name,
    contextTokens: [] as Token[],
  }));
  const sequences = new Sequences(places);
  return {
    sequences,
    /** Uses a sequence and gives it back. */
    async use(conversation: string, text: string): Promise<number> {
      const lease = await sequences.acquire(conversation, tokens(text), never);
      if (lease === undefined) throw new Error('There is no lease');
      lease.sequence.contextTokens = tokens(text);
      lease.release();
      return lease.sequence.name;
    },
  };
}

describe('a conversation', () => {
  it('gets its own sequence again, whatever another one knows', async () => {
    const { use } = memory(2);
    expect(await use('a', 'aaaa')).toBe(0);
    // Also with a beginning in common, an unused one is better: none has to forget.
    expect(await use('b', 'aaab')).toBe(1);
    expect(await use('a', 'aaab')).toBe(0);
    expect(await use('b', 'bbbb')).toBe(1);
  });

  it('takes the one that was silent longest when all are used', async () => {
    const { use } = memory(3);
    for (const name of ['a', 'b', 'c']) await use(name, name.repeat(4));
    await use('a', 'aaaa');
    expect(await use('d', 'dddd')).toBe(1);
    expect(await use('b', 'bbbb')).toBe(2);
  });

  it('takes one that knows most of the prompt instead', async () => {
    const { use } = memory(2);
    await use('a', 'long system prompt, a');
    await use('b', 'x');
    await use('a', 'long system prompt, a');
    expect(await use('c', 'long system prompt, c')).toBe(0);
  });

  it('takes of those that know most of it the one with least to forget', async () => {
    const { use } = memory(4);
    await use('a', 'long system prompt, then many turns of an open session');
    await use('b', 'long system prompt, b');
    await use('c', 'long system prompt, c');
    await use('d', 'long system');
    expect(await use('e', 'long system prompt, e')).toBe(3);
    expect(await use('f', 'long system prompt, f')).toBe(1);
    expect(await use('g', 'long system prompt, g')).toBe(2);
  });
});

describe('replies that wait', () => {
  it('come in order, but none waits for a sequence that it does not need', async () => {
    const { sequences } = memory(2);
    const order: string[] = [];
    const lease = (name: string) =>
      sequences.acquire(name, [], never).then(given => {
        order.push(name);
        return given;
      });
    const a = await lease('a');
    const b = await lease('b');
    const again = lease('a');
    const c = lease('c');
    const d = lease('d');
    b?.release();
    (await c)?.release();
    (await d)?.release();
    expect(order).toEqual(['a', 'b', 'c', 'd']);
    a?.release();
    await again;
    expect(order).toEqual(['a', 'b', 'c', 'd', 'a']);
  });

  it('can be stopped, before and while they wait', async () => {
    const { sequences } = memory(1);
    const held = await sequences.acquire('a', [], never);
    const stop = new AbortController();
    const waiting = sequences.acquire('b', [], stop.signal);
    stop.abort();
    expect(await waiting).toBeUndefined();
    expect(await sequences.acquire('c', [], stop.signal)).toBeUndefined();
    held?.release();
    expect(await sequences.acquire('d', [], never)).toBeDefined();
  });
});
