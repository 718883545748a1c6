import type { BoardRow } from '../../../core/ranking/board.ts';

/** Pixels. */
const WIDTH = 90;
const HEIGHT = 10;
const MARGIN = 4;

/** Points that the bars of a table reach over. */
export interface Reach {
  readonly from: number;
  readonly to: number;
}

/** Over all bots that have votes enough; the others' intervals reach too far. */
export function reachOf(rows: readonly BoardRow[]): Reach {
  const rated = rows.filter(({ enough }) => enough);
  return {
    from: rated.reduce((least, { lower }) => Math.min(least, lower), Infinity),
    to: rated.reduce((most, { upper }) => Math.max(most, upper), -Infinity),
  };
}

interface IntervalBarProps {
  readonly row: BoardRow;
  readonly reach: Reach;
}

/** The interval as a bar with the rating on it; the same is said in numbers beside it. */
export function IntervalBar({ row, reach }: IntervalBarProps) {
  const { from, to } = reach;
  const at = (points: number): number =>
    MARGIN + ((points - from) / Math.max(1, to - from)) * (WIDTH - 2 * MARGIN);
  const middle = HEIGHT / 2;
  return (
    <svg class="interval-bar" width={WIDTH} height={HEIGHT} aria-hidden="true">
      <line x1={at(row.lower)} x2={at(row.upper)} y1={middle} y2={middle} />
      <circle cx={at(row.rating)} cy={middle} r="3" />
    </svg>
  );
}
