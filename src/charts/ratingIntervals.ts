import type { Chart } from './chart.ts';
import { cutBots, ratedBots } from './cutBots.ts';
import { formatsFor, rounded } from './formats.ts';
import { intervalHead } from './intervalWords.ts';
import { drawRows, MOST_ROWS } from './rowPlot.ts';
import { wholeTicks } from './wholeTicks.ts';

/** Forest plot: who can be told from whom. FastChat's plot of its bootstrap, lying down. */
export const ratingIntervals: Chart = {
  id: 'rating-intervals',
  title: t => t('Ratings with their intervals'),
  has: board => board.bots.some(bot => bot.enough),
  draw: (board, space) => {
    const { t } = space;
    const { points } = formatsFor(space);
    const { bots, note } = cutBots(ratedBots(board), MOST_ROWS, t);
    const lowest = Math.min(...bots.map(({ lower }) => lower));
    const highest = Math.max(...bots.map(({ upper }) => upper));
    const { start, anchor, method } = board.options;
    const ends = intervalHead(method, t);
    const [best] = bots;
    return drawRows(
      {
        rows: bots.map(({ key, name, rating, lower, upper, groups, rankLow, rankHigh }) => ({
          name,
          value: rating,
          lower,
          upper,
          text: `${points(rating)} (${points(lower)}–${points(upper)}) ${groups}`,
          cell: { a: key },
          label: t(
            '{0}: rating {1}, {2} {3} to {4}, rank {5} to {6}, group {7}',
            name,
            points(rating),
            ends,
            points(lower),
            points(upper),
            rankLow,
            rankHigh,
            groups,
          ),
        })),
        ticks: most => wholeTicks(lowest, highest, most),
        format: points,
        axis: t('Rating'),
        // The mean of all, unless the anchor has moved it.
        reference: anchor || start < lowest || start > highest ? undefined : start,
        note,
        summary: t(
          'Ratings of {0} bots, each with its {1}. The best is {2} with {3}.',
          bots.length,
          ends,
          best?.name ?? '',
          points(best?.rating ?? 0),
        ),
      },
      space,
    );
  },
  table: (board, { t }) => {
    const bots = ratedBots(board);
    return {
      caption: t('Ratings with their intervals'),
      head: [
        t('Bot'),
        t('Rating'),
        t('Lower end'),
        t('Upper end'),
        t('Best rank'),
        t('Worst rank'),
        t('Group'),
      ],
      rows: bots.map(bot => [
        bot.name,
        rounded(bot.rating, 1),
        rounded(bot.lower, 1),
        rounded(bot.upper, 1),
        bot.rankLow,
        bot.rankHigh,
        bot.groups,
      ]),
      cellAt: row => ({ a: bots[row]?.key ?? '' }),
    };
  },
};
