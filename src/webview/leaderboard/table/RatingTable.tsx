import type { Board } from '../../../core/ranking/board.ts';
import { lineLooks } from '../../../charts/lineLook.ts';
import { locale, t } from '../../l10n.ts';
import type { Leaderboard } from '../leaderboard.ts';
import { MoreButton, useMore } from '../MoreButton.tsx';
import { NUMBER_COLUMNS } from './columns.tsx';
import { reachOf } from './IntervalBar.tsx';
import { RatingRow } from './RatingRow.tsx';
import { sortRows } from './sort.ts';
import { SortHeader } from './SortHeader.tsx';
import { useGridKeys } from './useGridKeys.ts';

interface RatingTableProps {
  readonly leaderboard: Leaderboard;
  readonly board: Board;
}

/** A plain table: the toolkit's grid has no row headers and reads badly aloud. */
export function RatingTable({ leaderboard, board }: RatingTableProps) {
  const grid = useGridKeys();
  const more = useMore(board.bots.length);
  const rows = sortRows(board.bots, leaderboard.sort.value, locale);
  const looks = lineLooks(board.bots.map(({ key }) => key));
  const reach = reachOf(board.bots);
  return (
    <div class="table-box">
      <table class="numbers" role="grid" ref={grid} data-testid="leaderboard-table">
        <caption class="visually-hidden">{t('Bots by rating')}</caption>
        <thead>
          <tr>
            <SortHeader leaderboard={leaderboard} column="rank" title={t('Rank')} isNumber />
            <SortHeader leaderboard={leaderboard} column="name" title={t('Bot')} isNumber={false} />
            {NUMBER_COLUMNS.map(({ column, title, hint }) => (
              <SortHeader
                key={column}
                leaderboard={leaderboard}
                column={column}
                title={title(board.options)}
                hint={hint?.(board.options)}
                isNumber
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, more.shown).map(row => (
            <RatingRow
              key={row.key}
              leaderboard={leaderboard}
              row={row}
              look={looks(row.key)}
              reach={reach}
            />
          ))}
        </tbody>
      </table>
      <MoreButton {...more} />
    </div>
  );
}
