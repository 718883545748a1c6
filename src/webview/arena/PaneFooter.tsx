import { hasEnded } from '../../core/model.ts';
import { locale, t } from '../l10n.ts';
import type { ReplyView } from '../state/replyView.ts';
import { Button } from '../ui/kit.tsx';
import type { Arena } from './arena.ts';
import { detailsText, metricsText } from './metrics.ts';

interface PaneFooterProps {
  readonly arena: Arena;
  readonly view: ReplyView;
}

export function PaneFooter({ arena, view }: PaneFooterProps) {
  const reply = view.reply.value;
  const { id: replyId, seat } = reply;
  return (
    <footer class="pane-footer">
      <span class="muted metrics" data-testid="metrics" title={detailsText(reply, t, locale)}>
        {metricsText(reply, t, locale)}
      </span>
      {!hasEnded(reply) && (
        <Button
          look="icon"
          testId="stop"
          label={t('Stop {0}', seat)}
          onClick={() => void arena.tell('reply/stop', { replyId })}
        >
          {t('Stop')}
        </Button>
      )}
      {/* A failed reply offers it beside the reason. */}
      {reply.state.kind === 'stopped' && (
        <Button
          look="icon"
          testId="retry"
          label={t('Retry {0}', seat)}
          onClick={() => void arena.tell('reply/retry', { replyId })}
        >
          {t('Retry')}
        </Button>
      )}
      {view.hasText.value && (
        <Button
          look="icon"
          testId="copy"
          label={t('Copy the reply of {0}', seat)}
          onClick={() => void arena.copy(view.text.peek())}
        >
          {t('Copy')}
        </Button>
      )}
    </footer>
  );
}
