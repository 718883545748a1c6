import type { Reply } from '../../core/model.ts';
import { t } from '../l10n.ts';

interface ReplyNotesProps {
  readonly reply: Reply;
  readonly isContextFull: boolean;
}

/** What one must know to judge a reply fairly: what its bot did not see, and why it breaks off. */
export function ReplyNotes({ reply, isContextFull }: ReplyNotesProps) {
  const { state, leftOutTurns = 0 } = reply;
  const isCut = state.kind === 'done' && state.finish === 'length';
  return (
    <>
      {isCut && (
        <p class="cut-notice" data-testid="cut">
          {cutText(reply, isContextFull)}
        </p>
      )}
      {leftOutTurns > 0 && (
        <p class="reply-note" data-testid="left-out">
          {leftOutTurns === 1
            ? t('The oldest turn was left out: the context was full.')
            : t('The {0} oldest turns were left out: the context was full.', leftOutTurns)}
        </p>
      )}
    </>
  );
}

function cutText({ sampling: { maxTokens } }: Reply, isContextFull: boolean): string {
  if (isContextFull) {
    return t(
      'The reply was cut because the context is full. Raise “contextSize” of this bot in the settings, or start a new session.',
    );
  }
  return maxTokens === undefined
    ? t('The reply was cut because it reached the limit of tokens.')
    : t('The reply was cut because it reached the limit of {0} tokens.', maxTokens);
}
