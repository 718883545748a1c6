import { describe, expect, it } from 'vitest';
import type { Chart } from '../../../src/charts/chart.ts';
import { CHARTS } from '../../../src/charts/charts.ts';
import { lineLooks } from '../../../src/charts/lineLook.ts';
import { textWidth } from '../../../src/charts/names.ts';
import { svgDocument } from '../../../src/charts/report/svgDocument.ts';
import { THEME_PROPERTIES } from '../../../src/charts/theme.ts';
import type { Board } from '../../../src/core/ranking/board.ts';
import { inEnglish as t } from '../../../src/core/text.ts';
import { boardWith, HOSTILE_NAMES } from '../../support/boards.ts';
import { elementsOf, type Element } from '../../support/markup.ts';

const words = { t, locale: 'en' };
const NOBODY = boardWith({ bots: 0, votes: 0 });
const BOARDS: readonly (readonly [string, Board])[] = [
  ['no bots', NOBODY],
  ['one bot', boardWith({ bots: 1, votes: 1 })],
  ['two bots, no votes', boardWith({ bots: 2, votes: 0 })],
  ['two bots, one vote', boardWith({ bots: 2, votes: 1, annotators: 1, days: 1, enough: 0 })],
  ['three bots, 40 votes', boardWith({ bots: 3, votes: 40 })],
  ['30 bots with hostile names', boardWith({ bots: 30, votes: 20_000, names: HOSTILE_NAMES, annotators: 12, days: 400 })], // prettier-ignore
];
const three = boardWith({ bots: 3, votes: 40 });

const drawn = (chart: Chart, board: Board, width = 640): Element[] =>
  elementsOf(chart.draw(board, { ...words, width, document: svgDocument() }).outerHTML);
/** Whether a place is within the stretch from a start of a length, all in pixels. */
const isWithin = (place = 'NaN', start = 'NaN', length = 'NaN'): boolean =>
  Number(place) > Number(start) && Number(place) < Number(start) + Number(length);
/** Orders what is drawn by rows, then from the left. */
const topLeft = ({ attributes }: Element): number =>
  Number(attributes['y']) * 10_000 + Number(attributes['x']);
const chartOf = (id: string): Chart => CHARTS.find(chart => chart.id === id)!;

describe.each(CHARTS.map(chart => [chart.id, chart] as const))('the chart %s', (_, chart) => {
  it('has nothing to show without votes, and something with 40', () => {
    expect(chart.has(NOBODY)).toBe(false);
    expect(chart.has(three)).toBe(true);
  });

  const shown = BOARDS.filter(([, board]) => chart.has(board));
  it.each(shown)('draws %s', (_name, board) => {
    const elements = drawn(chart, board);
    const [root] = elements;
    expect(root?.name).toBe('svg');
    expect(root?.attributes['role']).toBe('img');
    expect(root?.attributes['aria-label']).not.toBe('');
    expect(elements.map(({ name }) => name)).not.toContain('style');
    for (const { name, attributes } of elements) {
      // Names are in these, and may say anything.
      const drawing = Object.entries(attributes).filter(([key]) => !/^(?:data|aria)-/.test(key));
      const values = drawing.map(([, value]) => value).join(' ');
      expect(values, name).not.toMatch(/NaN|Infinity|undefined|null/);
      expect(values, 'no colour of its own').not.toMatch(/#[0-9a-f]{3}|rgb|black|white/);
      for (const [, property] of values.matchAll(/var\((--[\w-]+)/g)) {
        expect(THEME_PROPERTIES).toContain(property);
      }
    }
  });

  it.each(shown)('has a table of %s', (_name, board) => {
    const { caption, head, rows } = chart.table(board, words);
    expect(caption).toBe(chart.title(t));
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row).toHaveLength(head.length);
      expect(row.filter(value => typeof value === 'number').every(Number.isFinite)).toBe(true);
    }
  });

  it('draws the same bytes for the same board', () => {
    const draw = () => chart.draw(three, { ...words, width: 640, document: svgDocument() });
    expect(draw().outerHTML).toBe(draw().outerHTML);
  });

  it('gets wider rather than unreadable', () => {
    const board = boardWith({ bots: 30, votes: 20_000, annotators: 12, days: 90 });
    const [narrow = 0, wide = 0] = [100, 1200].map(width =>
      Number(drawn(chart, board, width)[0]?.attributes['width']),
    );
    expect(narrow).toBeGreaterThan(200);
    expect(narrow).toBeLessThanOrEqual(wide);
  });
});

