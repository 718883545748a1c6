/** As many as are laid out and painted in a few milliseconds. */
const PIECE = 250;

/**
 * Takes the many parts of a drawing out of it: a browser needs 30 ms for 900 numbers on 900 squares, which
 * is two frames of nothing else.
 *
 * @param drawing not in the page yet.
 * @returns what puts them back in their order, each call a few.
 */
export function takeApart(drawing: SVGElement): readonly (() => void)[] {
  const pieces: (() => void)[] = [];
  for (const group of drawing.querySelectorAll('g')) {
    const parts = [...group.children];
    if (parts.length <= PIECE) continue;
    group.replaceChildren();
    for (let start = 0; start < parts.length; start += PIECE) {
      pieces.push(() => group.append(...parts.slice(start, start + PIECE)));
    }
  }
  return pieces;
}
