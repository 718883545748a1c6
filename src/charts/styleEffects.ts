import type { Chart } from './chart.ts';
import { featureName } from './featureNames.ts';
import { formatsFor, rounded } from './formats.ts';
import { drawRows } from './rowPlot.ts';
import { wholeTicks } from './wholeTicks.ts';

/** FastChat's coefficients of style control, with intervals. */
export const styleEffects: Chart = {
  id: 'style-coefficients',
  title: t => t('Style coefficients'),
  has: board => board.style.length > 0,
  draw: (board, space) => {
    const { t } = space;
    const { hundredths } = formatsFor(space);
    // Both ends alike, so that no effect is in the middle.
    const end = Math.max(0.01, ...board.style.flatMap(({ lower, upper }) => [-lower, upper]));
    return drawRows(
      {
        rows: board.style.map(({ feature, value, lower, upper }) => {
          const name = featureName(feature, t);
          const numbers = [value, lower, upper].map(hundredths);
          const [shown = '', low = '', high = ''] = numbers;
          return {
            name,
            value,
            lower,
            upper,
            text: `${shown} (${low} – ${high})`,
            label: t('{0}: coefficient {1}, 95 % interval {2} to {3}', name, shown, low, high),
          };
        }),
        ticks: most => wholeTicks(-end * 100, end * 100, most).map(tick => tick / 100),
        format: hundredths,
        axis: t('Log-odds of winning, for one standard deviation more'),
        reference: 0,
        note: '',
        summary: t('What {0} features of style add to the odds of winning.', board.style.length),
      },
      space,
    );
  },
  table: (board, { t }) => ({
    caption: t('Style coefficients'),
    head: [t('Feature'), t('Coefficient'), t('Lower end'), t('Upper end'), t('Battles')],
    rows: board.style.map(({ feature, value, lower, upper, battles }) => [
      featureName(feature, t),
      rounded(value, 3),
      rounded(lower, 3),
      rounded(upper, 3),
      rounded(battles, 2),
    ]),
  }),
};
