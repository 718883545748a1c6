import { describe, expect, it } from 'vitest';
import { OUTCOME, type BattleColumns } from '../../../../src/core/ranking/battleColumns.ts';
import { makeBoard } from '../../../../src/core/ranking/makeBoard.ts';
import { rankColumns } from '../../../../src/core/ranking/rankColumns.ts';
import { hash } from '../../../support/hashing.ts';
import { columnsOf } from '../../../../src/core/ranking/columns.ts';
import { inCanonicalOrder } from '../../../../src/core/ranking/canonicalOrder.ts';
import { options, simulated } from './someBallots.ts';

function columns(
  bots: number,
  battles: readonly (readonly [number, number, number])[],
): BattleColumns {
  return {
    bots,
    a: Uint16Array.from(battles, ([a]) => a),
    b: Uint16Array.from(battles, ([, b]) => b),
    outcome: Uint8Array.from(battles, ([, , outcome]) => outcome),
  };
}

describe('rankColumns', () => {
  it('says the same as the board of the same votes', () => {
    for (const change of [
      {},
      { method: 'elo' },
      { weighting: 'split' },
      { ties: 'davidson' },
    ] as const) {
      const chosen = options(change);
      const { ballots } = inCanonicalOrder(simulated(8, 500, { shown: 3 }));
      const counted = ballots.filter(({ flags }) => flags.length === 0);
      const board = makeBoard(counted, chosen, hash);
      const { battles, groups } = columnsOf(counted, chosen);
      const ranking = rankColumns(
        battles,
        groups.map(({ name }) => name),
        chosen,
      );
      expect(ranking.votes).toBe(board.votes);
      expect(ranking.battles).toBe(board.battles);
      expect(ranking.warnings).toEqual(board.warnings);
      expect(ranking.bots).toEqual(
        board.bots.map(
          ({
            name,
            rating,
            lower,
            upper,
            rankLow,
            rankHigh,
            enough,
            battles,
            wins,
            ties,
            losses,
          }) => ({
            name,
            rating,
            lower,
            upper,
            rankLow,
            rankHigh,
            enough,
            battles,
            wins,
            ties,
            losses,
          }),
        ),
      );
    }
  });

  it('takes nothing, and bots without a battle', () => {
    expect(rankColumns(columns(0, []), [], options())).toEqual({
      votes: 0,
      battles: 0,
      bots: [],
      warnings: [],
    });
    const { bots } = rankColumns(columns(2, []), ['b', 'a'], options());
    expect(
      bots.map(({ name, rating, rankLow, rankHigh }) => [name, rating, rankLow, rankHigh]),
    ).toEqual([
      ['a', 1000, 1, 2],
      ['b', 1000, 1, 2],
    ]);
  });

  it('keeps bots without a battle out of the mean of the others', () => {
    const battles = [
      [1, 3, OUTCOME.aWins],
      [3, 1, OUTCOME.aWins],
      [1, 3, OUTCOME.bothBad],
    ] as const;
    const { bots } = rankColumns(columns(4, battles), ['z', 'b', 'y', 'a'], options());
    expect(bots.map(({ name, rating, ties }) => [name, Math.round(rating), ties])).toEqual([
      ['a', 1000, 1],
      ['b', 1000, 1],
      ['y', 1000, 0],
      ['z', 1000, 0],
    ]);
  });

  it('holds an anchor, and says so where it is missing', () => {
    const battles = [
      [0, 1, OUTCOME.aWins],
      [1, 0, OUTCOME.aWins],
      [0, 1, OUTCOME.aWins],
    ] as const;
    const anchored = options({ anchor: { name: 'b', rating: 1234 } });
    expect(rankColumns(columns(2, battles), ['a', 'b'], anchored).bots[1]).toMatchObject({
      name: 'b',
      rating: 1234,
    });
    const { warnings } = rankColumns(columns(2, battles), ['a', 'c'], anchored);
    expect(warnings).toEqual([{ kind: 'anchorMissing', name: 'b' }]);
  });
});
