import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Chart, ChartCell } from '../../../charts/chart.ts';
import type { Board } from '../../../core/ranking/board.ts';
import { locale, t } from '../../l10n.ts';
import type { FrameQueue } from '../frameQueue.ts';
import { moveNames } from './moveNames.ts';
import { takeApart } from './pieces.ts';

/** How near to what is seen a chart is drawn: half a page. */
const MARGIN = '50%';

interface DrawingOptions {
  readonly chart: Chart;
  readonly board: Board;
  readonly frames: FrameQueue;
  readonly onCell: (cell: ChartCell) => void;
}

/**
 * Draws a chart into a box as wide as the page, again when either changes: in a frame of its own, once
 * it is near to be seen. Till then the old drawing stays. Colours follow the theme by themselves.
 */
export function useDrawing({
  chart,
  board,
  frames,
  onCell,
}: DrawingOptions): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = box.current;
    if (!root) return undefined;
    let isNear = false;
    /** Of the drawing that is there or on its way. */
    let begun = 0;
    let forget = (): void => undefined;
    // Drawing and showing are work of about the same size: a frame each, and more for the largest.
    const inFrames = ([step, ...rest]: readonly (() => void)[]): void => {
      if (!step) return;
      forget = frames.add(() => {
        step();
        inFrames(rest);
      });
    };
    const draw = (): void => {
      const width = Math.round(root.clientWidth);
      if (width === begun || width === 0) return;
      begun = width;
      const drawing = chart.draw(board, { width, locale, t, document, onCell });
      const pieces = takeApart(drawing);
      const show = (): void => put(drawing, root, width);
      inFrames(pieces.length === 0 ? [show] : [() => putUnder(drawing, root), ...pieces, show]);
    };
    const plan = (): void => {
      const width = Math.round(root.clientWidth);
      // That the box grows with its drawing is no reason to draw again.
      if (width === begun || width === 0) return;
      forget();
      if (isNear) forget = frames.add(draw);
    };
    const seen = new IntersectionObserver(
      entries => {
        isNear = entries.at(-1)?.isIntersecting === true;
        plan();
      },
      // Of what scrolls: around the whole page there is nothing.
      { root: root.closest('.board-body'), rootMargin: MARGIN },
    );
    const sized = new ResizeObserver(plan);
    const scrolled = (): void => moveNames(root, root.scrollLeft);
    seen.observe(root);
    sized.observe(root);
    root.addEventListener('scroll', scrolled);
    return () => {
      forget();
      seen.disconnect();
      sized.disconnect();
      root.removeEventListener('scroll', scrolled);
    };
  }, [chart, board, frames, onCell]);
  return box;
}

/** Where the old drawing, if there is one, hides that the new one comes in pieces. */
function putUnder(drawing: SVGElement, box: HTMLElement): void {
  while (box.children.length > 1) box.firstElementChild?.remove();
  box.prepend(drawing);
  moveNames(box);
}

/** Shows a drawing; one that is wider than its box can be moved by keys too. */
function put(drawing: SVGElement, box: HTMLElement, width: number): void {
  const focused = document.activeElement;
  const stood = focused && box.contains(focused) ? cellOf(focused) : undefined;
  // To put in again what is there already would be to lay it out again.
  if (drawing.parentNode !== box) box.prepend(drawing);
  while (box.lastElementChild !== drawing) box.lastElementChild?.remove();
  moveNames(box);
  // Asking the page for the width would make it lay out everything at once.
  const isWider = Number(drawing.getAttribute('width')) > width;
  const stop = drawing.querySelector<SVGElement>('[tabindex="0"]');
  if (isWider && !stop) box.tabIndex = 0;
  else box.removeAttribute('tabindex');
  // Whoever stood on a part of the old drawing goes on from the same part of the new one.
  if (stood === undefined || !stop) return;
  const parts = [...drawing.querySelectorAll<SVGElement>('[tabindex]')];
  const same = parts.find(part => cellOf(part) === stood) ?? stop;
  stop.setAttribute('tabindex', '-1');
  same.setAttribute('tabindex', '0');
  same.focus({ preventScroll: true });
}

/** What a part of a drawing stands for, in one string. */
function cellOf(part: Element): string {
  return JSON.stringify(Object.entries((part as SVGElement).dataset));
}
