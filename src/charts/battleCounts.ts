import type { Board } from '../core/ranking/board.ts';
import type { Chart } from './chart.ts';
import { botsOf, cutBots, type PlacedBot } from './cutBots.ts';
import { formatsFor, rounded } from './formats.ts';
import { drawHeatMap, MOST_IN_MAP } from './heatMap.ts';
import { MORE, strengthOf } from './theme.ts';
import { pairAt } from './pairAt.ts';

/** Who met whom how often: symmetric, those with most battles first, as ChatZoo has it. */
export const battleCounts: Chart = {
  id: 'battle-counts',
  title: t => t('Battle count of each combination of bots'),
  has: board => board.counts.some(row => row.some(count => count !== null && count > 0)),
  draw: (board, space) => {
    const { t } = space;
    const { short, whole } = formatsFor(space);
    const { bots, note } = cutBots(byBattles(board), MOST_IN_MAP, t);
    const counts = bots.flatMap((a, row) =>
      bots.flatMap((b, column) => {
        const count = a === b ? null : countOf(board, a, b);
        return count === null ? [] : { a, b, row, column, count };
      }),
    );
    const most = Math.max(1, ...counts.map(({ count }) => count));
    return drawHeatMap(
      {
        names: bots.map(({ name }) => name),
        cells: counts.map(({ a, b, row, column, count }) => ({
          row,
          column,
          text: short(count),
          fill: MORE,
          // Of the root: one pair that met very often would leave all others blank.
          strength: strengthOf(Math.sqrt(count / most)),
          cell: count > 0 ? { a: a.key, b: b.key } : undefined,
          label: () => t('{0} and {1}: battles {2}', a.name, b.name, whole(count)),
        })),
        corner: '',
        note,
        summary: t(
          'How often each two of {0} bots met: {1} times at most.',
          bots.length,
          whole(most),
        ),
      },
      space,
    );
  },
  table: (board, { t }) => {
    const bots = byBattles(board).slice(0, MOST_IN_MAP);
    return {
      caption: t('Battle count of each combination of bots'),
      head: [t('Bot'), ...bots.map(({ name }) => name)],
      rows: bots.map(a => [
        a.name,
        ...bots.map(b => (a === b ? '' : rounded(countOf(board, a, b) ?? 0, 2))),
      ]),
      cellAt: pairAt(bots),
    };
  },
};

function byBattles(board: Board): PlacedBot[] {
  // Beyond the matrices there is nothing to draw.
  return botsOf(board)
    .slice(0, board.counts.length)
    .sort((a, b) => b.battles - a.battles || a.place - b.place);
}

function countOf(board: Board, a: PlacedBot, b: PlacedBot): number | null {
  return board.counts[a.place]?.[b.place] ?? null;
}
