import { describe, expect, it } from 'vitest';
import { seatName } from '../../../../src/core/model.ts';
import { DisposableStore } from '../../../../src/core/std/disposable.ts';
import { Emitter } from '../../../../src/core/std/emitter.ts';
import { AsyncQueue } from '../../../../src/core/std/queue.ts';

describe('DisposableStore', () => {
  it('ends its members newest first, and a latecomer at once', () => {
    const ended: string[] = [];
    const member = (name: string) => ({ dispose: () => void ended.push(name) });
    const store = new DisposableStore();
    store.add(member('first'));
    store.add(member('second'));
    store.dispose();
    store.add(member('late'));
    expect(ended).toEqual(['second', 'first', 'late']);
  });

  it('ends all members even if one throws', () => {
    const ended: string[] = [];
    const store = new DisposableStore();
    store.add({ dispose: () => void ended.push('first') });
    store.add({
      dispose: () => {
        throw new Error('no');
      },
    });
    expect(() => {
      store.dispose();
    }).toThrow(AggregateError);
    expect(ended).toEqual(['first']);
  });
});

describe('Emitter', () => {
  it('tells the others when one listener throws', () => {
    const bugs: unknown[] = [];
    const heard: number[] = [];
    const emitter = new Emitter<number>(error => bugs.push(error));
    emitter.event(() => {
      throw new Error('broken listener');
    });
    const subscription = emitter.event(value => heard.push(value));
    emitter.fire(1);
    subscription.dispose();
    emitter.fire(2);
    expect(heard).toEqual([1]);
    expect(bugs).toHaveLength(2);
  });
});

describe('AsyncQueue', () => {
  it('gives what was pushed before and after the reader came, then ends', async () => {
    const queue = new AsyncQueue<number>();
    queue.push(1);
    const read: number[] = [];
    const reading = (async () => {
      for await (const item of queue) read.push(item);
    })();
    await Promise.resolve();
    queue.push(2);
    queue.push(3);
    queue.end();
    queue.push(4);
    await reading;
    expect(read).toEqual([1, 2, 3]);
  });

  it('throws its error after the last item', async () => {
    const queue = new AsyncQueue<number>();
    queue.push(1);
    queue.end(new Error('cut'));
    const read: number[] = [];
    await expect(
      (async () => {
        for await (const item of queue) read.push(item);
      })(),
    ).rejects.toThrow('cut');
    expect(read).toEqual([1]);
  });
});

describe('seatName', () => {
  it('counts on after Z', () => {
    expect([0, 1, 25, 26, 27, 52].map(seatName)).toEqual(['A', 'B', 'Z', 'AA', 'AB', 'BA']);
  });
});
