import { useState } from 'preact/hooks';
import type { Chart } from '../../charts/chart.ts';
import type { Board } from '../../core/ranking/board.ts';
import { locale, t } from '../l10n.ts';
import { Button } from '../ui/kit.tsx';
import { ChartTable } from './charts/ChartTable.tsx';
import { useDrawing } from './charts/useDrawing.ts';
import type { Leaderboard } from './leaderboard.ts';
import { csvFile } from './save/csvFile.ts';
import { saveDrawing } from './save/saveDrawing.ts';

interface ChartFrameProps {
  readonly leaderboard: Leaderboard;
  readonly chart: Chart;
  readonly board: Board;
}

/** A chart with its title, its numbers as a table, and the ways to save it. */
export function ChartFrame({ leaderboard, chart, board }: ChartFrameProps) {
  const [isTable, setTable] = useState(false);
  const { frames, showCell } = leaderboard;
  const box = useDrawing({ chart, board, frames, onCell: showCell });
  const title = chart.title(t);
  const saveTable = () => {
    const { head, rows } = chart.table(board, { t, locale });
    void leaderboard.save({ name: chart.id, content: csvFile(head, rows) });
  };
  return (
    <section
      class="section chart"
      id={`chart-${chart.id}`}
      tabindex={-1}
      data-testid={`chart-${chart.id}`}
    >
      <div class="section-head">
        <h2>{title}</h2>
        <div class="actions" role="group" aria-label={title}>
          <Button testId="as-table" pressed={isTable} onClick={() => setTable(!isTable)}>
            {t('Show as table')}
          </Button>
          <Button
            testId="save-svg"
            label={t('Save as {0}', 'SVG')}
            onClick={() => void saveDrawing(leaderboard, chart, board, 'svg', box.current)}
          >
            SVG
          </Button>
          <Button
            testId="save-png"
            label={t('Save as {0}', 'PNG')}
            onClick={() => void saveDrawing(leaderboard, chart, board, 'png', box.current)}
          >
            PNG
          </Button>
          <Button testId="save-csv" label={t('Save as {0}', 'CSV')} onClick={saveTable}>
            CSV
          </Button>
        </div>
      </div>
      <div ref={box} class={isTable ? 'chart-box hidden' : 'chart-box'} />
      {isTable && <ChartTable chart={chart} board={board} onCell={showCell} />}
    </section>
  );
}
