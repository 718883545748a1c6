import { describe, expect, it } from 'vitest';
import { makeBoard } from '../../../../src/core/ranking/makeBoard.ts';
import type { BoardOptions } from '../../../../src/core/ranking/options.ts';
import { hash } from '../../../support/hashing.ts';
import { ballot, facts, options, simulated } from './someBallots.ts';

const warnings = (votes: Parameters<typeof makeBoard>[0], change: Partial<BoardOptions>) =>
  makeBoard(votes, options(change), hash).warnings;

describe('what was not done as it was asked for', () => {
  const votes = simulated(5, 300);

  it('is named with style control, which knows neither Davidson nor the bootstrap', () => {
    expect(
      warnings(votes, { styleControl: true, ties: 'davidson', intervals: 'bootstrap', rounds: 20 }),
    ).toContainEqual({ kind: 'notWithStyle', options: ['ties', 'intervals'] });
    expect(warnings(votes, { styleControl: true, ties: 'davidson' })).toContainEqual({
      kind: 'notWithStyle',
      options: ['ties'],
    });
    const kinds = warnings(votes, { styleControl: true }).map(({ kind }) => kind);
    expect(kinds).not.toContain('notWithStyle');
  });

  it('is how often the votes were redrawn for Elo, where time did not allow for more', () => {
    expect(warnings(votes, { method: 'elo', rounds: 100 })).toEqual([]);
    const redraws = warnings(simulated(5, 20_000), { method: 'elo', rounds: 100_000 }).flatMap(
      warning => (warning.kind === 'fewerRounds' ? warning.rounds : []),
    );
    expect(redraws).toHaveLength(1);
    expect(redraws[0]).toBeLessThan(100_000);
  });
});

describe('style that decides every vote', () => {
  it('is told from style that was measured', () => {
    const decided = (winner: (index: number) => 'A' | 'B') =>
      Array.from({ length: 60 }, (_, index) => {
        const isLonger = index % 2 === 0;
        return ballot({
          id: `v${index}`,
          verdict: { kind: 'best', winner: winner(index) },
          shown: ballot().shown.map(({ seat, ...rest }) => ({
            ...rest,
            seat,
            answer: facts({ characters: (seat === 'A') === isLonger ? 900 : 100 }),
          })),
        });
      });
    const kinds = (votes: ReturnType<typeof decided>) =>
      warnings(votes, { styleControl: true }).map(({ kind }) => kind);
    expect(kinds(decided(index => (index % 2 === 0 ? 'A' : 'B')))).toContain('styleDecides');
    expect(kinds(decided(index => (index % 3 === 0 ? 'A' : 'B')))).not.toContain('styleDecides');
  });
});
