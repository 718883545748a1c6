import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Arena } from './arena.ts';

/** How long a turn that was asked for stays marked, in milliseconds. */
const MARKED_MS = 2000;

/**
 * Brings the turn that was asked for into sight, gives it the focus and marks it for a moment.
 *
 * @param leave tells the page not to follow its end any more.
 */
export function useTarget(
  arena: Arena,
  column: RefObject<HTMLElement | null>,
  leave: () => void,
): void {
  const target = arena.target.value;
  useEffect(() => {
    const turns = [...(column.current?.querySelectorAll<HTMLElement>('[data-turn]') ?? [])];
    const turn = turns.find(each => each.dataset['turn'] === target?.turnId);
    // An id that came from elsewhere may be of a turn that is gone: then the page stays at its end.
    if (!turn) return undefined;
    leave();
    turn.scrollIntoView({ block: 'start' });
    turn.focus({ preventScroll: true });
    turn.classList.add('is-target');
    const timer = setTimeout(() => turn.classList.remove('is-target'), MARKED_MS);
    return () => {
      clearTimeout(timer);
      turn.classList.remove('is-target');
    };
  }, [target]);
}
