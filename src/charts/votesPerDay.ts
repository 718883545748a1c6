import { axisX, axisY, gridY, text } from '@observablehq/plot';
import type { Board } from '../core/ranking/board.ts';
import type { Translate } from '../core/text.ts';
import type { Chart } from './chart.ts';
import { busiestVoters, dayShares, type DayShare } from './dayShares.ts';
import { drawPlot } from './drawing.ts';
import { formatsFor } from './formats.ts';
import { cutTo, textWidth } from './names.ts';
import { Parts, type Part } from './parts.ts';
import { rects } from './shapes.ts';
import { FOREGROUND, OUTLINE } from './theme.ts';
import { wholeTicks } from './wholeTicks.ts';

const DAY = 86_400_000;
/** Pixels. */
const HEIGHT = 220;
const LEFT = 48;
const RIGHT = 48;
const BROADEST_DAY = 48;
const NARROWEST_DAY = 4;
/** After ten years of votes, days get narrower all the same. */
const BROADEST = 12_000;
const DATE_SPACE = 90;
const LEGEND_ROW = 18;
/** Colours that are told apart. */
const FILLS = ['blue', 'yellow', 'green', 'purple', 'red', 'foreground'].map(colour =>
  colour === 'foreground' ? FOREGROUND : `var(--vscode-charts-${colour})`,
);

interface Bar extends Part {
  readonly day: number;
  readonly from: number;
  readonly to: number;
  readonly fill: string;
}

/** Who voted when: FastChat's monitor, by annotator. */
export const votesPerDay: Chart = {
  id: 'votes-per-day',
  title: t => t('Votes per annotator and day'),
  has: board => board.days.length > 0,
  draw: (board, space) => {
    const { t, locale } = space;
    const { whole } = formatsFor(space);
    const dateOf = dates(locale);
    const named = namedOf(board);
    const shares = dayShares(board, named);
    const hasOthers = shares.some(({ voter }) => voter === undefined);
    const bars = stacked(shares, t, dateOf);
    const first = Math.min(...bars.map(({ day }) => day));
    const days = Math.max(...bars.map(({ day }) => day)) - first + 1;
    const most = Math.max(...bars.map(({ to }) => to));
    const frame = Math.min(
      Math.max(space.width - LEFT - RIGHT, days * NARROWEST_DAY),
      Math.max(days * BROADEST_DAY, DATE_SPACE * 2),
      BROADEST,
    );
    const width = Math.max(LEFT + frame + RIGHT, Math.min(space.width, 400));
    const legend = legendOf(hasOthers ? [...named, t('All others')] : named, width);
    const top = legend.height + 12;
    const yTicks = wholeTicks(0, most, 5);
    const step = Math.max(1, Math.ceil((days * DATE_SPACE) / frame));
    // A date stands to the right of its tick; the last one may have no room there.
    const hasRoom = (day: number) =>
      LEFT + ((day - first) / days) * frame + textWidth(dateOf(day)) <= width;
    const dayTicks = Array.from({ length: Math.ceil(days / step) }, (_, index) => first + index * step).filter(hasRoom); // prettier-ignore
    // Thin bars would be nothing but outline.
    const isThin = frame / days < 8;
    const parts = new Parts(space.onCell);
    return drawPlot(
      {
        width,
        height: top + HEIGHT,
        marginLeft: LEFT,
        marginRight: width - LEFT - frame,
        marginTop: top,
        marginBottom: 28,
        x: { type: 'linear', domain: [first, first + days] },
        y: { type: 'linear', domain: [0, yTicks.at(-1) ?? 1] },
        marks: [
          gridY(yTicks, { stroke: FOREGROUND, strokeOpacity: 0.12 }),
          axisX(dayTicks, {
            label: null,
            tickFormat: (day: number) => dateOf(day),
            tickSize: 4,
            textAnchor: 'start',
            color: FOREGROUND,
          }),
          axisY(yTicks, {
            label: null,
            tickFormat: whole,
            tickSize: 0,
            color: FOREGROUND,
          }),
          rects(
            bars.map(bar => ({
              ...{ x1: bar.day, x2: bar.day + 1, y1: bar.from, y2: bar.to },
              look: { fill: bar.fill },
              part: bar,
            })),
            { look: isThin ? {} : { stroke: OUTLINE }, parts },
          ),
          ...legend.marks,
        ],
      },
      t(
        'Votes of {0} annotators from {1} to {2}, {3} a day at most.',
        board.voters.length + board.more.voters,
        dateOf(first),
        dateOf(first + days - 1),
        whole(most),
      ),
      space,
      parts,
    );
  },
  table: (board, { t }) => ({
    caption: t('Votes per annotator and day'),
    head: [t('Day'), t('Annotator'), t('Votes')],
    rows: board.days.map(({ day, voter, votes }) => [day, voter ?? t('All others'), votes]),
  }),
};

/** Bars one upon the other, who has most votes at the bottom. */
function stacked(
  shares: readonly DayShare[],
  t: Translate,
  dateOf: (day: number) => string,
): Bar[] {
  const heights = new Map<number, number>();
  return shares.map(({ day, voter, votes, place }) => {
    const number = Math.floor(Date.parse(day) / DAY);
    const from = heights.get(number) ?? 0;
    heights.set(number, from + votes);
    return {
      day: number,
      from,
      to: from + votes,
      fill: fillOf(place),
      cell: voter === undefined ? { day } : { voter, day },
      label: () => t('{0}, {1}: votes {2}', voter ?? t('All others'), dateOf(number), votes),
      // Up is the next annotator of the same day.
      row: -place,
      column: number,
    };
  });
}

/** Those with a look of their own; if there are others, the last look is theirs. */
function namedOf(board: Board): readonly string[] {
  const voters = busiestVoters(board);
  const areAll = voters.length <= FILLS.length && board.more.voters === 0;
  return areAll ? voters : voters.slice(0, FILLS.length - 1);
}

/** Samples with names over the chart, as many a row as there is room for. */
function legendOf(names: readonly string[], width: number) {
  let x = 8;
  let y = 10;
  const items = names.map((name, look) => {
    const text = cutTo(name, 160);
    const right = x + 26 + textWidth(text);
    if (right > width && x > 8) [x, y] = [8, y + LEGEND_ROW];
    const item = { x, y, name, text, fill: fillOf(look) };
    x += 26 + textWidth(text) + 8;
    return item;
  });
  return {
    height: y + LEGEND_ROW / 2,
    marks: [
      rects(
        items.map(item => ({
          ...{ x1: item.x, x2: item.x + 12, y1: item.y - 6, y2: item.y + 6 },
          look: { fill: item.fill },
        })),
        { look: { stroke: OUTLINE }, isInPixels: true },
      ),
      text(items, {
        x: { value: ({ x }: { x: number }) => x + 18, scale: null },
        y: { value: 'y', scale: null },
        text: 'text',
        title: 'name',
        textAnchor: 'start',
      }),
    ],
  };
}

function fillOf(place: number): string {
  return FILLS[place] ?? FOREGROUND;
}

/** The n-th day since 1970 in words. */
function dates(locale: string): (day: number) => string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  return day => format.format(day * DAY);
}
