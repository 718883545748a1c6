import type { Board, Estimate } from '../core/ranking/board.ts';
import type { Chart } from './chart.ts';
import { cutBots, ratedBots, type PlacedBot } from './cutBots.ts';
import { formatsFor, rounded } from './formats.ts';
import { percentTicks } from './percentTicks.ts';
import { drawRows, MOST_ROWS } from './rowPlot.ts';

/** FastChat's: every other bot has the same weight, however often it was met. */
export const averageWinRates: Chart = {
  id: 'average-win-rates',
  title: t => t('Average win rate against all other bots'),
  has: board => averages(board).length > 0,
  draw: (board, space) => {
    const { t } = space;
    const { percent } = formatsFor(space);
    const { bots, note } = cutBots(averages(board), MOST_ROWS, t);
    const [best] = bots;
    return drawRows(
      {
        rows: bots.map(bot => {
          const { value, lower, upper } = averageOf(board, bot);
          return {
            name: bot.name,
            value,
            lower,
            upper,
            text: `${percent(value)} (${percent(lower)}–${percent(upper)})`,
            cell: { a: bot.key },
            label: t(
              '{0}: average win rate {1}, 95 % interval {2} to {3}',
              bot.name,
              percent(value),
              percent(lower),
              percent(upper),
            ),
          };
        }),
        ticks: percentTicks,
        format: percent,
        axis: t('Average win rate'),
        base: 0,
        reference: 0.5,
        note,
        summary: t(
          'Average win rates of {0} bots. The best is {1} with {2}.',
          bots.length,
          best?.name ?? '',
          best ? percent(averageOf(board, best).value) : '',
        ),
      },
      space,
    );
  },
  table: (board, { t }) => {
    const bots = averages(board);
    return {
      caption: t('Average win rate against all other bots'),
      head: [t('Bot'), t('Average win rate'), t('Lower end'), t('Upper end')],
      rows: bots.map(bot => {
        const { value, lower, upper } = averageOf(board, bot);
        return [bot.name, rounded(value, 3), rounded(lower, 3), rounded(upper, 3)];
      }),
      cellAt: row => ({ a: bots[row]?.key ?? '' }),
    };
  },
};

function averages(board: Board): PlacedBot[] {
  return ratedBots(board)
    .filter(({ place }) => board.averageWinRate[place] != null)
    .sort((a, b) => averageOf(board, b).value - averageOf(board, a).value);
}

function averageOf(board: Board, { place }: PlacedBot): Estimate {
  return board.averageWinRate[place] ?? { value: 0, lower: 0, upper: 1 };
}
