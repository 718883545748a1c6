import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * Makes a table of buttons one stop of the Tab key, with the arrow keys moving inside: a hundred
 * stops would bar the way to what comes after it. @see the grid pattern of the ARIA Authoring Practices
 */
export function useGridKeys(): RefObject<HTMLTableElement | null> {
  const table = useRef<HTMLTableElement>(null);
  // After every painting, as rows come and go.
  useEffect(() => {
    const root = table.current;
    if (!root) return;
    const all = [...root.querySelectorAll('button')];
    const now = all.find(button => button === document.activeElement) ?? all[0];
    for (const button of all) button.tabIndex = button === now ? 0 : -1;
  });
  useEffect(() => {
    const root = table.current;
    if (!root) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      const from = event.target instanceof Element ? event.target.closest('button') : null;
      if (!from || event.altKey || event.metaKey) return;
      const to = buttonFor(event, root, from);
      if (!to) return;
      event.preventDefault();
      to.focus();
    };
    const onFocus = (event: FocusEvent) => {
      if (!(event.target instanceof HTMLButtonElement)) return;
      for (const button of root.querySelectorAll('button')) button.tabIndex = -1;
      event.target.tabIndex = 0;
    };
    root.addEventListener('keydown', onKeyDown);
    root.addEventListener('focusin', onFocus);
    return () => {
      root.removeEventListener('keydown', onKeyDown);
      root.removeEventListener('focusin', onFocus);
    };
  }, []);
  return table;
}

/** Where a key leads: Home and End to the ends of the row, with Ctrl to those of the table. */
function buttonFor(
  { key, ctrlKey }: KeyboardEvent,
  table: HTMLTableElement,
  from: HTMLButtonElement,
): HTMLButtonElement | undefined {
  if (key === 'Home' || key === 'End') {
    const buttons = (ctrlKey ? table : from.closest('tr'))?.querySelectorAll('button') ?? [];
    return [...buttons].at(key === 'Home' ? 0 : -1);
  }
  const step = STEPS[key];
  return step && !ctrlKey ? nextButton(table, from, step) : undefined;
}

/** The nearest button that way; cells without one are passed over. */
function nextButton(
  table: HTMLTableElement,
  from: HTMLButtonElement,
  [rowStep, columnStep]: readonly [number, number],
): HTMLButtonElement | undefined {
  const cell = from.closest<HTMLTableCellElement>('td, th');
  const row = from.closest('tr');
  if (!cell || !row) return undefined;
  let [rowIndex, column] = [row.rowIndex + rowStep, cell.cellIndex + columnStep];
  for (;;) {
    const next = table.rows[rowIndex]?.cells[column];
    if (!next) return undefined;
    const button = next.querySelector('button');
    if (button) return button;
    rowIndex += rowStep;
    column += columnStep;
  }
}
