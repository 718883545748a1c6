import type { Session } from '../../core/model.ts';
import { t } from '../l10n.ts';
import { Badge, Button } from '../ui/kit.tsx';
import type { Arena } from './arena.ts';

interface HeaderProps {
  readonly arena: Arena;
  readonly session: Session;
}

export function Header({ arena, session }: HeaderProps) {
  const isArena = session.mode === 'arena';
  return (
    <header class="page-header">
      <h1 class="title" title={session.title}>
        {session.title === '' ? t('New Session') : session.title}
      </h1>
      <Badge
        testId="mode"
        title={
          isArena
            ? t('Bots are fixed and votes count on the leaderboard.')
            : t('Bots may be edited and nothing counts.')
        }
      >
        {isArena ? t('arena') : t('debug')}
      </Badge>
      <span class="muted annotation-mode">
        {session.annotationMode === 'reply'
          ? t('a vote after each turn')
          : t('one vote for the session')}
      </span>
      <nav class="actions" aria-label={t('Session')}>
        <Button testId="new-session" onClick={() => void arena.tell('session/new', {})}>
          {t('New Session')}
        </Button>
        <Button testId="export" onClick={() => void arena.tell('session/export', {})}>
          {t('Export…')}
        </Button>
        <Button testId="leaderboard" onClick={() => void arena.tell('leaderboard/open', {})}>
          {t('Leaderboard')}
        </Button>
      </nav>
    </header>
  );
}
