import { describe, expect, it } from 'vitest';
import type { Verdict, VoteId } from '../../../../src/core/model.ts';
import { leaderboard } from '../../../../src/core/ranking/leaderboard.ts';
import { aVote } from '../../../support/builders.ts';

const votes = (...verdicts: Verdict[]) =>
  verdicts.map((verdict, i) => aVote(verdict, { id: `v${i}` as VoteId }));

describe('leaderboard', () => {
  it('is empty without votes', () => {
    expect(leaderboard([])).toEqual({ rows: [], votes: 0, history: [] });
  });

  it('counts wins, ties and losses and puts the best first', () => {
    const board = leaderboard(
      votes({ kind: 'best', winner: 'B' }, { kind: 'allGood' }, { kind: 'best', winner: 'B' }),
    );
    expect(board.votes).toBe(3);
    expect(
      board.rows.map(({ name, battles, wins, ties, losses }) => [
        name,
        battles,
        wins,
        ties,
        losses,
      ]),
    ).toEqual([
      ['Bee', 3, 2, 1, 0],
      ['Ant', 3, 0, 1, 2],
    ]);
    expect(board.rows[0]?.rating).toBeGreaterThan(1000);
  });

  it('counts only the vote that stands', () => {
    const first = aVote({ kind: 'best', winner: 'A' }, { id: 'v1' as VoteId });
    const later = aVote(
      { kind: 'best', winner: 'B' },
      { id: 'v2' as VoteId, supersedes: first.id },
    );
    const [best, worst] = leaderboard([first, later]).rows;
    expect([best?.name, best?.wins, worst?.name, worst?.wins]).toEqual(['Bee', 1, 'Ant', 0]);
  });

  it('leaves flagged votes out, and what they supersede', () => {
    const first = aVote({ kind: 'best', winner: 'A' }, { id: 'v1' as VoteId });
    const flagged = aVote(
      { kind: 'best', winner: 'B' },
      { id: 'v2' as VoteId, supersedes: first.id, flags: ['errorText'] },
    );
    expect(leaderboard([first, flagged])).toEqual({ rows: [], votes: 0, history: [] });
    expect(leaderboard([first, { ...flagged, supersedes: undefined }]).votes).toBe(1);
  });

  it('begins the history at 1000 and ends it at the ratings shown', () => {
    const { rows, history } = leaderboard(votes({ kind: 'best', winner: 'A' }, { kind: 'allBad' }));
    expect(history.filter(point => point.vote === 0).map(point => point.rating)).toEqual([
      1000, 1000,
    ]);
    const last = history.filter(point => point.vote === 2);
    for (const row of rows) {
      expect(last.find(point => point.key === row.key)?.rating).toBe(row.rating);
    }
  });

  it('thins a long history but keeps its end', () => {
    const many = Array.from({ length: 1001 }, (): Verdict => ({ kind: 'best', winner: 'A' }));
    const { history } = leaderboard(votes(...many), 100);
    const moments = [...new Set(history.map(point => point.vote))];
    expect(moments.length).toBeLessThanOrEqual(102);
    expect(moments.at(-1)).toBe(1001);
  });
});
