import { describe, expect, it } from 'vitest';
import type { Fingerprint, SessionId, TurnId, VoteId } from '../../../../src/core/model.ts';
import { battlesOf, standing } from '../../../../src/core/ranking/battles.ts';
import { aBot, aVote } from '../../../support/builders.ts';

const bot = (seat: string, name: string) => aBot({ seat, name, fingerprint: 'f' as Fingerprint });
const shown = [bot('A', 'ant'), bot('B', 'bee'), bot('C', 'cat')];

describe('battlesOf', () => {
  it('lets the winner beat each other bot and compares no losers', () => {
    const battles = battlesOf(aVote({ kind: 'best', winner: 'B' }, { shown }));
    expect(battles.map(({ a, b, score }) => [a, b, score])).toEqual([
      ['bee#f', 'ant#f', 1],
      ['bee#f', 'cat#f', 1],
    ]);
  });

  it.each(['allGood', 'allBad'] as const)('makes every pair tie when %s', kind => {
    const battles = battlesOf(aVote({ kind }, { shown }));
    expect(battles.map(({ a, b, score }) => [a, b, score])).toEqual([
      ['ant#f', 'bee#f', 0.5],
      ['ant#f', 'cat#f', 0.5],
      ['bee#f', 'cat#f', 0.5],
    ]);
  });

  it('never lets a bot meet itself', () => {
    const twins = [bot('A', 'ant'), bot('B', 'ant')];
    expect(battlesOf(aVote({ kind: 'best', winner: 'A' }, { shown: twins }))).toEqual([]);
    expect(battlesOf(aVote({ kind: 'allGood' }, { shown: twins }))).toEqual([]);
  });

  it('makes no battle of a winner who was not shown', () => {
    expect(battlesOf(aVote({ kind: 'best', winner: 'Z' }, { shown }))).toEqual([]);
  });
});

describe('standing', () => {
  it('leaves out what a later vote supersedes', () => {
    const first = aVote({ kind: 'allBad' }, { id: 'v1' as VoteId });
    const second = aVote({ kind: 'allGood' }, { id: 'v2' as VoteId, supersedes: first.id });
    expect(standing([first, second])).toEqual([second]);
  });

  it.each([
    ['voter', { voter: { kind: 'human', name: 'bo' } }],
    ['session', { sessionId: 'session-2' as SessionId }],
    ['turn', { turnId: 'turn-2' as TurnId }],
  ] as const)('lets no vote of another %s supersede one', (_, change) => {
    const mine = aVote({ kind: 'allBad' }, { id: 'v1' as VoteId });
    const other = aVote(
      { kind: 'allGood' },
      { id: 'v2' as VoteId, supersedes: mine.id, ...change },
    );
    expect(standing([mine, other])).toEqual([mine, other]);
  });

  it('lets a voter count once a turn, by the newest vote, in whatever order they come', () => {
    const turnId = 'turn-1' as TurnId;
    const old = aVote({ kind: 'allBad' }, { id: 'v1' as VoteId, turnId, castAt: 1 });
    const newest = aVote({ kind: 'allGood' }, { id: 'v3' as VoteId, turnId, castAt: 2 });
    const twin = { ...newest, id: 'v2' as VoteId };
    const theirs = { ...old, id: 'v4' as VoteId, voter: { kind: 'human', name: 'bo' } } as const;
    expect(standing([old, newest, twin, theirs])).toEqual([newest, theirs]);
    expect(standing([theirs, twin, newest, old])).toEqual([theirs, newest]);
  });

  it('lets what was superseded never stand, even with a later clock', () => {
    const turnId = 'turn-1' as TurnId;
    const first = aVote({ kind: 'allBad' }, { id: 'v1' as VoteId, turnId, castAt: 9 });
    const second = aVote(
      { kind: 'allGood' },
      { id: 'v2' as VoteId, turnId, castAt: 1, supersedes: first.id },
    );
    expect(standing([first, second])).toEqual([second]);
  });

  it('counts each vote on a whole session, as imported comparisons have many by one voter', () => {
    const votes = ['v1', 'v2', 'v3'].map(id => aVote({ kind: 'allBad' }, { id: id as VoteId }));
    expect(standing(votes)).toEqual(votes);
  });
});
