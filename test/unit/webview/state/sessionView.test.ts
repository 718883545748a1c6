import { describe, expect, it } from 'vitest';
import type { Reply, TurnId, VoteId } from '../../../../src/core/model.ts';
import { SessionView } from '../../../../src/webview/state/sessionView.ts';
import { aSession, aTurn, aVote } from '../../../support/builders.ts';

const gate = { ask: 'open', vote: 'open', winners: ['A', 'B'] } as const;
const streaming = (reply: Reply): Reply => ({ ...reply, text: '', state: { kind: 'streaming' } });
const turn = aTurn();
const running = { ...turn, replies: turn.replies.map(streaming) };
const [first, second] = running.replies as [Reply, Reply];
const snapshot = { seq: 0, session: aSession(), turns: [running], votes: [], gate };

describe('the session as the page shows it', () => {
  it('touches only the reply that a delta is for', () => {
    const view = new SessionView(() => undefined);
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

  it('replaces a reply whole, forgets its loading and tells when it ended', () => {
    const ended: string[] = [];
    const view = new SessionView(reply => ended.push(reply.seat));
    view.load(snapshot);
    const reply = view.turns.value[0]!.replies[1]!;
    view.apply({ kind: 'loading', seq: 1, replyId: second.id, fraction: 0.5 });
    expect(reply.loading.value).toBe(0.5);
    view.apply({ kind: 'reply', seq: 2, reply: second, gate });
    expect(reply.loading.value).toBe(undefined);
    expect(ended).toEqual([]);
    view.apply({ kind: 'reply', seq: 3, reply: turn.replies[1]!, gate });
    expect(reply.text.value).toBe('By scent.');
    expect(ended).toEqual(['B']);
  });

  it('keeps what it shows when a snapshot brings it again', () => {
    const view = new SessionView(() => undefined);
    view.load(snapshot);
    const [shown] = view.turns.value;
    const next = aTurn({ id: 'turn-2' as TurnId, index: 1 });
    view.load({ ...snapshot, turns: [turn, next] });
    expect(view.turns.value[0]).toBe(shown);
    expect(shown!.replies[0]!.text.value).toBe('By scent.');
    expect(view.turns.value[1]!.id).toBe('turn-2');
  });

  it('shows the votes that stand', () => {
    const view = new SessionView(() => undefined);
    const old = aVote({ kind: 'allBad' });
    const later = aVote({ kind: 'allGood' }, { id: 'vote-2' as VoteId, supersedes: old.id });
    view.load({ ...snapshot, votes: [old, later] });
    expect(view.votes.value).toEqual([later]);
  });

  it('ignores news of replies that it does not show', () => {
    const view = new SessionView(() => undefined);
    view.apply({ kind: 'deltas', seq: 1, deltas: [{ replyId: first.id, text: 'x' }] });
    expect(view.turns.value).toEqual([]);
  });
});
