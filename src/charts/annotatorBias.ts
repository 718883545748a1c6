import type { Board, Effect } from '../core/ranking/board.ts';
import type { Chart } from './chart.ts';
import { featureName } from './featureNames.ts';
import { formatsFor, rounded } from './formats.ts';
import { percentTicks } from './percentTicks.ts';
import { drawRows } from './rowPlot.ts';

/** What the votes go by beside the answer; half is no bias. */
export const annotatorBias: Chart = {
  id: 'annotator-bias',
  title: t => t('Bias: what wins between equal bots'),
  has: board => known(board).length > 0,
  draw: (board, space) => {
    const { t } = space;
    const { percent, whole } = formatsFor(space);
    const effects = known(board);
    return drawRows(
      {
        rows: effects.map(({ feature, winRate, battles }) => {
          const name = featureName(feature, t);
          const numbers = [winRate.value, winRate.lower, winRate.upper].map(percent);
          const [value = '', lower = '', upper = ''] = numbers;
          return {
            name,
            ...winRate,
            text: `${value} (${lower}–${upper})`,
            label: t(
              '{0}: wins {1}, 95 % interval {2} to {3}, battles {4}',
              name,
              value,
              lower,
              upper,
              whole(battles),
            ),
          };
        }),
        ticks: percentTicks,
        format: percent,
        axis: t('How often it wins when all else is equal'),
        reference: 0.5,
        note: '',
        summary: t(
          'How often an answer wins for {0} reasons that are not in what it says; 50 % is no bias.',
          effects.length,
        ),
      },
      space,
    );
  },
  table: (board, { t }) => ({
    caption: t('Bias: what wins between equal bots'),
    head: [t('Feature'), t('Win rate'), t('Lower end'), t('Upper end'), t('Battles')],
    rows: known(board).map(({ feature, winRate, battles }) => [
      featureName(feature, t),
      rounded(winRate.value, 3),
      rounded(winRate.lower, 3),
      rounded(winRate.upper, 3),
      rounded(battles, 2),
    ]),
  }),
};

/** Without a battle in which the sides differ there is nothing to say. */
function known(board: Board): Effect[] {
  return board.bias.filter(({ battles }) => battles > 0);
}
