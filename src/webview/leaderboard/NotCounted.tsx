import type { Board } from '../../core/ranking/board.ts';
import { t } from '../l10n.ts';
import { Exclusions } from './controls/Exclusions.tsx';
import { Folding } from './controls/Folding.tsx';
import type { Leaderboard } from './leaderboard.ts';
import { reasonText, wholeText } from './words.ts';

type Reason = keyof Board['excluded'];

interface NotCountedProps {
  readonly leaderboard: Leaderboard;
  readonly board: Board;
}

/** How many votes stand and are not counted, why, and the switches for it. */
export function NotCounted({ leaderboard, board }: NotCountedProps) {
  const reasons = (Object.entries(board.excluded) as [Reason, number][]).filter(
    ([, votes]) => votes > 0,
  );
  const total = reasons.reduce((sum, [, votes]) => sum + votes, 0);
  const title =
    total === 0
      ? t('All votes counted')
      : total === 1
        ? t('1 vote not counted')
        : t('{0} votes not counted', wholeText(total));
  return (
    <Folding leaderboard={leaderboard} fold="excluded" title={title}>
      {reasons.length > 0 && (
        <ul class="reasons" aria-label={t('Why votes are not counted')}>
          {reasons.map(([reason, votes]) => (
            <li key={reason}>
              <button
                type="button"
                class="link"
                data-testid={`excluded-${reason}`}
                title={t('Show these votes')}
                onClick={() => void leaderboard.show({ excluded: reason })}
              >
                {t('{0}: {1}', reasonText(reason), wholeText(votes))}
              </button>
            </li>
          ))}
        </ul>
      )}
      <Exclusions leaderboard={leaderboard} board={board} />
    </Folding>
  );
}
