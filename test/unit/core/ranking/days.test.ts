import { describe, expect, it } from 'vitest';
import { dayOf, daysOf } from '../../../../src/core/ranking/days.ts';
import { ballot, DAY, START } from './someBallots.ts';

const at = (castAt: number, voter = 'ada') => ballot({ castAt, voter });

describe('votes by day', () => {
  it('are counted by UTC day and voter, in this order', () => {
    const votes = [at(START), at(START, 'bo'), at(START + DAY), at(START - DAY), at(START)];
    expect(daysOf(votes)).toEqual({
      days: [
        { day: '2026-01-30', voter: 'ada', votes: 1 },
        { day: '2026-01-31', voter: 'ada', votes: 2 },
        { day: '2026-01-31', voter: 'bo', votes: 1 },
        { day: '2026-02-01', voter: 'ada', votes: 1 },
      ],
      more: 0,
    });
  });

  it('leave out votes without a time, which is 0 or no number of this world', () => {
    const untimed = [0, NaN, Infinity, -Infinity, 8.64e15 + 1];
    expect(untimed.map(dayOf)).toEqual(untimed.map(() => undefined));
    expect(daysOf(untimed.map(time => at(time)))).toEqual({ days: [], more: 0 });
    // The first of January 1970 is a day, but for its first millisecond.
    expect(daysOf([at(1)]).days).toEqual([{ day: '1970-01-01', voter: 'ada', votes: 1 }]);
    expect(daysOf([at(0), at(START)]).days).toHaveLength(1);
  });

  it('name the 20 busiest of very many voters and count the others together', () => {
    const voters = Array.from({ length: 6000 }, (_, i) => `voter ${String(i).padStart(4, '0')}`);
    const votes = voters.map(voter => at(START, voter));
    const busy = voters.slice(-20).map(voter => at(START + DAY, voter));
    const { days } = daysOf([...votes, ...busy]);
    expect(days).toHaveLength(41);
    expect(days[0]).toEqual({ day: '2026-01-31', voter: 'voter 5980', votes: 1 });
    expect(days[20]).toEqual({ day: '2026-01-31', votes: 5980 });
    expect(days.at(-1)?.voter).toBe('voter 5999');
    expect(days.reduce((sum, day) => sum + day.votes, 0)).toBe(6020);
  });

  it('are those of the newest 3000 days', () => {
    const votes = Array.from({ length: 3007 }, (_, i) => at(START + i * DAY));
    const { days, more } = daysOf(votes);
    expect([days.length, more]).toEqual([3000, 7]);
    expect(days[0]?.day).toBe('2026-02-07');
  });
});
