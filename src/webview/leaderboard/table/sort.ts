import * as z from 'zod/mini';
import type { BoardRow } from '../../../core/ranking/board.ts';

const COLUMNS = [
  'rank',
  'name',
  'rating',
  'interval',
  'groups',
  'battles',
  'wins',
  'ties',
  'losses',
  'speed',
] as const;
export type Column = (typeof COLUMNS)[number];

export const sort = z.object({ column: z.enum(COLUMNS), isDescending: z.boolean() });
export type Sort = z.infer<typeof sort>;

export const DEFAULT_SORT: Sort = { column: 'rating', isDescending: true };

/** Words rise from A, ranks from 1 and doubts from the least; of all else the most comes first. */
const RISING: readonly Column[] = ['rank', 'name', 'interval', 'groups'];

/** The order after a click on a column's header: its natural one, then the other way round. */
export function sortedBy(column: Column, now: Sort): Sort {
  if (now.column === column) return { column, isDescending: !now.isDescending };
  return { column, isDescending: !RISING.includes(column) };
}

/** Rows without a value come last whichever way; equals stay as they are on the board. */
export function sortRows(
  rows: readonly BoardRow[],
  { column, isDescending }: Sort,
  locale: string,
): readonly BoardRow[] {
  const words = new Intl.Collator(locale, { numeric: true });
  const compare = (x: string | number, y: string | number): number =>
    typeof x === 'number' && typeof y === 'number' ? x - y : words.compare(String(x), String(y));
  return [...rows].sort((x, y) => {
    const [left, right] = [valueOf(x, column), valueOf(y, column)];
    if (left === undefined || right === undefined) {
      return Number(left === undefined) - Number(right === undefined);
    }
    return isDescending ? compare(right, left) : compare(left, right);
  });
}

function valueOf(row: BoardRow, column: Column): string | number | undefined {
  switch (column) {
    case 'name':
      return row.name;
    case 'battles':
      return row.battles;
    case 'wins':
      return row.wins;
    case 'ties':
      return row.ties;
    case 'losses':
      return row.losses;
    case 'speed':
      return row.tokensPerSecond;
    default:
      return row.enough ? ratedValueOf(row, column) : undefined;
  }
}

/** What means something only once there are votes enough. */
function ratedValueOf(
  row: BoardRow,
  column: 'rank' | 'rating' | 'interval' | 'groups',
): string | number {
  switch (column) {
    case 'rank':
      // A bot of ranks 1–2 stands before one of 1–3.
      return row.rankLow + row.rankHigh / 1e6;
    case 'rating':
      return row.rating;
    case 'interval':
      return row.upper - row.lower;
    case 'groups':
      return row.groups;
  }
}
