import { orderText } from '../../core/order.ts';
import { t } from '../l10n.ts';
import type { TurnView } from '../state/sessionView.ts';
import type { Arena } from './arena.ts';
import { Pane } from './Pane.tsx';

interface TurnRowProps {
  readonly arena: Arena;
  readonly turn: TurnView;
}

/** One user message and below it the replies side by side. */
export function TurnRow({ arena, turn }: TurnRowProps) {
  const verdict = arena.view.votes.value.find(vote => vote.turnId === turn.id)?.verdict;
  return (
    <section class="turn" data-testid="turn" data-turn={turn.id} tabIndex={-1}>
      <div class="prompt" dir="auto" role="group" aria-label={t('You')}>
        {turn.prompt}
      </div>
      <div class="panes" data-count={turn.replies.length}>
        {turn.replies.map(view => (
          <Pane
            key={view.id}
            arena={arena}
            view={view}
            isBest={verdict?.kind === 'best' && verdict.winner === view.reply.value.seat}
          />
        ))}
      </div>
      {verdict?.kind === 'allGood' && <p class="verdict">{t('Your vote: all good')}</p>}
      {verdict?.kind === 'allBad' && <p class="verdict">{t('Your vote: all bad')}</p>}
      {verdict?.kind === 'ranking' && (
        <p class="verdict">{t('Your vote: {0}', orderText(verdict.order))}</p>
      )}
    </section>
  );
}
