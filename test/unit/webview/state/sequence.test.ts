import { describe, expect, it } from 'vitest';
import { Sequence } from '../../../../src/webview/state/sequence.ts';

/** A page whose snapshots are answered when the test says so. */
function rig() {
  const log: string[] = [];
  const asked: {
    readonly resolve: (snapshot: { seq: number }) => void;
    readonly reject: (error: Error) => void;
  }[] = [];
  const sequence = new Sequence<{ seq: number }, { seq: number }>({
    ask: () => new Promise((resolve, reject) => asked.push({ resolve, reject })),
    load: ({ seq }) => log.push(`snapshot ${seq}`),
    apply: ({ seq }) => log.push(`event ${seq}`),
    onError: error => log.push(String(error)),
  });
  const answer = async (seq: number) => {
    asked.at(-1)?.resolve({ seq });
    await Promise.resolve();
    await Promise.resolve();
  };
  return { log, asked, sequence, answer };
}

describe('a sequence of events', () => {
  it('begins with a snapshot and leaves out what is part of it', async () => {
    const { log, sequence, answer } = rig();
    sequence.start();
    for (const seq of [3, 4, 5]) sequence.hear({ seq });
    await answer(4);
    sequence.hear({ seq: 6 });
    expect(log).toEqual(['snapshot 4', 'event 5', 'event 6']);
  });

  it('asks once for a new snapshot when one is missing', async () => {
    const { log, asked, sequence, answer } = rig();
    sequence.start();
    await answer(0);
    sequence.hear({ seq: 1 });
    sequence.hear({ seq: 3 });
    sequence.hear({ seq: 4 });
    expect(asked).toHaveLength(2);
    await answer(3);
    expect(log).toEqual(['snapshot 0', 'event 1', 'snapshot 3', 'event 4']);
  });

  it('asks again when the snapshot is older than the gap', async () => {
    const { log, asked, sequence, answer } = rig();
    sequence.start();
    sequence.hear({ seq: 9 });
    await answer(5);
    expect(asked).toHaveLength(2);
    await answer(9);
    expect(log).toEqual(['snapshot 5', 'snapshot 9']);
  });

  it('says when there is no snapshot to be had, and may start again', async () => {
    const { log, asked, sequence, answer } = rig();
    sequence.start();
    asked[0]?.reject(new Error('gone'));
    await new Promise(resolve => setTimeout(resolve));
    sequence.start();
    await answer(1);
    expect(log).toEqual(['Error: gone', 'snapshot 1']);
  });
});
