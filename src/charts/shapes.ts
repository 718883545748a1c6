import type { RenderFunction, ScaleFunctions } from '@observablehq/plot';
import { FONT_SIZE } from './names.ts';
import type { Part, Parts } from './parts.ts';

// Plot's own marks for bars, cells and dots bring stacking, binning and symbols along: 3 kB of a zipped
// page. It takes functions for marks, and these are all that our charts need.

const SVG = 'http://www.w3.org/2000/svg';

/** A shape between two corners, in the numbers of the axes. */
export interface Shape {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  /** Attributes of SVG that are its own. */
  readonly look?: Readonly<Record<string, string | number>>;
  /** Marks it as standing for votes, and tells what it says. */
  readonly part?: Part | undefined;
}

interface ShapeOptions {
  /** Attributes that all share. */
  readonly look: Readonly<Record<string, string | number>>;
  /** Pixels left free on each side. */
  readonly inset?: number;
  /** Whether the numbers are pixels of the drawing rather than of the axes. */
  readonly isInPixels?: boolean;
  /** Where the parts are noted. */
  readonly parts?: Parts;
}

/** A mark of rectangles, in the order of the list. */
export function rects(shapes: readonly Shape[], options: ShapeOptions): RenderFunction {
  const { inset = 0 } = options;
  return drawing('rect', shapes, options, ({ x1, y1, x2, y2 }) => ({
    x: Math.min(x1, x2) + inset,
    y: Math.min(y1, y2) + inset,
    width: Math.max(0, Math.abs(x2 - x1) - 2 * inset),
    height: Math.max(0, Math.abs(y2 - y1) - 2 * inset),
  }));
}

/** A mark of straight lines from corner to corner. */
export function lines(shapes: readonly Shape[], options: ShapeOptions): RenderFunction {
  return drawing('line', shapes, options, ({ x1, y1, x2, y2 }) => ({ x1, y1, x2, y2 }));
}

/** A mark of circles around the first corner; `r` is in each one's own look, for it is not inherited. */
export function circles(shapes: readonly Shape[], options: ShapeOptions): RenderFunction {
  return drawing('circle', shapes, options, ({ x1, y1 }) => ({ cx: x1, cy: y1 }));
}

interface Label {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** From the middle of a digit down to the line it stands on, in parts of the size. */
const HALF_DIGIT = 0.35;

/**
 * A mark of short texts, each in the middle of its place. Plot's own moves and colours every one by
 * itself, which takes a page three times as long to lay out.
 */
export function labels(
  items: readonly Label[],
  look: Readonly<Record<string, string | number>>,
): RenderFunction {
  return (_index, scales, _values, _dimensions, { document }) => {
    const group = document.createElementNS(SVG, 'g');
    write(group, look);
    const x = scaleOf(scales, 'x');
    const y = scaleOf(scales, 'y');
    for (const item of items) {
      const element = document.createElementNS<'text'>(SVG, 'text');
      write(element, { x: x(item.x), y: y(item.y) + FONT_SIZE * HALF_DIGIT });
      element.textContent = item.text;
      group.appendChild(element);
    }
    return group;
  };
}

type Corners = Pick<Shape, 'x1' | 'y1' | 'x2' | 'y2'>;

function drawing(
  name: 'rect' | 'line' | 'circle',
  shapes: readonly Shape[],
  { look, parts, isInPixels = false }: ShapeOptions,
  placeOf: (corners: Corners) => Readonly<Record<string, number>>,
): RenderFunction {
  return (_index, scales, _values, _dimensions, { document }) => {
    const group = document.createElementNS(SVG, 'g');
    write(group, look);
    const x = isInPixels ? same : scaleOf(scales, 'x');
    const y = isInPixels ? same : scaleOf(scales, 'y');
    for (const { x1, y1, x2, y2, look: own = {}, part } of shapes) {
      const element = document.createElementNS<'rect' | 'line' | 'circle'>(SVG, name);
      write(element, placeOf({ x1: x(x1), y1: y(y1), x2: x(x2), y2: y(y2) }));
      write(element, own);
      if (part) parts?.add(element, part);
      group.appendChild(element);
    }
    return group;
  };
}

function write(element: Element, attributes: Readonly<Record<string, string | number>>): void {
  for (const name in attributes) {
    const value = attributes[name] ?? '';
    const shown = typeof value === 'number' ? Math.round(value * 100) / 100 : value;
    element.setAttribute(name, `${shown}`);
  }
}

const same = (value: number): number => value;

function scaleOf(scales: ScaleFunctions, axis: 'x' | 'y'): (value: number) => number {
  const scale = scales[axis];
  return scale ? value => Number(scale(value)) : same;
}
