import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Pixels from the end that still count as "at the end". */
const NEAR = 48;

/**
 * Keeps the end of a growing column in sight until the reader scrolls up, and again once they are
 * back at the end.
 *
 * @returns `toEnd` goes to the end and stays there; `leave` stays where the page is scrolled to.
 */
export function useFollow(
  scroller: RefObject<HTMLElement | null>,
  column: RefObject<HTMLElement | null>,
): { readonly toEnd: () => void; readonly leave: () => void } {
  const isFollowing = useRef(true);
  useEffect(() => {
    const [box, content] = [scroller.current, column.current];
    if (!box || !content) return undefined;
    let lastTop = 0;
    const isAtEnd = () => box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
    const onScroll = () => {
      // Growth moves nothing upwards: only a reader does.
      if (box.scrollTop < lastTop && !isAtEnd()) isFollowing.current = false;
      else if (isAtEnd()) isFollowing.current = true;
      lastTop = box.scrollTop;
    };
    // What a reader unfolds must not run away from under the pointer.
    const onClick = ({ target }: MouseEvent) => {
      if (!(target instanceof Element) || !target.closest('summary')) return;
      isFollowing.current = false;
      requestAnimationFrame(() => {
        isFollowing.current = isAtEnd();
      });
    };
    const observer = new ResizeObserver(() => {
      if (isFollowing.current) box.scrollTop = box.scrollHeight;
    });
    box.addEventListener('scroll', onScroll, { passive: true });
    content.addEventListener('click', onClick);
    observer.observe(content);
    observer.observe(box);
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', onScroll);
      content.removeEventListener('click', onClick);
    };
  }, [scroller, column]);
  return {
    toEnd: () => {
      isFollowing.current = true;
      const box = scroller.current;
      if (box) box.scrollTop = box.scrollHeight;
    },
    leave: () => {
      isFollowing.current = false;
    },
  };
}
