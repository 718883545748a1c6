import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Milliseconds: whoever scrolls does not stand anywhere. */
const REST_MS = 150;

/**
 * Tells where a box is scrolled to, and puts it back there.
 *
 * @param isFilled whether the box is as long as it will be.
 * @param top pixels, for the moment when it is filled first.
 */
export function useKeptScroll<Box extends HTMLElement>(
  isFilled: boolean,
  top: number,
  onRest: (top: number) => void,
): RefObject<Box | null> {
  const box = useRef<Box>(null);
  useEffect(() => {
    const root = box.current;
    if (!root || !isFilled) return undefined;
    if (top > 0) root.scrollTop = top;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onScroll = () => {
      clearTimeout(timer);
      timer = setTimeout(() => onRest(root.scrollTop), REST_MS);
    };
    root.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearTimeout(timer);
      root.removeEventListener('scroll', onScroll);
    };
    // Once for a box: what it shows later does not move it.
  }, [isFilled]);
  return box;
}
