import { CHARTS } from '../../charts/charts.ts';
import type { Board } from '../../core/ranking/board.ts';
import { t } from '../l10n.ts';
import { Button } from '../ui/kit.tsx';
import { NextVotes } from './advice/NextVotes.tsx';
import { Warnings } from './advice/Warnings.tsx';
import { ChartFrame } from './ChartFrame.tsx';
import { JumpMenu } from './JumpMenu.tsx';
import { jumpPlaces } from './jumpPlaces.ts';
import type { Leaderboard } from './leaderboard.ts';
import { BiasPanel } from './people/BiasPanel.tsx';
import { VoterTable } from './people/VoterTable.tsx';
import { csvFile } from './save/csvFile.ts';
import { RatingTable } from './table/RatingTable.tsx';
import { savedRatings } from './table/savedRatings.ts';
import { percentText } from './words.ts';

interface BoardSectionsProps {
  readonly leaderboard: Leaderboard;
  readonly board: Board;
}

/** All that the votes say: the table, what it is worth, the charts, the voters. */
export function BoardSections({ leaderboard, board }: BoardSectionsProps) {
  const charts = CHARTS.filter(chart => chart.has(board));
  const saveRatings = () => {
    const { head, rows } = savedRatings(board.bots);
    void leaderboard.save({ name: 'leaderboard', content: csvFile(head, rows) });
  };
  return (
    <>
      <Warnings warnings={board.warnings} />
      <JumpMenu places={jumpPlaces(board, charts)} />
      <section class="section" id="ratings" tabindex={-1}>
        <div class="section-head">
          <h2>{t('Ratings')}</h2>
          <Button testId="save-ratings" onClick={saveRatings}>
            {t('Save as CSV')}
          </Button>
        </div>
        <RatingTable leaderboard={leaderboard} board={board} />
        {board.tieRate !== null && (
          <p class="muted" data-testid="tie-rate">
            {t('Two equal bots tie {0} of the time.', percentText(board.tieRate))}
          </p>
        )}
      </section>
      <NextVotes board={board} />
      <BiasPanel board={board} />
      {charts.map(chart => (
        <ChartFrame key={chart.id} leaderboard={leaderboard} chart={chart} board={board} />
      ))}
      <VoterTable leaderboard={leaderboard} board={board} />
    </>
  );
}
