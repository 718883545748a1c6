import type { Board } from '../../../core/ranking/board.ts';
import { t } from '../../l10n.ts';
import { Button } from '../../ui/kit.tsx';
import type { Leaderboard } from '../leaderboard.ts';
import { MoreButton, useMore } from '../MoreButton.tsx';
import { csvFile } from '../save/csvFile.ts';
import { wholeText } from '../words.ts';
import { VoterRow } from './VoterRow.tsx';
import { voterTable } from './voterColumns.ts';

interface VoterTableProps {
  readonly leaderboard: Leaderboard;
  readonly board: Board;
}

/** Drawn at once; a public arena has a voter a vote. */
const STEP = 25;

/** Who voted, and how far to trust it. */
export function VoterTable({ leaderboard, board }: VoterTableProps) {
  const more = useMore(board.voters.length, STEP);
  const { head, rows } = voterTable(board.voters);
  if (board.voters.length === 0) return null;
  return (
    <section class="section" id="voters" tabindex={-1}>
      <div class="section-head">
        <h2>{t('Annotators')}</h2>
        <Button
          testId="save-voters"
          onClick={() =>
            void leaderboard.save({ name: 'annotators', content: csvFile(head, rows) })
          }
        >
          {t('Save as CSV')}
        </Button>
      </div>
      <div class="table-box">
        <table class="numbers" data-testid="voter-table">
          <caption class="visually-hidden">{t('Annotators')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('Annotator')}</th>
              <th scope="col" class="number">
                {t('Votes')}
              </th>
              <th scope="col" class="number">
                {t('On turns')}
              </th>
              <th scope="col" class="number">
                {t('On sessions')}
              </th>
              <th
                scope="col"
                class="number"
                title={t('How often they vote as the ratings by all others say')}
              >
                {t('Agrees with the others')}
              </th>
              <th
                scope="col"
                class="number"
                title={t('Pairs judged more than once, and alike each time')}
              >
                {t('Agrees with itself')}
              </th>
              <th scope="col" class="number">
                {t('Last')}
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {board.voters.slice(0, more.shown).map(voter => (
              <VoterRow key={voter.name} leaderboard={leaderboard} voter={voter} />
            ))}
          </tbody>
        </table>
      </div>
      <MoreButton {...more} />
      {board.more.voters > 0 && more.shown === more.total && (
        <p class="muted">{t('and {0} more', wholeText(board.more.voters))}</p>
      )}
    </section>
  );
}
