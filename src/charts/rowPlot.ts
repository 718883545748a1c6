import { axisX, gridX, ruleX, text } from '@observablehq/plot';
import type { ChartCell, ChartSpace } from './chart.ts';
import { drawPlot, footnote, rowNames } from './drawing.ts';
import { widthFor } from './names.ts';
import { Parts } from './parts.ts';
import { circles, lines, rects, type Shape } from './shapes.ts';
import { FOREGROUND, MORE, MUTED, OUTLINE } from './theme.ts';

/** A page of a hundred rows is read; the table has all. */
export const MOST_ROWS = 100;
/** Pixels. */
const ROW = 24;
const WIDEST_NAME = 180;
const NARROWEST_FRAME = 220;
const TICK_SPACE = 70;

interface Row {
  readonly name: string;
  readonly value: number;
  /** The 95 % interval, if there is one. */
  readonly lower?: number;
  readonly upper?: number;
  /** At the right end: the numbers. */
  readonly text: string;
  readonly cell?: ChartCell | undefined;
  /** The whole truth of it in a sentence. */
  readonly label: string;
}

interface RowPlot {
  readonly rows: readonly Row[];
  /** What the axis has; the first and the last are its ends. */
  readonly ticks: (most: number) => readonly number[];
  readonly format: (value: number) => string;
  /** Under the axis. */
  readonly axis: string;
  /** Bars start here. Without it, values are dots within the bars of their intervals. */
  readonly base?: number;
  /** A line to compare with. */
  readonly reference?: number | undefined;
  /** Under it; '' for nothing. */
  readonly note: string;
  readonly summary: string;
}

/** A value with its interval a row. */
export function drawRows(plot: RowPlot, space: ChartSpace): SVGElement {
  const { rows, base, reference, axis, format, note, summary } = plot;
  const left = widthFor(rows.map(({ name }) => name), WIDEST_NAME) + 14; // prettier-ignore
  const right = widthFor(rows.map(row => row.text), 400) + 16; // prettier-ignore
  const width = Math.max(space.width, left + right + NARROWEST_FRAME);
  const ticks = plot.ticks((width - left - right) / TICK_SPACE);
  const ends = [ticks[0] ?? 0, ticks.at(-1) ?? 1] as const;
  const within = (value: number) => Math.max(ends[0], Math.min(ends[1], value));
  const parts = new Parts(space.onCell);
  const span = (index: number, from: number, to: number, half: number): Shape => ({
    ...{ x1: within(from), x2: within(to), y1: index - half, y2: index + half },
  });
  const bars = rows.map((row, index) =>
    base === undefined
      ? span(index, row.lower ?? row.value, row.upper ?? row.value, 0.37)
      : span(index, base, row.value, 0.37),
  );
  const intervals = rows.flatMap(({ lower, upper }, index) =>
    lower === undefined || upper === undefined
      ? []
      : [
          span(index, lower, upper, 0),
          span(index, lower, lower, 0.17),
          span(index, upper, upper, 0.17),
        ],
  );
  return drawPlot(
    {
      width,
      height: rows.length * ROW + 50,
      marginLeft: left,
      marginRight: right,
      marginTop: 6,
      marginBottom: 44,
      x: { domain: ends, type: 'linear' },
      y: { type: 'linear', domain: [-0.5, rows.length - 0.5], reverse: true, axis: null },
      marks: [
        gridX(ticks, { stroke: FOREGROUND, strokeOpacity: 0.12 }),
        axisX(ticks, {
          label: axis,
          labelAnchor: 'center',
          labelArrow: 'none',
          tickFormat: format,
          tickSize: 4,
          color: FOREGROUND,
        }),
        footnote(note, left, 28),
        rowNames(rows.map(({ name }) => name), WIDEST_NAME), // prettier-ignore
        rects(bars, {
          look: { fill: MORE, 'fill-opacity': base === undefined ? 0.22 : 0.5, stroke: OUTLINE },
        }),
        reference === undefined
          ? null
          : ruleX([reference], { stroke: MUTED, strokeDasharray: '3 3' }),
        lines(intervals, { look: { stroke: FOREGROUND } }),
        base === undefined
          ? circles(
              rows.map(({ value }, index) => ({
                ...span(index, value, value, 0),
                look: { r: 4 },
              })),
              { look: { fill: FOREGROUND } },
            )
          : null,
        text(rows, {
          y: (_, index: number) => index,
          text: 'text',
          frameAnchor: 'right',
          textAnchor: 'start',
          dx: 8,
        }),
        // The whole row is what is pressed: an interval may be a few pixels wide.
        rects(
          rows.map((row, index) => ({
            ...span(index, ends[0], ends[1], 0.5),
            part: { cell: row.cell, label: () => row.label, row: index, column: 0 },
          })),
          { look: { 'fill-opacity': 0 }, parts },
        ),
      ],
    },
    summary,
    space,
    parts,
  );
}
