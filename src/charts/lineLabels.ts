import { text, type Markish } from '@observablehq/plot';
import { cutTo } from './names.ts';
import type { Parts } from './parts.ts';
import { lines, rects } from './shapes.ts';

/** A line's name, to be put where the line ends. */
interface LineLabel {
  /** Of the bot. */
  readonly key: string;
  readonly name: string;
  /** Pixels: where the line ends. */
  readonly y: number;
  readonly stroke: string;
  readonly dash: string;
  readonly label: () => string;
}

interface LabelSpace {
  /** Pixels of the drawing: where the lines end, and where it ends itself. */
  readonly left: number;
  readonly right: number;
  readonly floor: number;
  /** From one name to the next. */
  readonly step: number;
  /** Of a name. */
  readonly widest: number;
  readonly parts: Parts;
}

/** Pixels from the line's end to its sample: room for the way to a name that was moved. */
const LEADER = 18;
const SAMPLE = 22;
const GAP = 5;
/** All that stands before a name. */
export const SAMPLE_SPACE = LEADER + SAMPLE + GAP;

/** Marks: the names of lines beside their ends, each after a sample of its line. Names open the votes. */
export function lineLabels(items: readonly LineLabel[], space: LabelSpace): Markish[] {
  const { left, right, floor, step, widest, parts } = space;
  const placed = spread(items, floor, step);
  const sample = left + LEADER;
  const look = ({ stroke, dash }: LineLabel) => ({
    stroke,
    'stroke-dasharray': dash === '' ? 'none' : dash,
  });
  return [
    lines(
      placed.map(({ y, at, ...item }) => ({
        ...{ x1: left + 1, y1: y, x2: sample - 3, y2: at },
        look: { stroke: item.stroke },
      })),
      { look: { 'stroke-opacity': 0.7 }, isInPixels: true },
    ),
    lines(
      placed.map(item => ({
        ...{ x1: sample, y1: item.at, x2: sample + SAMPLE, y2: item.at },
        look: look(item),
      })),
      { look: { 'stroke-width': 2.5 }, isInPixels: true },
    ),
    text(placed, {
      x: { value: () => sample + SAMPLE + GAP, scale: null },
      y: { value: 'at', scale: null },
      text: ({ name }: LineLabel) => cutTo(name, widest),
      textAnchor: 'start',
    }),
    rects(
      placed.map(({ key, label, at }, row) => ({
        ...{ x1: sample - 2, y1: at - step / 2, x2: right, y2: at + step / 2 },
        part: { cell: { a: key }, label, row, column: 0 },
      })),
      { look: { 'fill-opacity': 0 }, isInPixels: true, parts },
    ),
  ];
}

interface Placed extends LineLabel {
  /** Pixels: where the name is. */
  readonly at: number;
}

/** Moves names apart that would lie on each other, down first, and up again from the floor. */
function spread(items: readonly LineLabel[], floor: number, step: number): Placed[] {
  const sorted = [...items].sort((a, b) => a.y - b.y);
  const heights = sorted.map(({ y }) => y);
  for (let i = 1; i < heights.length; i++)
    heights[i] = Math.max(heights[i] ?? 0, (heights[i - 1] ?? 0) + step);
  let limit = floor + step;
  for (let i = heights.length - 1; i >= 0; i--) {
    limit = Math.min(heights[i] ?? 0, limit - step);
    heights[i] = limit;
  }
  return sorted.map((label, index) => ({ ...label, at: heights[index] ?? label.y }));
}
