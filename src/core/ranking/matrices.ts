import { OUTCOME, type BattleColumns } from './battleColumns.ts';
import type { Board, Estimate, Matrix } from './board.ts';

/** So many bots, the best, are in the matrices, the history and the comparisons of neighbours. */
export const MATRIX_BOTS = 60;

/** Of the shown bots among themselves, in the order of the board. */
export type Matrices = Pick<Board, 'predicted' | 'observed' | 'counts'>;

/**
 * Win rates and counts of the row against the column.
 *
 * @param bots numbers in the columns, in the order of the board; undefined for a bot without battles.
 * @param expected the score that the ratings predict of one bot against another, 0 … 1.
 */
export function matricesOf(
  { bots: all, a, b, outcome }: BattleColumns,
  bots: readonly (number | undefined)[],
  expected: (a: number, b: number) => number,
): Matrices {
  const size = bots.length;
  const place = new Int32Array(all).fill(-1);
  bots.forEach((bot, i) => {
    if (bot !== undefined) place[bot] = i;
  });
  const counts = new Float64Array(size * size);
  const scores = new Float64Array(size * size);
  for (let battle = 0; battle < a.length; battle++) {
    const row = place[a[battle] ?? 0] ?? -1;
    const column = place[b[battle] ?? 0] ?? -1;
    if (row < 0 || column < 0) continue;
    const [there, back] = [row * size + column, column * size + row];
    const score = scoreOf(outcome[battle]);
    counts[there] = (counts[there] ?? 0) + 1;
    counts[back] = (counts[back] ?? 0) + 1;
    scores[there] = (scores[there] ?? 0) + score;
    scores[back] = (scores[back] ?? 0) + 1 - score;
  }
  const matrix = (entry: (row: number, column: number) => number | null): Matrix =>
    bots.map((_, row) => bots.map((_, column) => (row === column ? null : entry(row, column))));
  return {
    predicted: matrix((row, column) => {
      const [one, other] = [bots[row], bots[column]];
      return one === undefined || other === undefined ? null : expected(one, other);
    }),
    observed: matrix((row, column) => {
      const met = counts[row * size + column] ?? 0;
      return met > 0 ? (scores[row * size + column] ?? 0) / met : null;
    }),
    counts: matrix((row, column) => counts[row * size + column] ?? 0),
  };
}

/** 1 if a won, 0 if b did, ½ for both kinds of tie. */
export function scoreOf(outcome: number | undefined): number {
  return outcome === OUTCOME.aWins ? 1 : outcome === OUTCOME.bWins ? 0 : 0.5;
}

/**
 * The score that the ratings predict for a bot against all others, each with the same weight; its interval
 * is what comes out at the ends of its rating's.
 *
 * @param expectedAt the score of a bot with that many points against one with this many.
 * @returns null with nobody else to meet
 */
export function averageWinRate(
  bot: number,
  ratings: { rating: Float64Array; lower: Float64Array; upper: Float64Array },
  expectedAt: (points: number, other: number) => number,
): Estimate | null {
  const { rating, lower, upper } = ratings;
  if (rating.length < 2) return null;
  const against = (points: number): number => {
    let sum = 0;
    for (let other = 0; other < rating.length; other++) {
      if (other !== bot) sum += expectedAt(points, rating[other] ?? 0);
    }
    return sum / (rating.length - 1);
  };
  return {
    value: against(rating[bot] ?? 0),
    lower: against(lower[bot] ?? 0),
    upper: against(upper[bot] ?? 0),
  };
}
