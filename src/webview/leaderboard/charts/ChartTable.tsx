import type { Chart, ChartCell } from '../../../charts/chart.ts';
import type { Board } from '../../../core/ranking/board.ts';
import { locale, t } from '../../l10n.ts';
import { MoreButton, useMore } from '../MoreButton.tsx';
import { CellButton } from '../table/CellButton.tsx';
import { useGridKeys } from '../table/useGridKeys.ts';

interface ChartTableProps {
  readonly chart: Chart;
  readonly board: Board;
  readonly onCell: (cell: ChartCell) => void;
}

/** The numbers of a chart; those with votes behind them open them. */
export function ChartTable({ chart, board, onCell }: ChartTableProps) {
  const { caption, head, rows, cellAt } = chart.table(board, { t, locale });
  const more = useMore(rows.length);
  const grid = useGridKeys();
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 3, useGrouping: false });
  const shown = (value: string | number, row: number, column: number) => {
    const text = typeof value === 'number' ? number.format(value) : value;
    const cell = text === '' ? undefined : cellAt?.(row, column);
    return cell ? <CellButton onClick={() => onCell(cell)}>{text}</CellButton> : text;
  };
  return (
    // It may be wider than the page, and there may be nothing in it that could take the focus.
    <div class="table-box" tabindex={cellAt ? undefined : 0} role="group" aria-label={caption}>
      <table
        class="numbers"
        role={cellAt ? 'grid' : undefined}
        ref={grid}
        data-testid="chart-table"
      >
        {/* The heading over the chart says it already. */}
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {head.map((name, column) => (
              <th key={column} scope="col" class={column === 0 ? undefined : 'number'}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, more.shown).map((cells, row) => (
            <tr key={row}>
              {cells.map((value, column) =>
                column === 0 ? (
                  <th key={column} scope="row">
                    {shown(value, row, column)}
                  </th>
                ) : (
                  <td key={column} class="number">
                    {shown(value, row, column)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <MoreButton {...more} />
    </div>
  );
}
