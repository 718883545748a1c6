import type { Board } from '../../core/ranking/board.ts';
import { t } from '../l10n.ts';
import { Spinner } from '../ui/kit.tsx';
import { BehindPlace } from './behind/BehindPlace.tsx';
import { BoardSections } from './BoardSections.tsx';
import { Chips } from './controls/Chips.tsx';
import { Filters } from './controls/Filters.tsx';
import { OptionControls } from './controls/OptionControls.tsx';
import { EmptyState } from './EmptyState.tsx';
import type { Leaderboard } from './leaderboard.ts';
import { Notice } from './Notice.tsx';
import { NotCounted } from './NotCounted.tsx';
import { PageHeader } from './PageHeader.tsx';
import { useKeptScroll } from './useKeptScroll.ts';

/** What changes more often than the board is read further down, so that not everything is made anew. */
export function LeaderboardPage({ leaderboard }: { readonly leaderboard: Leaderboard }) {
  const board = leaderboard.board.value;
  const body = useKeptScroll<HTMLElement>(board !== undefined, leaderboard.place.top, top =>
    leaderboard.stand({ top }),
  );
  return (
    <div class="board">
      <PageHeader leaderboard={leaderboard} />
      <main class="board-body" ref={body}>
        <Notice leaderboard={leaderboard} />
        {!board && (
          <p role="status" class="reading" data-testid="reading">
            {leaderboard.isAsking.value && (
              <>
                <Spinner /> {t('Reading votes…')}
              </>
            )}
          </p>
        )}
        {board && hasVotes(board) && (
          <div class="panel">
            <OptionControls leaderboard={leaderboard} board={board} />
            <Filters leaderboard={leaderboard} board={board} />
            <NotCounted leaderboard={leaderboard} board={board} />
            <Chips leaderboard={leaderboard} />
          </div>
        )}
        {board && board.bots.length === 0 && <EmptyState leaderboard={leaderboard} board={board} />}
        {board && board.bots.length > 0 && (
          <BoardSections leaderboard={leaderboard} board={board} />
        )}
      </main>
      {board && <BehindPlace leaderboard={leaderboard} board={board} />}
    </div>
  );
}

/** Counted or not. */
function hasVotes({ votes, excluded }: Board): boolean {
  return votes > 0 || Object.values(excluded).some(left => left > 0);
}
