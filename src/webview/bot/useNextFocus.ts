import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface NextFocus {
  /** For the element whose children are the rows, and the button that adds one. */
  readonly rows: RefObject<HTMLDivElement | null>;
  /** Once the rows are others, the focus goes to a field of this one, or to the button that is there instead. */
  readonly focusNext: (row: number, field?: number) => void;
}

/**
 * Keeps the place of who works by keyboard: the element that had the focus may go with its row.
 *
 * @param shape another one whenever the rows are others.
 */
export function useNextFocus(shape: string): NextFocus {
  const rows = useRef<HTMLDivElement>(null);
  const wanted = useRef<readonly [row: number, field: number] | undefined>(undefined);
  useLayoutEffect(() => {
    const { activeElement, body } = document;
    const root = rows.current;
    if (!root || !wanted.current) return;
    const [at, field] = wanted.current;
    wanted.current = undefined;
    // Somebody may have gone on to another field meanwhile.
    if (activeElement && activeElement !== body && !root.contains(activeElement)) return;
    const row = root.children[at];
    const next = row?.querySelectorAll<HTMLElement>('input')[field] ?? row;
    if (next instanceof HTMLElement) next.focus();
  }, [shape]);
  return { rows, focusNext: (row, field = 0) => void (wanted.current = [row, field]) };
}
