import { locale, t } from '../l10n.ts';
import { Button, Spinner } from '../ui/kit.tsx';
import type { Board } from './board.ts';
import { ChartFrame } from './ChartFrame.tsx';
import { CHARTS } from './charts/charts.ts';
import { RatingTable } from './RatingTable.tsx';

export function LeaderboardPage({ board }: { readonly board: Board }) {
  const snapshot = board.snapshot.value;
  const error = board.error.value;
  return (
    <div class="board">
      <header class="page-header">
        <h1 class="title">{t('Leaderboard')}</h1>
        {snapshot && (
          <span class="muted" data-testid="votes" role="status">
            {snapshot.votes === 1
              ? t('1 vote')
              : t('{0} votes', new Intl.NumberFormat(locale).format(snapshot.votes))}
          </span>
        )}
        <div class="actions">
          <Button testId="open-arena" onClick={() => board.openArena()}>
            {t('Open Arena')}
          </Button>
        </div>
      </header>
      <main class="board-body">
        {error !== '' && (
          <div class="notice" role="alert" data-testid="notice">
            {error}
          </div>
        )}
        {!snapshot && error === '' && <Spinner />}
        {snapshot && snapshot.rows.length === 0 && (
          <section class="empty" data-testid="empty">
            <h2>{t('No votes yet')}</h2>
            <p>{t('Votes in arena sessions rank the bots. Ask them something and choose.')}</p>
            <Button look="primary" onClick={() => board.openArena()}>
              {t('Open Arena')}
            </Button>
          </section>
        )}
        {snapshot && snapshot.rows.length > 0 && (
          <>
            <RatingTable rows={snapshot.rows} />
            {CHARTS.map(chart => (
              <ChartFrame key={chart.id} chart={chart} snapshot={snapshot} />
            ))}
          </>
        )}
      </main>
    </div>
  );
}
