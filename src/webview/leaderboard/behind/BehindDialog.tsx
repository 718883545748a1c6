import { useEffect } from 'preact/hooks';
import type { Board } from '../../../core/ranking/board.ts';
import { t } from '../../l10n.ts';
import { Button, Spinner } from '../../ui/kit.tsx';
import type { Behind, Leaderboard } from '../leaderboard.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { useKeptScroll } from '../useKeptScroll.ts';
import { votesText, wholeText } from '../words.ts';
import { cellTitle } from './cellTitle.ts';
import { VoteItem } from './VoteItem.tsx';

interface BehindDialogProps {
  readonly leaderboard: Leaderboard;
  readonly board: Board;
  readonly behind: Behind;
}

/** The votes behind a number, at the side. The browser keeps the focus in it and gives it back. */
export function BehindDialog({ leaderboard, board, behind }: BehindDialogProps) {
  const { cell, votes, hasFailed = false } = behind;
  const { place } = leaderboard;
  const dialog = useKeptScroll<HTMLDialogElement>(
    votes !== undefined,
    cell === place.cell ? place.listTop : 0,
    listTop => leaderboard.stand({ listTop }),
  );
  useEffect(() => dialog.current?.showModal(), [dialog]);
  const close = () => dialog.current?.close();
  return (
    <dialog
      ref={dialog}
      class="behind"
      aria-labelledby="behind-title"
      data-testid="behind"
      onClose={() => leaderboard.hide()}
      // What is clicked outside of the dialog's content is the dialog itself.
      onClick={event => {
        if (event.target === dialog.current) close();
      }}
    >
      <div class="behind-content">
        <div class="behind-head">
          <h2 id="behind-title">{cellTitle(cell, board)}</h2>
          <Button look="icon" label={t('Close')} testId="close-behind" onClick={close}>
            ✕
          </Button>
        </div>
        <ErrorNotice error={leaderboard.error} />
        {!votes && !hasFailed && <Spinner />}
        {votes && (
          <p class="muted" role="status" data-testid="behind-total">
            {votes.total > votes.votes.length
              ? t(
                  '{0}, the newest {1} of them here',
                  votesText(votes.total),
                  wholeText(votes.votes.length),
                )
              : votesText(votes.total)}
          </p>
        )}
        {votes && votes.votes.length > 0 && (
          <ul class="votes">
            {votes.votes.map(vote => (
              <VoteItem key={vote.id} leaderboard={leaderboard} vote={vote} />
            ))}
          </ul>
        )}
      </div>
    </dialog>
  );
}
