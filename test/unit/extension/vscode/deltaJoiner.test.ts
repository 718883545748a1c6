import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ReplyId } from '../../../../src/core/model.ts';
import {
  DeltaJoiner,
  type Delta,
  type ReplyProgress,
} from '../../../../src/extension/vscode/deltaJoiner.ts';

const FRAME_MS = 16;
const [a, b] = ['a', 'b'] as [ReplyId, ReplyId];

describe('DeltaJoiner', () => {
  let sent: (readonly Delta[])[];
  let progress: ReplyProgress[];
  let joiner: DeltaJoiner;

  beforeEach(() => {
    vi.useFakeTimers();
    sent = [];
    progress = [];
    joiner = new DeltaJoiner({
      deltas: deltas => sent.push(deltas),
      progress: last => progress.push(last),
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('sends one message a frame with one text a reply, in order of speaking', () => {
    joiner.add({ replyId: b, text: '1' });
    joiner.add({ replyId: a, text: 'x' });
    vi.advanceTimersByTime(FRAME_MS - 1);
    joiner.add({ replyId: b, text: '2' });
    expect(sent).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(sent).toEqual([
      [
        { replyId: b, text: '12' },
        { replyId: a, text: 'x' },
      ],
    ]);
  });

  it('begins a new frame with the next text, and is quiet without any', () => {
    joiner.add({ replyId: a, text: 'one' });
    vi.advanceTimersByTime(10 * FRAME_MS);
    joiner.add({ replyId: a, text: 'two' });
    vi.advanceTimersByTime(FRAME_MS);
    expect(sent).toEqual([[{ replyId: a, text: 'one' }], [{ replyId: a, text: 'two' }]]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('flushes at once, and sends nothing twice', () => {
    joiner.add({ replyId: a, text: 'now' });
    joiner.flush();
    expect(sent).toEqual([[{ replyId: a, text: 'now' }]]);
    joiner.flush();
    vi.advanceTimersByTime(FRAME_MS);
    expect(sent).toHaveLength(1);
  });

  it('waits a whole frame after a flush', () => {
    joiner.add({ replyId: a, text: 'now' });
    vi.advanceTimersByTime(FRAME_MS - 1);
    joiner.flush();
    joiner.add({ replyId: a, text: 'later' });
    vi.advanceTimersByTime(1);
    expect(sent).toHaveLength(1);
    vi.advanceTimersByTime(FRAME_MS - 1);
    expect(sent[1]).toEqual([{ replyId: a, text: 'later' }]);
  });

  it('drops what waits, and goes on after it', () => {
    joiner.add({ replyId: a, text: 'forgotten' });
    joiner.drop();
    vi.advanceTimersByTime(FRAME_MS);
    joiner.flush();
    expect(sent).toEqual([]);
    joiner.add({ replyId: a, text: 'said' });
    vi.advanceTimersByTime(FRAME_MS);
    expect(sent).toEqual([[{ replyId: a, text: 'said' }]]);
  });

  it('keeps apart what was thought, and says nothing of it where nothing was', () => {
    joiner.add({ replyId: a, text: '', thinking: 'hm' });
    joiner.add({ replyId: a, text: 'yes', thinking: 'm' });
    joiner.add({ replyId: b, text: 'no', thinking: '' });
    joiner.flush();
    expect(sent).toEqual([
      [
        { replyId: a, text: 'yes', thinking: 'hmm' },
        { replyId: b, text: 'no' },
      ],
    ]);
  });

  it('sends of the progress of a frame the last one a reply, and none of one that speaks', () => {
    const evaluating = (done: number) => ({ kind: 'evaluating', done, total: 9 }) as const;
    for (let done = 0; done < 9; done++)
      joiner.addProgress({ replyId: a, progress: evaluating(done) });
    joiner.addProgress({ replyId: b, progress: evaluating(9) });
    joiner.add({ replyId: b, text: 'x' });
    expect(progress).toEqual([]);
    vi.advanceTimersByTime(FRAME_MS);
    expect(progress).toEqual([{ replyId: a, progress: evaluating(8) }]);
    expect(sent).toEqual([[{ replyId: b, text: 'x' }]]);
    vi.advanceTimersByTime(10 * FRAME_MS);
    expect(progress).toHaveLength(1);
  });
});
