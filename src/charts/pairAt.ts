import type { BoardRow } from '../core/ranking/board.ts';
import type { ChartCell } from './chart.ts';

/** The votes behind each number of a square table of bots, whose first column names the rows. */
export function pairAt(
  bots: readonly Pick<BoardRow, 'key'>[],
): (row: number, column: number) => ChartCell | undefined {
  return (row, column) => {
    const [a, b] = [bots[row], bots[column - 1]];
    return a && b && a !== b ? { a: a.key, b: b.key } : undefined;
  };
}
