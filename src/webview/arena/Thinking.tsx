import { effect } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { hasEnded } from '../../core/model.ts';
import { locale, t } from '../l10n.ts';
import { PlainText } from '../markdown/plainText.ts';
import type { ReplyView } from '../state/replyView.ts';
import { Spinner } from '../ui/kit.tsx';
import { nextFrame } from './paintTime.ts';
import { countWords } from './words.ts';

/** Pixels from the end that still count as "at the end". */
const NEAR = 16;

/**
 * What a reasoning model thought before it answered. Open while there is nothing else to read, until the
 * reader chooses. Shown as it is: it is not meant for readers and is seldom good Markdown.
 */
export function Thinking({ view }: { readonly view: ReplyView }) {
  /** The reader's choice, or undefined. */
  const [choice, setChoice] = useState<boolean>();
  const hasText = view.hasText.value;
  const { seat, state } = view.reply.value;
  const isThinking = !hasText && !hasEnded({ state });
  const isOpen = choice ?? !hasText;
  // What was thought does not change any more once the answer has begun.
  const words = useMemo(
    () => (isThinking ? 0 : countWords(view.thinking.peek())),
    [isThinking, view],
  );
  return (
    <details class="thinking" data-testid="thinking" open={isOpen}>
      {/* The page alone says what is open, so that what it closes is not taken for a choice. */}
      <summary
        onClick={event => {
          event.preventDefault();
          setChoice(!isOpen);
        }}
      >
        {isThinking ? t('Thinking…') : thoughtText(words)}
        {isThinking && <Spinner />}
      </summary>
      <ThinkingText
        view={view}
        isOpen={isOpen}
        label={t('What {0} thought', seat)}
        // Whoever reads or scrolls it does not want it shut when the answer begins.
        onFocus={() => setChoice(isOpen)}
      />
    </details>
  );
}

const thoughtText = (words: number): string =>
  words === 1
    ? t('Thought: 1 word')
    : t('Thought: {0} words', new Intl.NumberFormat(locale).format(words));

interface ThinkingTextProps {
  readonly view: ReplyView;
  /** What nobody sees is not painted. */
  readonly isOpen: boolean;
  readonly label: string;
  readonly onFocus: () => void;
}

function ThinkingText({ view, isOpen, label, onFocus }: ThinkingTextProps) {
  const box = useRef<HTMLDivElement>(null);
  // In its place before the page is laid out, so that what is unfolded has its height at once.
  useLayoutEffect(() => {
    const root = box.current;
    if (!root || !isOpen) return undefined;
    const plain = new PlainText({ isCode: false, rest: t('The rest is not shown here.') });
    root.replaceChildren(plain.element);
    let cancel: (() => void) | undefined;
    const paint = () => {
      cancel = undefined;
      const isAtEnd = root.scrollHeight - root.scrollTop - root.clientHeight < NEAR;
      plain.show(view.thinking.peek());
      // Only what is still thought is followed; what is old is read from its start.
      if (isAtEnd && !hasEnded(view.reply.peek()) && !view.hasText.peek()) {
        root.scrollTop = root.scrollHeight;
      }
    };
    paint();
    const stop = effect(() => {
      if (view.thinking.value !== '') cancel ??= nextFrame(paint);
    });
    return () => {
      stop();
      cancel?.();
    };
  }, [view, isOpen]);
  return (
    <div
      ref={box}
      class="thinking-text"
      dir="auto"
      role="group"
      tabIndex={0}
      aria-label={label}
      data-testid="thinking-text"
      onFocus={onFocus}
    />
  );
}
