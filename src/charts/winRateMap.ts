import type { Board, Matrix } from '../core/ranking/board.ts';
import type { Translate } from '../core/text.ts';
import type { Chart, ChartSpace, ChartTable } from './chart.ts';
import type { ChartWords } from './chartWords.ts';
import { cutBots, ratedBots } from './cutBots.ts';
import { formatsFor, rounded } from './formats.ts';
import { drawHeatMap, MOST_IN_MAP } from './heatMap.ts';
import { LESS, MORE, strengthOf } from './theme.ts';
import { pairAt } from './pairAt.ts';

interface WinRates {
  readonly id: string;
  readonly title: Chart['title'];
  readonly matrixOf: (board: Board) => Matrix;
  readonly summary: (bots: number, t: Translate) => string;
}

/** A map of how often the row's bot beats the column's: blue more, amber less than half. */
export function winRateMap({ id, title, matrixOf, summary }: WinRates): Chart {
  return {
    id,
    title,
    has: board => pairs(board, matrixOf).length > 0,
    draw: (board, space) => draw(board, space, matrixOf(board), summary),
    table: (board, words) => table(board, words, matrixOf(board), title),
  };
}

function pairs(board: Board, matrixOf: WinRates['matrixOf']): number[] {
  const matrix = matrixOf(board);
  const bots = ratedBots(board).slice(0, MOST_IN_MAP);
  return bots.flatMap(a => bots.flatMap(b => (a === b ? [] : (matrix[a.place]?.[b.place] ?? []))));
}

function draw(
  board: Board,
  space: ChartSpace,
  matrix: Matrix,
  summary: WinRates['summary'],
): SVGElement {
  const { t } = space;
  const { hundredths, whole } = formatsFor(space);
  const { bots, note } = cutBots(ratedBots(board), MOST_IN_MAP, t);
  const known = (value: number | null | undefined) => (value == null ? '–' : hundredths(value));
  const cells = bots.flatMap((a, row) =>
    bots.flatMap((b, column) => {
      const value = matrix[a.place]?.[b.place];
      if (a === b || value == null) return [];
      return {
        row,
        column,
        text: hundredths(value),
        fill: value < 0.5 ? LESS : MORE,
        strength: strengthOf(Math.abs(value - 0.5) * 2),
        cell: { a: a.key, b: b.key },
        label: () =>
          t(
            '{0} against {1}: win rate predicted {2}, observed {3}, battles {4}',
            a.name,
            b.name,
            known(board.predicted[a.place]?.[b.place]),
            known(board.observed[a.place]?.[b.place]),
            whole(board.counts[a.place]?.[b.place] ?? 0),
          ),
      };
    }),
  );
  return drawHeatMap(
    {
      names: bots.map(({ name }) => name),
      cells,
      corner: t('A ↓   B →'),
      note,
      summary: summary(bots.length, t),
    },
    space,
  );
}

function table(board: Board, { t }: ChartWords, matrix: Matrix, title: Chart['title']): ChartTable {
  const bots = ratedBots(board).slice(0, MOST_IN_MAP);
  return {
    caption: title(t),
    head: [t('Bot'), ...bots.map(({ name }) => name)],
    rows: bots.map(a => [
      a.name,
      ...bots.map(b => {
        const value = a === b ? null : matrix[a.place]?.[b.place];
        return value == null ? '' : rounded(value, 3);
      }),
    ]),
    cellAt: pairAt(bots),
  };
}
