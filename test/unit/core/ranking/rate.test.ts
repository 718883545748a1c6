import { describe, expect, it } from 'vitest';
import { makeBoard } from '../../../../src/core/ranking/makeBoard.ts';
import { hash } from '../../../support/hashing.ts';
import { ballot, contestant, facts, options, side, simulated, wins } from './someBallots.ts';

describe('a board of a few votes', () => {
  it('does not take online Elo, which hardly moves, for sure', () => {
    const votes = wins('Ant', 'Bee', 5);
    const [first, second] = makeBoard(votes, options({ method: 'elo' }), hash).bots;
    expect([first?.enough, first?.rankLow, first?.rankHigh]).toEqual([false, 1, 2]);
    expect([second?.enough, second?.rankLow, second?.rankHigh]).toEqual([false, 1, 2]);
  });

  it('ranks by Elo as surely as Bradley and Terry do', () => {
    const votes = simulated(8, 600);
    const places = (method: 'bt' | 'elo') =>
      makeBoard(votes, options({ method }), hash)
        .bots.map(({ name, rankLow, rankHigh, enough, groups }) => ({
          ...{ name, rankLow, rankHigh, enough, groups },
        }))
        .sort((x, y) => (x.name < y.name ? -1 : 1));
    expect(places('elo')).toEqual(places('bt'));
  });

  it('has enough votes from ten of them on, however many battles they make', () => {
    const shown = side('Ant', 'Bee', 'Cat', 'Dog');
    const good = (count: number) =>
      Array.from({ length: count }, (_, i) =>
        ballot({ id: `v${i}`, verdict: { kind: 'allGood' }, shown }),
      );
    const enough = (count: number) =>
      makeBoard(good(count), options(), hash).bots.map(bot => bot.enough);
    expect(enough(9)).toEqual([false, false, false, false]);
    expect(enough(10)).toEqual([true, true, true, true]);
  });

  it('holds each rating in its interval, however few the rounds of the bootstrap', () => {
    for (let seed = 0; seed < 20; seed++) {
      const few = options({ intervals: 'bootstrap', rounds: 2, seed });
      for (const { rating, lower, upper } of makeBoard(simulated(6, 200), few, hash).bots) {
        expect(lower).toBeLessThanOrEqual(rating);
        expect(upper).toBeGreaterThanOrEqual(rating);
      }
    }
  });
});

describe('an anchor', () => {
  it('may have a name that is too long to be shown in full', () => {
    const long = 'a-model-with-a-very-long-name-'.repeat(4);
    const votes = [...wins(long, 'Bee', 3), ...wins('Bee', long, 2)];
    const board = makeBoard(votes, options({ anchor: { name: long, rating: 1234 } }), hash);
    expect(board.warnings.map(({ kind }) => kind)).not.toContain('anchorMissing');
    expect(board.bots.find(({ name }) => name !== 'Bee')?.rating).toBeCloseTo(1234, 9);
  });
});

describe('the hash of what was counted', () => {
  it('changes with what style control and bias go by', () => {
    const hashOf = (characters: number) => {
      const answer = facts({ characters });
      const shown = [contestant('Ant', { answer }), contestant('Bee', { seat: 'B' })];
      return makeBoard([ballot({ shown })], options(), hash).inputHash;
    };
    expect(hashOf(5)).toBe(hashOf(5));
    expect(hashOf(5)).not.toBe(hashOf(6));
  });
});
