import { axisX, axisY, gridY, lineY, ruleY } from '@observablehq/plot';
import type { Chart } from './chart.ts';
import { botsOf, cutBots } from './cutBots.ts';
import { drawPlot, footnote } from './drawing.ts';
import { formatsFor, rounded } from './formats.ts';
import { lineLooks } from './lineLook.ts';
import { lineLabels, SAMPLE_SPACE } from './lineLabels.ts';
import { widthFor } from './names.ts';
import { Parts } from './parts.ts';
import { FOREGROUND, MUTED } from './theme.ts';
import { wholeTicks } from './wholeTicks.ts';

/** Lines that can be followed by eye, more or less. */
const MOST_LINES = 30;
/** Votes; the newest vote changes a rating at its number, and its step needs room to be seen. */
const ROOM = 0.5;
/** Pixels. */
const X_SPACE = 60;
const Y_SPACE = 45;
const TOP = 14;
const BOTTOM = 46;
const LEFT = 48;
const NAME_SPACE = 14;
const WIDEST_NAME = 140;
const NARROWEST_FRAME = 240;

/** Online Elo over votes, a line a bot, with its name at its end. */
export const ratingHistory: Chart = {
  id: 'rating-history',
  title: t => t('Elo rating after each vote'),
  has: board => board.history.length > 0,
  draw: (board, space) => {
    const { t } = space;
    const { points, whole } = formatsFor(space);
    const { votes, options } = board;
    const followed = new Set(board.history.map(({ key }) => key));
    const known = botsOf(board).filter(({ key }) => followed.has(key));
    const { bots, note } = cutBots(known, MOST_LINES, t);
    const looks = lineLooks(board.bots.map(({ key }) => key));
    const lines = bots.map(({ key, name }) => {
      const steps = board.history.filter(point => point.key === key);
      const rating = steps.at(-1)?.rating ?? options.start;
      return {
        key,
        name,
        rating,
        steps: [...steps, { vote: votes + ROOM, rating }],
        ...looks(key),
      };
    });
    const ratings = [options.start, ...lines.flatMap(line => line.steps.map(step => step.rating))];
    const [lowest, highest] = ratings.reduce(
      ([low, high], rating) => [Math.min(low, rating), Math.max(high, rating)],
      [options.start - 1, options.start + 1],
    );
    const names = lines.map(({ name }) => name);
    const right = SAMPLE_SPACE + widthFor(names, WIDEST_NAME) + 8;
    const width = Math.max(space.width, LEFT + NARROWEST_FRAME + right);
    const frame = Math.max(180, Math.min(320, width * 0.4), lines.length * NAME_SPACE);
    const yTicks = wholeTicks(lowest, highest, frame / Y_SPACE);
    const ends = [yTicks[0] ?? lowest, yTicks.at(-1) ?? highest] as const;
    const xTicks = wholeTicks(0, votes, (width - LEFT - right) / X_SPACE);
    const heightOf = (rating: number) => TOP + (frame * (ends[1] - rating)) / (ends[1] - ends[0]);
    const parts = new Parts(space.onCell);
    const labels = lines.map(line => ({
      ...line,
      y: heightOf(line.rating),
      label: () => `${line.name}: ${points(line.rating)}`,
    }));
    return drawPlot(
      {
        width,
        height: TOP + frame + BOTTOM,
        marginTop: TOP,
        marginLeft: LEFT,
        marginRight: right,
        marginBottom: BOTTOM,
        x: { type: 'linear', domain: [0, votes + ROOM] },
        y: { type: 'linear', domain: ends },
        marks: [
          gridY(yTicks, { stroke: FOREGROUND, strokeOpacity: 0.12 }),
          axisX(
            xTicks.filter(vote => vote <= votes),
            {
              label: t('Votes'),
              labelAnchor: 'center',
              labelArrow: 'none',
              tickFormat: whole,
              tickSize: 4,
              color: FOREGROUND,
            },
          ),
          axisY(yTicks, {
            label: null,
            tickSize: 0,
            tickFormat: points,
            color: FOREGROUND,
          }),
          ruleY([options.start], { stroke: MUTED, strokeDasharray: '3 3' }),
          lines.map(({ name, rating, steps, stroke, dash }) =>
            lineY(steps, {
              x: 'vote',
              y: 'rating',
              stroke,
              strokeWidth: 2,
              strokeDasharray: dash === '' ? 'none' : dash,
              curve: 'step-after',
              title: () => `${name}: ${points(rating)}`,
            }),
          ),
          ...lineLabels(labels, {
            left: width - right,
            right: width,
            floor: TOP + frame,
            step: NAME_SPACE,
            widest: WIDEST_NAME,
            parts,
          }),
          footnote(note, LEFT, 28),
        ],
      },
      t('Elo ratings of {0} bots over {1} votes.', bots.length, whole(votes)),
      space,
      parts,
    );
  },
  // Each step of each line would be a table that nobody reads; leaderboard.json has them.
  table: (board, { t }) => ({
    caption: t('Elo rating after each vote'),
    head: [t('Bot'), t('Lowest rating'), t('Highest rating'), t('Last rating')],
    rows: board.bots.flatMap(({ key, name }) => {
      const ratings = board.history.filter(point => point.key === key).map(({ rating }) => rating);
      if (ratings.length === 0) return [];
      const ends = [Math.min(...ratings), Math.max(...ratings), ratings.at(-1) ?? 0];
      return [[name, ...ends.map(rating => rounded(rating, 1))]];
    }),
  }),
};
