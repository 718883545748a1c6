import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Reply, TurnId, VoteId } from '../../../../src/core/model.ts';
import { type News, SessionView } from '../../../../src/webview/state/sessionView.ts';
import { aSession, aTurn, aVote } from '../../../support/builders.ts';

const gate = { ask: 'open', vote: 'open', winners: ['A', 'B'] } as const;
const streaming = (reply: Reply): Reply => ({ ...reply, text: '', state: { kind: 'streaming' } });
const turn = aTurn();
const running = { ...turn, replies: turn.replies.map(streaming) };
const [first, second] = running.replies as [Reply, Reply];
const snapshot = { seq: 0, session: aSession(), turns: [running], votes: [], gate, progress: [] };
const loading = { kind: 'loading', fraction: 0.5 } as const;
const reading = { kind: 'evaluating', done: 3, total: 9 } as const;
const noNews: News = { onEnded: () => undefined, onProgress: () => undefined };
/** A view of the snapshot, with its reply of B. */
const viewOf = (news: Partial<News> = {}) => {
  const view = new SessionView({ ...noNews, ...news });
  view.load(snapshot);
  return { view, reply: view.turns.value[0]!.replies[1]! };
};

afterEach(() => {
  vi.useRealTimers();
});

describe('the session as the page shows it', () => {
  it('touches only the reply that a delta is for', () => {
    const view = new SessionView(noNews);
    view.load(snapshot);
    const [a, b] = view.turns.value[0]!.replies;
    let painted = 0;
    b!.text.subscribe(() => painted++);
    view.apply({
      kind: 'deltas',
      seq: 1,
      deltas: [
        { replyId: first.id, text: 'By ' },
        { replyId: first.id, text: 'scent.' },
      ],
    });
    expect(a!.text.value).toBe('By scent.');
    expect(painted).toBe(1);
  });

  it('replaces a reply whole, forgets what it waited for and tells when it ended', () => {
    const ended: string[] = [];
    const { view, reply } = viewOf({ onEnded: ({ seat }) => ended.push(seat) });
    view.apply({ kind: 'progress', seq: 1, replyId: second.id, progress: loading });
    expect(reply.progress.value).toEqual(loading);
    view.apply({ kind: 'reply', seq: 2, reply: second, gate });
    expect(reply.progress.value).toBe(undefined);
    expect(ended).toEqual([]);
    view.apply({ kind: 'reply', seq: 3, reply: turn.replies[1]!, gate });
    expect(reply.text.value).toBe('By scent.');
    expect(ended).toEqual(['B']);
  });

  it('keeps what is thought apart from the text and clears both when the host starts anew', () => {
    const { view, reply } = viewOf();
    const delta = (text: string, thinking?: string) => ({ replyId: second.id, text, thinking });
    view.apply({ kind: 'deltas', seq: 1, deltas: [delta('', 'Ants? '), delta('', 'Scent.')] });
    expect([reply.hasThinking.value, reply.hasText.value]).toEqual([true, false]);
    view.apply({ kind: 'deltas', seq: 2, deltas: [delta('By scent.')] });
    expect([reply.thinking.value, reply.text.value]).toEqual(['Ants? Scent.', 'By scent.']);
    view.apply({ kind: 'reply', seq: 3, reply: { ...second, state: { kind: 'queued' } }, gate });
    expect([reply.thinking.value, reply.text.value]).toEqual(['', '']);
  });

  it('tells when a reply waits for something else, and not each per cent', () => {
    const told: string[] = [];
    const { view } = viewOf({ onProgress: ({ seat }, { kind }) => told.push(`${seat} ${kind}`) });
    const queue = { kind: 'waiting', why: 'memory', plan: [['A'], ['B']], others: 0 } as const;
    for (const progress of [queue, queue, loading, { ...loading, fraction: 0.6 }]) {
      view.apply({ kind: 'progress', seq: 1, replyId: second.id, progress });
    }
    expect(told).toEqual(['B waiting', 'B loading']);
  });

  it('says only of a prompt that takes long how far it is read', () => {
    vi.useFakeTimers();
    const { view, reply } = viewOf();
    const tell = (done: number) =>
      view.apply({ kind: 'progress', seq: 1, replyId: second.id, progress: { ...reading, done } });
    tell(3);
    vi.advanceTimersByTime(400);
    tell(6);
    expect(reply.progress.value).toBe(undefined);
    vi.advanceTimersByTime(100);
    expect(reply.progress.value).toEqual({ ...reading, done: 6 });
    tell(9);
    expect(reply.progress.value).toEqual({ ...reading, done: 9 });
    view.apply({ kind: 'deltas', seq: 2, deltas: [{ replyId: second.id, text: 'By' }] });
    expect(reply.progress.value).toBe(undefined);

    tell(3);
    view.apply({ kind: 'deltas', seq: 3, deltas: [{ replyId: second.id, text: ' scent' }] });
    vi.advanceTimersByTime(1000);
    expect(reply.progress.value).toBe(undefined);
  });

  it('takes what replies wait for from a snapshot too, and forgets what that lacks', () => {
    const { view, reply } = viewOf();
    const progress = [{ replyId: second.id, progress: reading }];
    view.load({ ...snapshot, progress });
    expect(reply.progress.value).toEqual(reading);
    view.load(snapshot);
    expect(reply.progress.value).toBe(undefined);
    view.load({ ...snapshot, turns: [turn], progress });
    expect(reply.progress.value).toBe(undefined);
  });

  it('keeps what it shows when a snapshot brings it again', () => {
    const view = new SessionView(noNews);
    view.load(snapshot);
    const [shown] = view.turns.value;
    const next = aTurn({ id: 'turn-2' as TurnId, index: 1 });
    view.load({ ...snapshot, turns: [turn, next] });
    expect(view.turns.value[0]).toBe(shown);
    expect(shown!.replies[0]!.text.value).toBe('By scent.');
    expect(view.turns.value[1]!.id).toBe('turn-2');
  });

  it('shows the votes that stand', () => {
    const view = new SessionView(noNews);
    const old = aVote({ kind: 'allBad' });
    const later = aVote({ kind: 'allGood' }, { id: 'vote-2' as VoteId, supersedes: old.id });
    view.load({ ...snapshot, votes: [old, later] });
    expect(view.votes.value).toEqual([later]);
  });

  it('ignores news of replies that it does not show', () => {
    const view = new SessionView(noNews);
    view.apply({ kind: 'deltas', seq: 1, deltas: [{ replyId: first.id, text: 'x' }] });
    expect(view.turns.value).toEqual([]);
  });
});
