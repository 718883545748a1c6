import { describe, expect, it } from 'vitest';
import { busiestVoters, dayShares } from '../../../src/charts/dayShares.ts';
import { boardWith } from '../../support/boards.ts';

describe('the shares of a day', () => {
  it('are each annotator’s, busiest first', () => {
    const days = [
      { day: '2026-01-02', voter: 'ada', votes: 1 },
      { day: '2026-01-01', voter: 'ada', votes: 2 },
      { day: '2026-01-01', voter: 'bo', votes: 5 },
    ];
    const voters = busiestVoters({ days });
    expect(voters).toEqual(['bo', 'ada']);
    expect(dayShares({ days }, voters)).toEqual([
      { day: '2026-01-01', voter: 'bo', votes: 5, place: 0 },
      { day: '2026-01-01', voter: 'ada', votes: 2, place: 1 },
      { day: '2026-01-02', voter: 'ada', votes: 1, place: 1 },
    ]);
  });

  it('lose no vote where those without a look of their own are taken together', () => {
    const { days } = boardWith({ bots: 3, votes: 40_000, annotators: 400, days: 20 });
    const voters = busiestVoters({ days });
    const shares = dayShares({ days }, voters.slice(0, 5));
    expect(shares.length).toBeLessThanOrEqual(6 * 20);
    for (const day of new Set(days.map(({ day }) => day))) {
      const votesIn = (list: readonly { day: string; votes: number }[]) =>
        list.filter(share => share.day === day).reduce((sum, { votes }) => sum + votes, 0);
      expect(votesIn(shares)).toBe(votesIn(days));
      expect(shares.filter(share => share.day === day).at(-1)).toMatchObject({ place: 5 });
    }
    const own = shares.filter(({ voter }) => voter !== undefined);
    expect(new Set(own.map(({ voter }) => voter))).toEqual(new Set(voters.slice(0, 5)));
    expect(shares.filter(({ place }) => place === 5).every(({ voter }) => !voter)).toBe(true);
  });

  it('count votes of nobody by name with the others', () => {
    const days = [
      { day: '2026-01-01', voter: 'ada', votes: 2 },
      { day: '2026-01-01', votes: 7 },
    ];
    expect(busiestVoters({ days })).toEqual(['ada']);
    expect(dayShares({ days }, ['ada'])).toEqual([
      { day: '2026-01-01', voter: 'ada', votes: 2, place: 0 },
      { day: '2026-01-01', votes: 7, place: 1 },
    ]);
  });
});
