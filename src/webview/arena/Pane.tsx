import { useComputed } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Seat, SeatedBot, Session } from '../../core/model.ts';
import { t } from '../l10n.ts';
import type { ReplyView } from '../state/replyView.ts';
import { Badge } from '../ui/kit.tsx';
import type { Arena } from './arena.ts';
import { Correction } from './Correction.tsx';
import { isContextFull } from './cutReply.ts';
import { PaneFooter } from './PaneFooter.tsx';
import { PaneState } from './PaneState.tsx';
import { ReplyFailure } from './ReplyFailure.tsx';
import { ReplyNotes } from './ReplyNotes.tsx';
import { ReplyProgress } from './ReplyProgress.tsx';
import { ReplyText } from './ReplyText.tsx';
import { SamplingBadge } from './SamplingBadge.tsx';
import { SystemPromptNote } from './SystemPromptNote.tsx';
import { Thinking } from './Thinking.tsx';

interface PaneProps {
  readonly arena: Arena;
  readonly view: ReplyView;
  readonly isBest: boolean;
}

/** One seat's reply to one turn. */
export function Pane({ arena, view, isBest }: PaneProps) {
  const box = useRef<HTMLElement>(null);
  const reply = view.reply.value;
  const { id: replyId, turnId, seat, botName, model, state } = reply;
  const mayRetry = useComputed(() => arena.view.gate.value.retryIn === turnId).value;
  const isRunning = state.kind === 'queued' || state.kind === 'streaming';
  const seated = useComputed(() => seatedBot(arena.view.session.value, seat)).value;
  const kind = seated?.kind;
  const isFull = isContextFull(reply, kind);
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
        {seated && <SamplingBadge kind={seated.kind} sampling={reply.sampling} />}
        <PaneState view={view} isContextFull={isFull} />
      </header>
      <div class="pane-body">
        <ReplyProgress view={view} />
        {view.hasThinking.value && <Thinking key={reply.attempt} view={view} />}
        <ReplyText arena={arena} view={view} />
        <ReplyNotes
          reply={reply}
          askedModel={kind === 'openai' ? seated?.model : undefined}
          isContextFull={isFull}
        />
        {seated && !isRunning && <SystemPromptNote bot={seated} />}
        {state.kind === 'failed' && (
          <ReplyFailure
            arena={arena}
            reply={reply}
            failure={state}
            isNews={view.isNews}
            onRetry={onRetry}
          />
        )}
        {!isRunning && <Correction arena={arena} reply={reply} />}
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

const seatedBot = (session: Session | undefined, seat: Seat): SeatedBot | undefined =>
  session?.seats.find(bot => bot.seat === seat);
