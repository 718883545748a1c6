import { t } from '../l10n.ts';
import type { ReplyView } from '../state/replyView.ts';
import { Badge, Spinner } from '../ui/kit.tsx';
import type { Arena } from './arena.ts';
import { PaneFooter } from './PaneFooter.tsx';
import { ReplyFailure } from './ReplyFailure.tsx';
import { ReplyText } from './ReplyText.tsx';
import { stateText } from './stateText.ts';

interface PaneProps {
  readonly arena: Arena;
  readonly view: ReplyView;
  readonly isBest: boolean;
}

/** One seat's reply to one turn. */
export function Pane({ arena, view, isBest }: PaneProps) {
  const { seat, botName, model, state, sampling } = view.reply.value;
  const isRunning = state.kind === 'queued' || state.kind === 'streaming';
  const said = stateText(state, view.hasText.value, view.loading.value, t);
  return (
    <article
      class={isBest ? 'pane is-best' : 'pane'}
      data-testid={`pane-${seat}`}
      aria-label={t('{0}: {1}', seat, botName)}
      aria-busy={isRunning}
    >
      <header class="pane-header">
        <span class="seat">{seat}</span>
        <span class="bot-name" title={botName}>
          {botName}
        </span>
        <span class="muted model" title={model}>
          {model}
        </span>
        {isBest && <Badge>{t('Best')}</Badge>}
        <span class="state" data-testid="state" data-state={state.kind}>
          {isRunning && <Spinner />}
          {said}
        </span>
      </header>
      <div class="pane-body">
        <ReplyText arena={arena} view={view} />
        {state.kind === 'done' && state.finish === 'length' && (
          <p class="cut-notice">
            {sampling.maxTokens === undefined
              ? t('The reply was cut because it reached the limit of tokens.')
              : t(
                  'The reply was cut because it reached the limit of {0} tokens.',
                  sampling.maxTokens,
                )}
          </p>
        )}
        {state.kind === 'failed' && (
          <ReplyFailure arena={arena} reply={view.reply.value} failure={state} />
        )}
      </div>
      <PaneFooter arena={arena} view={view} />
    </article>
  );
}
