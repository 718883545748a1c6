import { text } from '@observablehq/plot';
import type { ChartSpace } from './chart.ts';
import { drawPlot, footnote } from './drawing.ts';
import { cutTo, textWidth, widthFor } from './names.ts';
import { Parts, type Part } from './parts.ts';
import { labels, rects, type Shape } from './shapes.ts';
import { stayingNames } from './stayingNames.ts';
import { OUTLINE } from './theme.ts';

/** More would be a carpet, and ten thousand elements; the file formats have all. */
export const MOST_IN_MAP = 50;
/** Pixels, unless a number needs more; larger cells tell no more. */
const SMALLEST = 32;
const LARGEST = 68;
const WIDEST_NAME = 150;
/** Names over narrow columns rise at 45°: this much of their length is height, and goes to the right. */
const SLOPE = Math.SQRT1_2;

interface HeatMapCell extends Part {
  readonly text: string;
  readonly fill: string;
  /** Opacity, 0 … 1. */
  readonly strength: number;
}

interface HeatMap {
  /** Of rows and columns alike. */
  readonly names: readonly string[];
  readonly cells: readonly HeatMapCell[];
  /** In the corner: what rows and columns are, if that makes a difference. */
  readonly corner: string;
  /** Under it; '' for nothing. */
  readonly note: string;
  readonly summary: string;
}

/** A square of numbers on colours; as wide as the numbers need. */
export function drawHeatMap(
  { names, cells, corner, note, summary }: HeatMap,
  space: ChartSpace,
): SVGElement {
  const nameWidth = widthFor([...names, corner], WIDEST_NAME);
  const left = nameWidth + 14;
  const widest = cells.reduce((width, { text }) => Math.max(width, textWidth(text)), 0);
  const smallest = Math.max(SMALLEST, Math.ceil(widest) + 4);
  const sizeFor = (right: number) =>
    Math.max(smallest, Math.min(LARGEST, Math.floor((space.width - left - right) / names.length)));
  const level = nameWidth <= sizeFor(8) - 8;
  const top = level ? 24 : nameWidth * SLOPE + 18;
  const right = level ? 8 : nameWidth * SLOPE + 8;
  const size = sizeFor(right);
  const bottom = note === '' ? 4 : 24;
  const parts = new Parts(space.onCell);
  // Once a group rather than once a cell: a colour of the theme costs a look-up each time.
  const fills = [...new Set(cells.map(({ fill }) => fill))];
  // A bot is a whole number on both axes; its cell reaches half a step to each side.
  const ends = [-0.5, names.length - 0.5] as const;
  return drawPlot(
    {
      width: left + size * names.length + right,
      height: top + size * names.length + bottom,
      marginLeft: left,
      marginRight: right,
      marginTop: top,
      marginBottom: bottom,
      x: { type: 'linear', domain: ends, axis: null },
      y: { type: 'linear', domain: ends, reverse: true, axis: null },
      marks: [
        text(names, {
          x: (_, index: number) => index,
          text: (name: string) => cutTo(name, WIDEST_NAME),
          title: (name: string) => name,
          frameAnchor: 'top',
          dy: -10,
          ...(level ? {} : { rotate: -45, textAnchor: 'start' as const }),
        }),
        footnote(note, left, 8),
        text([corner], { frameAnchor: 'top-left', textAnchor: 'start', dx: 4 - left, dy: -14 }),
        fills.map(fill =>
          rects(
            cells.flatMap(item => (item.fill === fill ? shapeOf(item) : [])),
            { look: { fill, stroke: OUTLINE }, inset: 0.5, parts },
          ),
        ),
        labels(
          cells.map(({ column, row, text }) => ({ x: column, y: row, text })),
          { 'pointer-events': 'none' },
        ),
        stayingNames(names, { left, most: WIDEST_NAME }),
      ],
    },
    summary,
    space,
    parts,
  );
}

function shapeOf(cell: HeatMapCell): Shape {
  const { row, column } = cell;
  return {
    x1: column - 0.5,
    x2: column + 0.5,
    y1: row - 0.5,
    y2: row + 0.5,
    look: { 'fill-opacity': cell.strength },
    part: cell,
  };
}
