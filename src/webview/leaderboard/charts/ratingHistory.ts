import { axisX, axisY, gridY, lineY, plot, ruleY } from '@observablehq/plot';
import { lineLook } from '../lineLook.ts';
import type { Chart } from './chart.ts';

/** Where every bot starts, in Elo points. */
const START = 1000;

/** Ratings over votes, a line a bot. */
export const ratingHistory: Chart = {
  id: 'rating-history',
  title: t => t('Rating after each vote'),
  draw: ({ rows, history, votes }, { width, locale, t }) => {
    const number = new Intl.NumberFormat(locale);
    // Ratings are read like years, without separators.
    const points = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, useGrouping: false });
    const whole = (value: number) => (Number.isInteger(value) ? number.format(value) : '');
    const lines = rows.map(({ key, name, rating }, index) => {
      const { stroke, dash } = lineLook(index);
      return lineY(
        history.filter(point => point.key === key),
        {
          x: 'vote',
          y: 'rating',
          stroke,
          strokeWidth: 2,
          strokeDasharray: dash === '' ? 'none' : dash,
          curve: 'step-after',
          title: () => `${name}: ${points.format(rating)}`,
        },
      );
    });
    return plot({
      width,
      height: Math.max(220, Math.min(380, width * 0.4)),
      marginLeft: 48,
      marginBottom: 40,
      className: 'plot',
      ariaLabel: t('Rating after each vote'),
      x: { domain: [0, Math.max(votes, 1)] },
      y: { nice: true },
      marks: [
        gridY({ stroke: 'var(--vscode-foreground)', strokeOpacity: 0.12 }),
        axisX({
          label: t('Votes'),
          labelAnchor: 'center',
          labelArrow: 'none',
          tickFormat: whole,
          tickSize: 4,
        }),
        axisY({
          label: t('Rating'),
          labelArrow: 'none',
          tickSize: 0,
          tickFormat: (value: number) => points.format(value),
        }),
        ruleY([START], { stroke: 'var(--vscode-descriptionForeground)', strokeDasharray: '3 3' }),
        ...lines,
      ],
    });
  },
};
