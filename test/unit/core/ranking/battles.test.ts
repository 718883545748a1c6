import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type {
  Fingerprint,
  SessionId,
  TurnId,
  Verdict,
  VoteId,
} from '../../../../src/core/model.ts';
import { OUTCOME } from '../../../../src/core/ranking/battleColumns.ts';
import { eachPair, pairsOf, standing } from '../../../../src/core/ranking/battles.ts';
import { aBot, aVote } from '../../../support/builders.ts';
import { sharedData } from '../../../support/sharedData.ts';

const bot = (seat: string, name: string) => aBot({ seat, name, fingerprint: 'f' as Fingerprint });
const shown = [bot('A', 'ant'), bot('B', 'bee'), bot('C', 'cat')];
const pairs = (verdict: Verdict) =>
  pairsOf({ verdict, shown }).map(({ a, b, score }) => [a.name, b.name, score]);

describe('pairsOf', () => {
  it('lets the winner beat each other bot and compares no losers', () => {
    expect(pairs({ kind: 'best', winner: 'B' })).toEqual([
      ['bee', 'ant', 1],
      ['bee', 'cat', 1],
    ]);
  });

  it.each(['allGood', 'allBad'] as const)('makes every pair tie when %s', kind => {
    expect(pairs({ kind })).toEqual([
      ['ant', 'bee', 0.5],
      ['ant', 'cat', 0.5],
      ['bee', 'cat', 0.5],
    ]);
  });

  it('compares every two of a ranking, those of one place as ties', () => {
    expect(pairs({ kind: 'ranking', order: [['C'], ['A', 'B']] })).toEqual([
      ['cat', 'ant', 1],
      ['cat', 'bee', 1],
      ['ant', 'bee', 0.5],
    ]);
  });

  it('does not compare seats that a ranking leaves out, nor those that were not shown', () => {
    expect(pairs({ kind: 'ranking', order: [['B'], ['Z'], ['A']] })).toEqual([['bee', 'ant', 1]]);
    expect(pairs({ kind: 'ranking', order: [['B']] })).toEqual([]);
    expect(pairs({ kind: 'ranking', order: [] })).toEqual([]);
  });

  it('makes no pair of a winner who was not shown', () => {
    expect(pairs({ kind: 'best', winner: 'Z' })).toEqual([]);
  });
});

describe('eachPair', () => {
  it('tells which tie it is', () => {
    const outcomes = (verdict: Verdict): number[] => {
      const found: number[] = [];
      eachPair(verdict, shown.slice(1), (_a, _b, outcome) => found.push(outcome));
      return found;
    };
    expect(outcomes({ kind: 'allGood' })).toEqual([OUTCOME.tie]);
    expect(outcomes({ kind: 'allBad' })).toEqual([OUTCOME.bothBad]);
    expect(outcomes({ kind: 'ranking', order: [['B', 'C']] })).toEqual([OUTCOME.tie]);
    expect(outcomes({ kind: 'best', winner: 'C' })).toEqual([OUTCOME.aWins]);
  });

  const golden = sharedData('chatzoo', 'elo_golden.json');
  it.skipIf(golden === undefined)(
    "makes the battles of ChatZoo's own tool of its 40 votes (skipped: no data beside the repository)",
    () => {
      const { votes, battles } = JSON.parse(readFileSync(golden ?? '', 'utf8')) as ChatZooGolden;
      const names: Record<number, string> = { 0: 'model_a', 2: 'tie', 3: 'tie(both are bad)' };
      // That tool reads the votes on single replies first.
      const single = votes.filter(vote => vote.dialogue_id !== null);
      const session = votes.filter(vote => vote.dialogue_id === null);
      const made = [...single, ...session].flatMap(vote => {
        const models = Object.keys(vote.vote_model);
        const found: unknown[] = [];
        eachPair(
          chatZooVerdict(vote),
          models.map(seat => ({ seat })),
          (a, b, outcome) => {
            found.push({ model_a: models[a], model_b: models[b], winner: names[outcome] });
          },
        );
        return found;
      });
      expect(made).toEqual(
        battles.map(({ model_a, model_b, winner }) => ({ model_a, model_b, winner })),
      );
      expect(made.length).toBe(95);
    },
  );
});

interface ChatZooGolden {
  readonly votes: readonly {
    readonly vote_model: Readonly<Record<string, number>>;
    readonly vote_result: string;
    readonly dialogue_id: unknown;
  }[];
  readonly battles: readonly { model_a: string; model_b: string; winner: string }[];
}

function chatZooVerdict(vote: ChatZooGolden['votes'][number]): Verdict {
  const chosen = JSON.parse(vote.vote_result) as string[];
  if (chosen.length === 1) return { kind: 'best', winner: chosen[0] ?? '' };
  return { kind: chosen.length === 0 ? 'allBad' : 'allGood' };
}

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
