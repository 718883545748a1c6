import type { Reply } from '../../core/model.ts';
import { t } from '../l10n.ts';

interface ReplyNotesProps {
  readonly reply: Reply;
  /** The seat's; undefined where it is not known. */
  readonly askedModel: string | undefined;
  readonly isContextFull: boolean;
}

/** What one must know to judge a reply fairly: what its bot did not see, why it breaks off, and who spoke. */
export function ReplyNotes({ reply, askedModel, isContextFull }: ReplyNotesProps) {
  const { state, model, leftOutTurns = 0 } = reply;
  const isCut = state.kind === 'done' && state.finish === 'length';
  return (
    <>
      {isCut && (
        <p class="cut-notice" data-testid="cut">
          {cutText(reply, isContextFull)}
        </p>
      )}
      {askedModel !== undefined && model !== askedModel && (
        <p class="reply-note" data-testid="other-model">
          {t('The server was asked for {0} and says that {1} answered.', askedModel, model)}
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
