import { hasEnded } from '../../core/model.ts';
import { locale, t } from '../l10n.ts';
import type { ReplyView } from '../state/replyView.ts';
import { Button } from '../ui/kit.tsx';
import type { Arena } from './arena.ts';
import { CopyButton } from './CopyButton.tsx';
import { detailsText, metricsText } from './metrics.ts';

interface PaneFooterProps {
  readonly arena: Arena;
  readonly view: ReplyView;
  readonly onStop: () => void;
  readonly onCorrect: () => void;
  /** Undefined where the host would refuse. */
  readonly onRetry: (() => void) | undefined;
}

export function PaneFooter({ arena, view, onStop, onCorrect, onRetry }: PaneFooterProps) {
  const reply = view.reply.value;
  const { seat } = reply;
  const isWriting = arena.corrections.value[reply.id] !== undefined;
  return (
    <footer class="pane-footer">
      <span class="muted metrics" data-testid="metrics" title={detailsText(reply, t, locale)}>
        {metricsText(reply, t, locale)}
      </span>
      {!hasEnded(reply) && (
        <Button look="icon" testId="stop" label={t('Stop {0}', seat)} onClick={onStop}>
          {t('Stop')}
        </Button>
      )}
      {/* A failed reply offers it beside the reason. */}
      {reply.state.kind === 'stopped' && onRetry && (
        <Button look="icon" testId="retry" label={t('Retry {0}', seat)} onClick={onRetry}>
          {t('Retry')}
        </Button>
      )}
      {hasEnded(reply) && view.hasText.value && !isWriting && (
        <Button
          look="icon"
          testId="correct"
          label={t('Correct the reply of {0}', seat)}
          title={t('Write what the bot should have said, for training data')}
          onClick={onCorrect}
        >
          {t('Correct…')}
        </Button>
      )}
      {view.hasText.value && (
        <CopyButton
          label={t('Copy the reply of {0}', seat)}
          onCopy={() => arena.copy(view.text.peek())}
        />
      )}
    </footer>
  );
}
