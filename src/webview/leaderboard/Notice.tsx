import { t } from '../l10n.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Button } from '../ui/kit.tsx';
import type { Leaderboard } from './leaderboard.ts';

interface NoticeProps {
  readonly leaderboard: Leaderboard;
}

/** Why there is no newer board, and what else went wrong; that stands in front of all if something does. */
export function Notice({ leaderboard }: NoticeProps) {
  const { boardError, behind } = leaderboard;
  return (
    <>
      {boardError.value !== '' && (
        <div class="notice" role="alert" data-testid="notice">
          <span class="notice-text">{boardError.value}</span>
          <Button testId="retry" onClick={() => leaderboard.reload()}>
            {t('Retry')}
          </Button>
        </div>
      )}
      {!behind.value && <ErrorNotice error={leaderboard.error} />}
    </>
  );
}
