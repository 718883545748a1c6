import { plot, text, type Markish, type PlotOptions } from '@observablehq/plot';
import type { ChartSpace } from './chart.ts';
import { cutTo, FONT_SIZE } from './names.ts';
import { Parts } from './parts.ts';
import { FOREGROUND, MUTED } from './theme.ts';

/**
 * Draws, and makes of it what a page, a file and a screen reader can use.
 *
 * @param summary what there is to see, in one sentence.
 * @param parts what has been marked as standing for votes.
 */
export function drawPlot(
  options: PlotOptions,
  summary: string,
  { document, onCell }: ChartSpace,
  parts = new Parts(onCell),
): SVGElement {
  // A figure in HTML would come of legends and captions only, and there are none.
  const root = plot({ ...options, document, className: 'plot' }) as SVGSVGElement;
  root.setAttribute('fill', FOREGROUND);
  root.setAttribute('color', FOREGROUND);
  root.setAttribute('font-size', `${FONT_SIZE}`);
  root.setAttribute('aria-label', summary);
  // What is inside an image is not reached: with buttons in it, it is a group.
  root.setAttribute('role', parts.haveButtons ? 'group' : 'img');
  for (const group of [...root.children]) {
    // Plot's own style sheet would need a hole in the page's policy; leaderboard.css says the same.
    if (group.localName === 'style') group.remove();
    else silence(group);
  }
  if (parts.haveButtons) {
    parts.listen(root);
    // Among buttons that say everything, loose names and numbers are noise.
    for (const group of root.children) {
      if (!group.querySelector('[tabindex]')) group.setAttribute('aria-hidden', 'true');
    }
  }
  return root;
}

/** Plot names groups in English for those who read its drawings aloud; the summary and the table do. */
function silence(group: Element): void {
  group.removeAttribute('aria-label');
  for (const child of group.children) if (child.localName === 'g') silence(child);
}

/** At the lower left, so many pixels under the frame. */
export function footnote(note: string, left: number, below: number): Markish {
  return text(note === '' ? [] : [note], {
    frameAnchor: 'bottom-left',
    textAnchor: 'start',
    lineAnchor: 'top',
    dx: 4 - left,
    dy: below,
    fill: MUTED,
  });
}

/** Names of the rows, left of the frame; whole in the title where they are cut. */
export function rowNames(names: readonly string[], width: number): Markish {
  return text(names, {
    y: (_, index: number) => index,
    text: (name: string) => cutTo(name, width),
    title: (name: string) => name,
    frameAnchor: 'left',
    textAnchor: 'end',
    dx: -8,
  });
}
