import { describe, expect, it } from 'vitest';
import { CHARTS } from '../../../src/charts/charts.ts';
import { htmlReport } from '../../../src/charts/report/htmlReport.ts';
import { REPORT_STYLE } from '../../../src/charts/report/reportStyle.ts';
import { THEME_PROPERTIES } from '../../../src/charts/theme.ts';
import type { Board } from '../../../src/core/ranking/board.ts';
import { inEnglish as t } from '../../../src/core/text.ts';
import { boardWith, HOSTILE_NAMES } from '../../support/boards.ts';
import { elementsOf, type Element } from '../../support/markup.ts';

const about = { version: '9.9.9', t, locale: 'en' };
const three = boardWith({ bots: 3, votes: 40 });

function sectionsOf(html: string): Map<string, Element> {
  const sections = elementsOf(html).filter(({ name }) => name === 'section');
  return new Map(sections.map(section => [section.attributes['id'] ?? '', section]));
}

describe('the HTML report', () => {
  it('has ChatZoo’s sections and every chart, in order', () => {
    expect([...sectionsOf(htmlReport(three, about)).keys()]).toEqual([
      'made',
      'ratings',
      'elo',
      'next',
      'annotators',
      ...CHARTS.map(({ id }) => id),
    ]);
  });

  it('shows each rating with its interval, and no number where there are too few votes', () => {
    const board = boardWith({ bots: 3, votes: 40, enough: 2 });
    const text = sectionsOf(htmlReport(board, about)).get('ratings')?.text ?? '';
    expect(text).toContain('bot 1 model1–21045983–1113');
    expect(text).toContain('not enough votes yet');
    expect(text).not.toContain('985');
  });

  it('counts votes on turns and on sessions as ChatZoo’s table of users', () => {
    const text = sectionsOf(htmlReport(three, about)).get('annotators')?.text ?? '';
    expect(text).toContain('On turnsOn sessions');
    expect(text).toContain('annotator 214113');
  });

  it('has ChatZoo’s table of bootstrap Elo where it is given, rounded halves up', () => {
    const bootstrapElo = [
      { key: 'key-1', name: 'bot 2', median: 1044.5, lower: 1012.4, upper: 1080.6 },
      { key: 'key-0', name: '<bot 1>', median: 955.49, lower: 900, upper: 1000 },
    ];
    const sections = sectionsOf(htmlReport(three, { ...about, bootstrapElo }));
    expect([...sections.keys()].slice(2, 5)).toEqual(['elo', 'bootstrap-elo', 'next']);
    const text = sections.get('bootstrap-elo')?.text ?? '';
    expect(text).toContain('bot 210451012–1081');
    expect(text).toContain('<bot 1>955900–1000');
    expect(sectionsOf(htmlReport(three, { ...about, bootstrapElo: [] })).keys()).not.toContain(
      'bootstrap-elo',
    );
  });

  it('stays small with thousands of annotators, and says how many it leaves out', () => {
    const html = htmlReport(boardWith({ bots: 4, votes: 300_000, annotators: 5000, days: 60 }), about); // prettier-ignore
    expect(html.length).toBeLessThan(1_000_000);
    const text = sectionsOf(html).get('annotators')?.text ?? '';
    expect(text).toContain('annotator 500');
    expect(text).not.toContain('annotator 501');
    expect(text).toContain('4,500 more');
    expect(sectionsOf(html).get('votes-per-day')?.text).toContain('199,500 more');
  });

  it('has no table of votes to come where all neighbours are apart', () => {
    const text = sectionsOf(htmlReport({ ...three, separations: [] }, about)).get('next')?.text;
    expect(text).toContain('The pair most worth asking about next');
    expect(text).not.toContain('power');
  });

  it('says at the top how it was made and what to doubt', () => {
    const board: Board = {
      ...three,
      options: {
        ...three.options,
        intervals: 'bootstrap',
        anchor: { name: 'bot 2', rating: 1114 },
        excludedVoters: ['Mallory'],
        filter: { ...three.options.filter, tags: ['poems'], from: Date.UTC(2026, 0, 5) },
      },
      warnings: [
        { kind: 'islands', groups: [['bot 1'], ['bot 2', 'bot 3']] },
        { kind: 'unbeaten', names: ['bot 1'] },
        { kind: 'winless', names: ['bot 3'] },
        { kind: 'prior', ties: 0.1 },
        { kind: 'anchorMissing', name: 'gone' },
        { kind: 'alike', names: ['Bot', 'bot'] },
        { kind: 'self', battles: 2 },
        { kind: 'noVariance', feature: 'bold', reason: 'alike' },
        { kind: 'noVariance', feature: 'list', reason: 'foretold' },
        { kind: 'tooManyBots', shown: 1500 },
      ],
    };
    const html = htmlReport(board, about);
    const elements = elementsOf(html);
    expect(elements.filter(({ name }) => name === 'li')).toHaveLength(10);
    expect(elements.find(({ name }) => name === 'header')?.text).toContain('[bot 2 and bot 3]');
    const made = sectionsOf(html).get('made')?.text ?? '';
    for (const part of [
      'bot 2 = 1114',
      '(Mallory)',
      'poems',
      'Jan 5, 2026',
      '1,000 times',
      'seed 42',
    ]) {
      expect(made).toContain(part);
    }
    expect(made).toContain(three.inputHash);
  });

  it('is the same bytes for the same board, whenever it is made', () => {
    expect(htmlReport(three, about)).toBe(htmlReport(structuredClone(three), about));
    expect(htmlReport(three, { ...about, madeAt: Date.UTC(2026, 0, 31, 12) })).toContain(
      'Jan 31, 2026, 12:00',
    );
  });

  it('needs nothing else and runs nothing, whatever the names say', () => {
    const names = HOSTILE_NAMES;
    const html = htmlReport(boardWith({ bots: 12, votes: 900, names, annotators: 8 }), about);
    const elements = elementsOf(html);
    for (const { name, attributes } of elements) {
      expect(['script', 'img', 'link', 'iframe', 'a', 'object']).not.toContain(name);
      for (const attribute of Object.keys(attributes)) {
        expect(attribute).not.toMatch(/^on|^(?:src|href|style|xlink:href)$/);
      }
    }
    expect(html).toContain('default-src &#39;none&#39;');
    expect(html).not.toContain('\u0000');
    // Whole in the tables, whatever the drawings have room for.
    expect(elements[0]?.text).toContain('<img src=x onerror=alert(1)>');
  });

  it('says that there is nothing yet without votes', () => {
    const sections = sectionsOf(htmlReport(boardWith({ bots: 0, votes: 0 }), about));
    expect(sections.get('ratings')?.text).toContain('No votes yet');
    for (const { id } of CHARTS) expect(sections.get(id)?.text).toContain('Not enough votes yet');
  });

  it('gives every property of the charts a colour, for light and for dark', () => {
    for (const property of THEME_PROPERTIES) {
      const times = REPORT_STYLE.split(`${property}:`).length - 1;
      // Light, dark and print; the border is for high contrast only.
      expect(times, property).toBe(property === '--vscode-contrastBorder' ? 1 : 3);
    }
  });

  it('writes numbers in the language of the reader', () => {
    const german = htmlReport(boardWith({ bots: 3, votes: 40_000 }), { ...about, locale: 'de' });
    expect(german).toContain('<html lang="de">');
    expect(german).toContain('40.000');
  });
});
