import { describe, expect, it } from 'vitest';
import type { Ballot } from '../../../../src/core/ranking/ballot.ts';
import type { Board } from '../../../../src/core/ranking/board.ts';
import { leaderboardJson } from '../../../../src/core/ranking/boardJson.ts';
import { makeBoard } from '../../../../src/core/ranking/makeBoard.ts';
import { EXCLUSIONS, type BoardOptions } from '../../../../src/core/ranking/options.ts';
import { hash } from '../../../support/hashing.ts';
import { ballot, options, shuffled, simulated, wins } from './someBallots.ts';

const make = (ballots: readonly Ballot[], change: Partial<BoardOptions> = {}): Board =>
  makeBoard(ballots, options(change), hash);
const rated = (board: Board): Record<string, number> =>
  Object.fromEntries(board.bots.map(({ name, rating }) => [name, rating]));

describe('the order of the votes', () => {
  const changes: Record<string, Partial<BoardOptions>> = {
    'by default': {},
    'for Elo': { method: 'elo' },
    'with style control': { styleControl: true },
    'when split, drawn and with Davidson’s ties': {
      weighting: 'split',
      intervals: 'bootstrap',
      rounds: 20,
      ties: 'davidson',
    },
    'by family': { groupBy: 'family' },
  };

  it.each(Object.entries(changes))('changes no byte of leaderboard.json %s', (_, change) => {
    const votes = simulated(12, 600, { shown: 3 });
    const text = leaderboardJson(make(votes, change), '1.2.3');
    for (const seed of [1, 2, 3]) {
      expect(leaderboardJson(make(shuffled(votes, seed), change), '1.2.3')).toBe(text);
    }
  });

  it('is another input when a vote is another', () => {
    const votes = simulated(4, 50);
    const other = votes.map((vote, i): Ballot =>
      i === 7 ? { ...vote, verdict: { kind: 'allGood' } } : vote,
    );
    expect(make(other, { exclude: [] }).inputHash).not.toBe(make(votes, { exclude: [] }).inputHash);
  });

  it('does not matter for whole votes twice: ratings stay, intervals narrow by √2', () => {
    const votes = simulated(6, 500, { shown: 3 });
    const twice = [...votes, ...votes.map(vote => ({ ...vote, id: `${vote.id}'` }))];
    const once = make(votes);
    const doubled = make(twice);
    for (const [i, bot] of once.bots.entries()) {
      const other = doubled.bots[i];
      expect(other?.key).toBe(bot.key);
      expect(other?.rating).toBeCloseTo(bot.rating, 6);
      expect((bot.upper - bot.lower) / ((other?.upper ?? 0) - (other?.lower ?? 0))).toBeCloseTo(
        Math.SQRT2,
        6,
      );
    }
  });
});

describe('other names', () => {
  it('permute the ratings', () => {
    const votes = simulated(7, 400, { shown: 3 });
    const renamed = (name: string): string => `x ${9999 - Number(name.slice(4))}`;
    const others = votes.map(vote => ({
      ...vote,
      shown: vote.shown.map(bot => ({ ...bot, name: renamed(bot.name) })),
    }));
    // At the same time the order of Elo goes by the names, so all times differ here.
    const spread = (ballots: readonly Ballot[]) => ballots.map((one, i) => ({ ...one, castAt: i }));
    for (const method of ['bt', 'elo'] as const) {
      const before = rated(make(spread(votes), { method }));
      const after = rated(make(spread(others), { method }));
      for (const [name, rating] of Object.entries(before)) {
        expect(after[renamed(name)]).toBeCloseTo(rating, 6);
      }
    }
  });
});

describe('the other side', () => {
  it('changes no rating and turns what voters have for a side', () => {
    const votes = simulated(5, 600).filter(({ verdict, shown }) => {
      const isLeft = verdict.kind === 'best' && verdict.winner === shown[0]?.seat;
      // Half of the wins on the right are left out, so that the left wins more often.
      return isLeft || verdict.kind !== 'best' || (shown[0]?.answer?.characters ?? 0) % 2 === 0;
    });
    const mirrored = votes.map(vote => ({ ...vote, shown: [...vote.shown].reverse() }));
    const [before, after] = [make(votes), make(mirrored)];
    for (const [name, rating] of Object.entries(rated(before))) {
      expect(rated(after)[name]).toBeCloseTo(rating, 6);
    }
    const side = (board: Board) => board.bias.find(({ feature }) => feature === 'side');
    expect(side(before)?.lower).toBeGreaterThan(0);
    expect(side(after)?.value).toBeCloseTo(-(side(before)?.value ?? NaN), 6);
    expect(side(after)?.upper).toBeCloseTo(-(side(before)?.lower ?? NaN), 6);
  });
});

describe('Davidson’s ties', () => {
  it('make the predicted scores of all bots together those that were observed', () => {
    const board = make(simulated(4, 800, { ties: 0.4 }), { ties: 'davidson' });
    for (const [i, bot] of board.bots.entries()) {
      const expected = board.bots.reduce(
        (sum, _, j) => sum + (board.counts[i]?.[j] ?? 0) * (board.predicted[i]?.[j] ?? 0),
        0,
      );
      expect(bot.wins + bot.ties / 2).toBeCloseTo(expected, 5);
    }
  });
});

describe('leaderboardJson', () => {
  const board = make([...wins('Ant', 'Bee', 3), ...wins('Bee', 'Ant', 1)]);
  const text = leaderboardJson(board, '1.2.3');

  it('says the version, the options, the seed and the hash of the input', () => {
    const parsed = JSON.parse(text) as Board & { version: string };
    expect(Object.keys(parsed).slice(0, 4)).toEqual(['version', 'options', 'inputHash', 'votes']);
    expect(parsed).toMatchObject({ version: '1.2.3', options: { seed: 42, method: 'bt' } });
    expect(parsed.inputHash).toBe(board.inputHash);
    expect(parsed.bots.map(({ name }) => name)).toEqual(['Ant', 'Bee']);
  });

  it('has the keys in one order, whoever made the options', () => {
    const { filter, seed, ...rest } = options();
    const other = { seed, ...rest, filter: { ...filter } };
    expect(Object.keys(other)).not.toEqual(Object.keys(board.options));
    expect(leaderboardJson({ ...board, options: other }, '1.2.3')).toBe(text);
  });

  it('has ten digits a number and a line an entry', () => {
    expect(text).toMatch(/"rating":1095\.424251,/);
    const rows = text.split('\n');
    expect(rows.filter(row => row.startsWith('{"key":'))).toHaveLength(2);
    expect(rows.at(-1)).toBe('');
  });

  it('tells each reason of what is left out', () => {
    const { excluded } = JSON.parse(
      leaderboardJson(make([ballot({ flags: ['banned'] })]), '1'),
    ) as Board;
    expect(Object.keys(excluded)).toEqual(['filter', 'voter', ...EXCLUSIONS]);
    expect(excluded.banned).toBe(1);
  });
});
