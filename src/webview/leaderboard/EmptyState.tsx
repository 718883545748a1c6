import type { Board } from '../../core/ranking/board.ts';
import { t } from '../l10n.ts';
import { Button } from '../ui/kit.tsx';
import { Warnings } from './advice/Warnings.tsx';
import type { Leaderboard } from './leaderboard.ts';

interface EmptyStateProps {
  readonly leaderboard: Leaderboard;
  readonly board: Board;
}

/** Why there is nothing to rank, and what helps. */
export function EmptyState({ leaderboard, board }: EmptyStateProps) {
  const left = Object.values(board.excluded).reduce((sum, votes) => sum + votes, 0);
  if (left > 0) {
    return (
      <section class="empty" data-testid="all-filtered">
        <h2>{t('No vote is counted')}</h2>
        <p>{t('The filters and switches above leave all votes out.')}</p>
        <Warnings warnings={board.warnings} />
        <Button look="primary" testId="reset-all" onClick={() => leaderboard.reset()}>
          {t('Reset')}
        </Button>
      </section>
    );
  }
  return (
    <section class="empty" data-testid="empty">
      <h2>{t('No votes yet')}</h2>
      <p>{t('Votes in arena sessions rank the bots. Ask them something and choose.')}</p>
      <Warnings warnings={board.warnings} />
      <Button look="primary" onClick={() => leaderboard.tell('arena/open', {})}>
        {t('Open Arena')}
      </Button>
    </section>
  );
}
