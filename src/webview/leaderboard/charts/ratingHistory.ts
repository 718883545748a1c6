import { axisX, axisY, gridY, lineY, plot, ruleY } from '@observablehq/plot';
import { lineLooks } from '../lineLook.ts';
import type { Chart } from './chart.ts';
import { wholeTicks } from './wholeTicks.ts';

/** Where every bot starts, in Elo points. */
const START = 1000;
/** Votes; the newest vote changes a rating at its number, and its step needs room to be seen. */
const ROOM = 0.5;
/** Pixels for one number on an axis. */
const X_SPACE = 60;
const Y_SPACE = 45;

/** Ratings over votes, a line a bot. */
export const ratingHistory: Chart = {
  id: 'rating-history',
  title: t => t('Rating after each vote'),
  draw: ({ rows, history, votes }, { width, locale, t }) => {
    const number = new Intl.NumberFormat(locale);
    // Ratings are read like years, without separators.
    const points = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, useGrouping: false });
    const height = Math.max(220, Math.min(380, width * 0.4));
    const ratings = [START, ...history.map(({ rating }) => rating)];
    const [lowest, highest] = ratings.reduce(
      ([low, high], rating) => [Math.min(low, rating), Math.max(high, rating)],
      [START - 1, START + 1],
    );
    const yTicks = wholeTicks(lowest, highest, height / Y_SPACE);
    const xTicks = wholeTicks(0, votes, width / X_SPACE).filter(vote => vote <= votes);
    const looks = lineLooks(rows.map(({ key }) => key));
    const lines = rows.map(({ key, name, rating }) => {
      const { stroke, dash } = looks(key);
      const steps = history.filter(point => point.key === key);
      return lineY([...steps, { vote: votes + ROOM, rating }], {
        x: 'vote',
        y: 'rating',
        stroke,
        strokeWidth: 2,
        strokeDasharray: dash === '' ? 'none' : dash,
        curve: 'step-after',
        title: () => `${name}: ${points.format(rating)}`,
      });
    });
    return plot({
      width,
      height,
      marginLeft: 48,
      marginBottom: 40,
      className: 'plot',
      ariaLabel: t('Rating after each vote'),
      x: { domain: [0, votes + ROOM] },
      y: { domain: [yTicks[0], yTicks.at(-1)] },
      marks: [
        gridY(yTicks, { stroke: 'var(--vscode-foreground)', strokeOpacity: 0.12 }),
        axisX(xTicks, {
          label: t('Votes'),
          labelAnchor: 'center',
          labelArrow: 'none',
          tickFormat: (value: number) => number.format(value),
          tickSize: 4,
        }),
        axisY(yTicks, {
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
