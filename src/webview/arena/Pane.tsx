import { useComputed } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { t } from '../l10n.ts';
import type { ReplyView } from '../state/replyView.ts';
import { Badge, Spinner } from '../ui/kit.tsx';
import type { Arena } from './arena.ts';
import { Correction } from './Correction.tsx';
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
  const box = useRef<HTMLElement>(null);
  const { id: replyId, turnId, seat, botName, model, state, sampling } = view.reply.value;
  const mayRetry = useComputed(() => arena.view.gate.value.retryIn === turnId).value;
  const isRunning = state.kind === 'queued' || state.kind === 'streaming';
  const said = stateText(state, view.hasText.value, view.loading.value, t);
  // Its button goes with what it does, and the focus must not go with it.
  const act = (call: 'reply/stop' | 'reply/retry') => () => {
    box.current?.focus({ preventScroll: true });
    void arena.tell(call, { replyId });
  };
  const correct = () => {
    box.current?.focus({ preventScroll: true });
    const { correction } = view.reply.peek();
    arena.setCorrection(replyId, correction ?? view.text.peek());
  };
  const onRetry = mayRetry ? act('reply/retry') : undefined;
  return (
    <article
      ref={box}
      tabIndex={-1}
      class={isBest ? 'pane is-best' : 'pane'}
      data-testid={`pane-${seat}`}
      aria-label={t('{0}: {1}', seat, botName)}
      aria-busy={isRunning}
    >
      <header class="pane-header">
        <span class="seat">{seat}</span>
        <span class="pane-bot">
          <span class="bot-name" title={botName}>
            {botName}
          </span>
          <span class="muted model" title={model}>
            {model}
          </span>
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
          <ReplyFailure
            arena={arena}
            reply={view.reply.value}
            failure={state}
            isNews={view.isNews}
            onRetry={onRetry}
          />
        )}
        {!isRunning && <Correction arena={arena} reply={view.reply.value} />}
      </div>
      <PaneFooter
        arena={arena}
        view={view}
        onStop={act('reply/stop')}
        onCorrect={correct}
        onRetry={onRetry}
      />
    </article>
  );
}
