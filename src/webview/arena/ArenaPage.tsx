import { useRef } from 'preact/hooks';
import { t } from '../l10n.ts';
import { Spinner } from '../ui/kit.tsx';
import { Announcer } from './Announcer.tsx';
import type { Arena } from './arena.ts';
import { Composer } from './Composer.tsx';
import { EmptyState } from './EmptyState.tsx';
import { Header } from './Header.tsx';
import { Notice } from './Notice.tsx';
import { TurnRow } from './TurnRow.tsx';
import { useFollow } from './useFollow.ts';
import { useTarget } from './useTarget.ts';
import { VoteBar } from './VoteBar.tsx';

export function ArenaPage({ arena }: { readonly arena: Arena }) {
  const scroller = useRef<HTMLElement>(null);
  const column = useRef<HTMLDivElement>(null);
  const { toEnd, leave } = useFollow(scroller, column);
  useTarget(arena, column, leave);
  const session = arena.view.session.value;
  const turns = arena.view.turns.value;
  return (
    <>
      {session && <Header arena={arena} session={session} />}
      <main class="scroller" ref={scroller} aria-label={t('Turns')} tabIndex={0}>
        <div class="column" ref={column}>
          {!session && !arena.notice.value && (
            <div class="booting" role="status">
              <Spinner /> {t('Opening the session…')}
            </div>
          )}
          {session && turns.length === 0 && <EmptyState arena={arena} session={session} />}
          {turns.map(turn => (
            <TurnRow key={turn.id} arena={arena} turn={turn} />
          ))}
        </div>
      </main>
      <footer class="dock">
        <Notice arena={arena} />
        {session && turns.length > 0 && <VoteBar arena={arena} session={session} />}
        {session && <Composer arena={arena} onSent={toEnd} />}
      </footer>
      <Announcer arena={arena} />
    </>
  );
}
