import type { BoardRow } from '../../../core/ranking/board.ts';
import type { LineLook } from '../../../charts/lineLook.ts';
import { t } from '../../l10n.ts';
import type { Leaderboard } from '../leaderboard.ts';
import { LineSample } from '../LineSample.tsx';
import { CellButton } from './CellButton.tsx';
import { NO_NUMBER, NUMBER_COLUMNS, rankText } from './columns.tsx';
import { IntervalBar, type Reach } from './IntervalBar.tsx';

interface RatingRowProps {
  readonly leaderboard: Leaderboard;
  readonly row: BoardRow;
  readonly look: LineLook;
  readonly reach: Reach;
}

export function RatingRow({ leaderboard, row, look, reach }: RatingRowProps) {
  const show = (outcome?: 'win' | 'tie' | 'loss') => () =>
    void leaderboard.show({ a: row.key, ...(outcome && { outcome }) });
  const rank = rankText(row);
  return (
    <tr data-bot={row.name}>
      <td class="number">
        {rank === undefined ? NO_NUMBER : <CellButton onClick={show()}>{rank}</CellButton>}
      </td>
      <th scope="row">
        <LineSample look={look} /> <CellButton onClick={show()}>{row.name}</CellButton>
        {(row.detail !== '' || row.fingerprint !== undefined) && (
          <div class="muted detail">
            {row.detail} {row.fingerprint !== undefined && <code>{row.fingerprint}</code>}
          </div>
        )}
      </th>
      {NUMBER_COLUMNS.map(({ column, text, behind }) => {
        const said = text(row);
        if (column === 'rating' && said === undefined) {
          return (
            <td key={column} class="number" data-testid="rating">
              <CellButton onClick={show()}>{t('not enough votes yet')}</CellButton>
            </td>
          );
        }
        return (
          <td key={column} class={`number ${column}`} data-testid={column}>
            {said === undefined && NO_NUMBER}
            {said !== undefined && column === 'interval' && <IntervalBar row={row} reach={reach} />}
            {said !== undefined &&
              (behind ? <CellButton onClick={show(behind.outcome)}>{said}</CellButton> : said)}
          </td>
        );
      })}
    </tr>
  );
}