describe('charts and their tables', () => {
  it.each(['predicted-win-rates', 'observed-win-rates', 'battle-counts', 'annotator-agreement'])(
    'say the same: %s',
    id => {
      const board = boardWith({ bots: 7, votes: 3000, annotators: 4 });
      const chart = chartOf(id);
      const { head, rows } = chart.table(board, words);
      const inTable = rows.flatMap(([name, ...values]) =>
        values.flatMap((value, column) =>
          value === '' ? [] : { pair: [name, head[column + 1]], value: Number(value) },
        ),
      );
      const elements = drawn(chart, board);
      const names = new Map([
        ...board.bots.map(({ key, name }) => [key, name] as const),
        ...board.voters.map(({ name }) => [name, name] as const),
      ]);
      const cells = elements.filter(({ attributes }) =>
        Object.keys(attributes).some(name => name.startsWith('data-')),
      );
      const numbers = elements.filter(
        ({ name, attributes, text }) =>
          name === 'text' && attributes['x'] && /^-?[\d.,]+$/.test(text),
      );
      // Cells come a colour after the other, numbers a row after the other.
      const numberIn = ({ x, y, width, height }: Element['attributes']) =>
        numbers.find(
          ({ attributes }) =>
            isWithin(attributes['x'], x, width) && isWithin(attributes['y'], y, height),
        );
      const inChart = cells
        .sort((a, b) => topLeft(a) - topLeft(b))
        .map(({ attributes }) => ({
          pair: [
            attributes['data-a'] ?? attributes['data-voter'],
            attributes['data-b'] ?? attributes['data-other-voter'],
          ].map(key => names.get(key ?? '')),
          value: Number(numberIn(attributes)?.text.replace(',', '')),
        }));
      expect(inChart.map(({ pair }) => pair)).toEqual(inTable.map(({ pair }) => pair));
      // Two digits there, three here.
      for (const [index, { value }] of inChart.entries()) {
        expect(Math.abs(value - (inTable[index]?.value ?? NaN))).toBeLessThan(0.006);
      }
      expect(inChart.length).toBeGreaterThan(10);
    },
  );

  it.each(['rating-intervals', 'average-win-rates', 'battles-per-bot'])(
    'have the same rows: %s',
    id => {
      const board = boardWith({ bots: 9, votes: 900, enough: 7 });
      const chart = chartOf(id);
      const keys = new Map(board.bots.map(({ key, name }) => [name, key]));
      const bars = drawn(chart, board).filter(({ attributes }) => attributes['data-a']);
      expect(bars.map(({ attributes }) => attributes['data-a'])).toEqual(
        chart.table(board, words).rows.map(([name]) => keys.get(String(name))),
      );
    },
  );

  it('leave out bots with too few votes where a number would be false', () => {
    const board = boardWith({ bots: 5, votes: 50, enough: 3 });
    for (const id of [
      'rating-intervals',
      'predicted-win-rates',
      'observed-win-rates',
      'average-win-rates',
    ]) {
      expect(chartOf(id).table(board, words).rows, id).toHaveLength(3);
      expect(JSON.stringify(drawn(chartOf(id), board)[0]?.text), id).not.toContain('bot 4');
    }
    expect(chartOf('battles-per-bot').table(board, words).rows).toHaveLength(5);
    expect(chartOf('rating-intervals').has(boardWith({ bots: 5, votes: 50, enough: 0 }))).toBe(
      false,
    );
    expect(chartOf('predicted-win-rates').has(boardWith({ bots: 5, votes: 50, enough: 1 }))).toBe(
      false,
    );
  });

  it('order battle counts by the total', () => {
    const bots = three.bots.map((bot, place) => ({ ...bot, battles: place * 10 }));
    const { head } = chartOf('battle-counts').table({ ...three, bots }, words);
    expect(head).toEqual(['Bot', 'bot 3', 'bot 2', 'bot 1']);
  });

  it('say how many of too many bots are drawn', () => {
    const text = drawn(chartOf('predicted-win-rates'), boardWith({ bots: 400, votes: 100_000 }))[0];
    expect(text?.text).toContain('50 of 400 bots are drawn.');
  });

  it('take annotators without a look of their own together', () => {
    const board = boardWith({ bots: 3, votes: 4000, annotators: 40, days: 20 });
    const bars = drawn(chartOf('votes-per-day'), board).filter(item => item.attributes['data-day']);
    const days = new Set(board.days.map(({ day }) => day));
    // Five with a look of their own; the others are a bar that stands for all votes of its day.
    const others = bars.filter(({ attributes }) => attributes['data-voter'] === undefined);
    expect(others.map(({ attributes }) => attributes['data-day'])).toEqual([...days].sort());
    expect(new Set(bars.map(({ attributes }) => attributes['data-voter'])).size).toBe(6);
    expect(chartOf('votes-per-day').table(board, words).rows).toHaveLength(board.days.length);
  });

  it.each([1, 7, 60, 400])('show no date that is cut, of %i days', days => {
    const elements = drawn(chartOf('votes-per-day'), boardWith({ bots: 3, votes: 4000, days }));
    const dates = elements.filter(({ name, text }) => name === 'text' && /, 20\d\d$/.test(text));
    expect(dates.length).toBeGreaterThan(0);
    for (const { attributes, text } of dates) {
      const [, left = NaN] = /translate\(([\d.]+),/.exec(attributes['transform'] ?? '') ?? [];
      const right = Number(left) + textWidth(text);
      expect(right).toBeLessThanOrEqual(Number(elements[0]?.attributes['width']));
    }
  });

  it('have room for every number of a heat map', () => {
    const { agreement, ...board } = boardWith({ bots: 3, votes: 40, annotators: 30 });
    const kappa = agreement.kappa.map((row, a) => row.map((_, b) => (a === b ? 1 : -0.12)));
    const chart = chartOf('annotator-agreement');
    const elements = drawn(chart, { ...board, agreement: { ...agreement, kappa } }, 300);
    const cells = elements.filter(({ attributes }) => attributes['data-other-voter']);
    const numbers = elements.filter(({ text, name }) => name === 'text' && text === '-0.12');
    expect(cells).toHaveLength(30 * 29);
    expect(numbers).toHaveLength(cells.length);
    expect(Number(cells[0]?.attributes['width'])).toBeGreaterThan(textWidth('-0.12'));
  });

  it('name every line of ratings beside a sample of it', () => {
    const board = boardWith({ bots: 30, votes: 20_000 });
    const elements = drawn(chartOf('rating-history'), board);
    const names = elements.filter(({ attributes }) => attributes['data-a']);
    expect(new Set(names.map(({ attributes }) => attributes['data-a'])).size).toBe(30);
    const looks = lineLooks(board.bots.map(({ key }) => key));
    for (const { attributes } of names) {
      const { stroke, dash } = looks(attributes['data-a'] ?? '');
      const middle = Number(attributes['y']) + Number(attributes['height']) / 2;
      const samples = elements.filter(
        item => item.name === 'line' && item.attributes['stroke'] === stroke &&
          item.attributes['stroke-dasharray'] === (dash === '' ? 'none' : dash) &&
          Math.abs(Number(item.attributes['y1']) - middle) < 0.02,
      ); // prettier-ignore
      expect(samples).toHaveLength(1);
    }
  });

  it('stack what annotators voted on a day', () => {
    const bars = drawn(chartOf('votes-per-day'), three).filter(item => item.attributes['data-day']);
    expect(bars).toHaveLength(three.days.length);
    const ofDay = bars.filter(({ attributes }) => attributes['data-day'] === three.days[0]?.day);
    const spans = ofDay.map(({ attributes }) => [Number(attributes['y']), Number(attributes['height'])]); // prettier-ignore
    spans.sort(([a = 0], [b = 0]) => b - a);
    for (const [index, [y = 0]] of spans.slice(0, -1).entries()) {
      const [top = 0, height = 0] = spans[index + 1] ?? [];
      expect(top + height).toBeCloseTo(y, 5);
    }
  });
});
