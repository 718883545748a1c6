import type { Board } from '../core/ranking/board.ts';
import type { Chart } from './chart.ts';
import { botsOf, cutBots, type PlacedBot } from './cutBots.ts';
import { formatsFor, rounded } from './formats.ts';
import { drawRows, MOST_ROWS } from './rowPlot.ts';
import { wholeTicks } from './wholeTicks.ts';

export const battlesPerBot: Chart = {
  id: 'battles-per-bot',
  title: t => t('Battle count for each bot'),
  has: board => board.bots.some(({ battles }) => battles > 0),
  draw: (board, space) => {
    const { t } = space;
    const { whole } = formatsFor(space);
    const { bots, note } = cutBots(byBattles(board), MOST_ROWS, t);
    const most = bots[0]?.battles ?? 0;
    return drawRows(
      {
        rows: bots.map(({ key, name, battles }) => ({
          name,
          value: battles,
          text: whole(battles),
          cell: { a: key },
          label: t('{0}: battles {1}', name, whole(battles)),
        })),
        ticks: ticks => wholeTicks(0, most, ticks),
        format: whole,
        axis: t('Battles'),
        base: 0,
        note,
        summary: t('Battles of each of {0} bots: {1} at most.', bots.length, whole(most)),
      },
      space,
    );
  },
  table: (board, { t }) => {
    const bots = byBattles(board);
    return {
      caption: t('Battle count for each bot'),
      head: [t('Bot'), t('Battles'), t('Wins'), t('Ties'), t('Losses')],
      rows: bots.map(({ name, battles, wins, ties, losses }) => [
        name,
        ...[battles, wins, ties, losses].map(count => rounded(count, 2)),
      ]),
      cellAt: (row, column) => {
        const outcome = OUTCOMES[column - 2];
        return { a: bots[row]?.key ?? '', ...(outcome && { outcome }) };
      },
    };
  },
};

/** Of the columns after all battles. */
const OUTCOMES = ['win', 'tie', 'loss'] as const;

function byBattles(board: Board): PlacedBot[] {
  return botsOf(board).sort((a, b) => b.battles - a.battles || a.place - b.place);
}
