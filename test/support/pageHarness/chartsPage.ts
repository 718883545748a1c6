import { CHARTS } from '../../../src/charts/charts.ts';
import type { ChartCell } from '../../../src/charts/chart.ts';
import { inEnglish as t } from '../../../src/core/text.ts';
import { boardWith } from '../boards.ts';

// A page with nothing but the charts, each a group of buttons.

const told: ChartCell[] = [];

/** Draws all charts of a made-up board, one below the other. */
function draw(shape: Parameters<typeof boardWith>[0], width: number): void {
  const board = boardWith(shape);
  document.body.replaceChildren(
    ...CHARTS.filter(chart => chart.has(board)).map(chart => {
      const box = document.createElement('figure');
      box.id = chart.id;
      const onCell = (cell: ChartCell) => void told.push(cell);
      box.append(chart.draw(board, { width, locale: 'en', t, document, onCell }));
      return box;
    }),
  );
}

Object.assign(globalThis, { charts: { draw, told } });
