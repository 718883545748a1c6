import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { hasEnded } from '../../core/model.ts';
import { Painter } from '../markdown/painter.ts';
import type { ReplyView } from '../state/replyView.ts';
import type { Arena } from './arena.ts';
import { nextFrame, whenIdle } from './paintTime.ts';

/** The right button asks for the menu. */
const RIGHT = 2;

interface ReplyTextProps {
  readonly arena: Arena;
  readonly view: ReplyView;
}

/** The reply's Markdown. Preact owns the box and the painter what is in it. */
export function ReplyText({ arena, view }: ReplyTextProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = box.current;
    if (!root) return undefined;
    const painter = new Painter(root, code => arena.copy(code));
    let cancel: (() => void) | undefined;
    const paint = () => {
      const isPainted = painter.paint(view.text.peek(), hasEnded(view.reply.peek()));
      cancel = isPainted ? undefined : whenIdle(paint);
    };
    const stop = effect(() => {
      // Both are read each time, so that a change of either paints.
      const hasText = view.text.value !== '';
      const isOld = hasEnded(view.reply.value) && hasText && root.childElementCount === 0;
      cancel ??= isOld ? whenIdle(paint) : nextFrame(paint);
    });
    return () => {
      stop();
      cancel?.();
    };
  }, [arena, view]);

  // The page itself goes nowhere: the host opens the address, after the editor's own question.
  const open = (event: MouseEvent) => {
    if (event.button === RIGHT) return;
    const anchor = event.target instanceof Element ? event.target.closest('a') : null;
    if (!anchor) return;
    event.preventDefault();
    event.stopPropagation();
    void arena.tell('link/open', { url: anchor.href });
  };
  return (
    <div
      class="markdown"
      dir="auto"
      data-testid="reply-text"
      ref={box}
      onClick={open}
      onAuxClick={open}
    />
  );
}
