import { t } from '../l10n.ts';
import { Button, Spinner } from '../ui/kit.tsx';
import type { Leaderboard } from './leaderboard.ts';
import { battlesText, votesText } from './words.ts';

export function PageHeader({ leaderboard }: { readonly leaderboard: Leaderboard }) {
  const board = leaderboard.board.value;
  const hasBots = board !== undefined && board.bots.length > 0;
  return (
    <header class="page-header">
      <h1 class="title">{t('Leaderboard')}</h1>
      {board && (
        <span class="muted" role="status">
          <span data-testid="votes">{votesText(board.votes)}</span>
          {' · '}
          <span data-testid="battles-total">{battlesText(board.battles)}</span>
        </span>
      )}
      {leaderboard.isAsking.value && <Spinner />}
      <div class="actions">
        {hasBots && (
          <>
            <Button testId="save-html" onClick={() => void leaderboard.saveBoard('html')}>
              {t('Save Report…')}
            </Button>
            <Button testId="save-json" onClick={() => void leaderboard.saveBoard('json')}>
              {t('Save leaderboard.json…')}
            </Button>
          </>
        )}
        <Button testId="open-arena" onClick={() => leaderboard.tell('arena/open', {})}>
          {t('Open Arena')}
        </Button>
      </div>
      <span class="visually-hidden" role="status" data-testid="said">
        {leaderboard.said.value}
      </span>
    </header>
  );
}
