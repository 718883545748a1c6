import { t } from '../l10n.ts';
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
      {!behind.value && <ErrorNotice leaderboard={leaderboard} />}
    </>
  );
}

/** Why the host would not do what was asked last; it stays until it is closed or something works. */
export function ErrorNotice({ leaderboard: { error } }: NoticeProps) {
  if (error.value === '') return null;
  return (
    <div class="notice" role="alert" data-testid="notice">
      <span class="notice-text">{error.value}</span>
      <Button
        look="icon"
        label={t('Close')}
        onClick={() => {
          error.value = '';
        }}
      >
        ✕
      </Button>
    </div>
  );
}
