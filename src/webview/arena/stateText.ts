import type { ReplyState } from '../../core/model.ts';
import { assertNever } from '../../core/std/assertNever.ts';
import type { Translate } from '../../core/text.ts';
import type { Progress } from '../../protocol/arenaPage.ts';
import { progressText } from './progressText.ts';

interface Shown {
  readonly hasText: boolean;
  readonly hasThinking: boolean;
  readonly progress: Progress | undefined;
  /** A cut reply: its context was full before the limit of tokens was reached. */
  readonly isContextFull: boolean;
}

/** The few words in a pane's header. */
export function stateText(state: ReplyState, shown: Shown, t: Translate): string {
  switch (state.kind) {
    case 'queued':
    case 'streaming':
      if (shown.hasText) return t('Writing…');
      if (shown.hasThinking) return t('Thinking…');
      if (shown.progress) return progressText(shown.progress, t);
      return state.kind === 'queued' ? t('Queued') : t('Waiting for the first token');
    case 'done':
      if (state.finish === 'stop') return t('Done');
      return shown.isContextFull ? t('Cut: the context is full') : t('Cut at the token limit');
    case 'stopped':
      return t('Stopped');
    case 'failed':
      return t('Failed');
    default:
      return assertNever(state);
  }
}
