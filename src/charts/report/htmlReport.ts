import { escapeHtml } from '../../core/formats/export/escapeHtml.ts';
import type { Board } from '../../core/ranking/board.ts';
import type { BootstrapEloRow } from '../../core/ranking/bootstrapEloTable.ts';
import type { Chart } from '../chart.ts';
import type { ChartWords } from '../chartWords.ts';
import { CHARTS } from '../charts.ts';
import { formatsFor } from '../formats.ts';
import { warningWords } from '../warningWords.ts';
import { chartTable, definitions, list, paragraph, section, tableOf, type Html } from './html.ts';
import { madeHow } from './madeHow.ts';
import { eloTable, medianEloTable, ratingTable } from './ratingTables.ts';
import type { ReportAbout, ReportBundle } from './reportBundle.ts';
import { REPORT_STYLE } from './reportStyle.ts';
import { svgDocument } from './svgDocument.ts';
import { voterTable } from './voterTable.ts';

/** Nothing is loaded and nothing runs; the file's own style is all there is. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
/** Pixels; fits the body of the page. */
const WIDTH = 1000;

/** The entry of the bundle dist/report.cjs. */
export const htmlReport: ReportBundle['htmlReport'] = (board, about) => {
  const { t, locale } = about;
  const title = t('Leaderboard');
  const sections = [...tables(board, about), ...CHARTS.map(chart => drawn(chart, board, about))];
  return `<!DOCTYPE html>
<html lang="${escapeHtml(locale)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>ChatZoo – ${escapeHtml(title)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(facts(board, about))}</p>
${warnings(board, about).html}
</header>
<main>
${sections.map(({ html }) => html).join('\n')}
</main>
</body>
</html>
`;
};

function facts(board: Board, about: ReportAbout): string {
  const { t, locale, version, madeAt } = about;
  const { whole } = formatsFor(about);
  const facts = [
    t('Bots: {0}', whole(board.bots.length)),
    t('Votes: {0}', whole(board.votes)),
    t('Battles: {0}', whole(board.battles)),
    `ChatZoo ${version}`,
  ];
  if (madeAt !== undefined) {
    const format = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const;
    facts.push(`${new Intl.DateTimeFormat(locale, format).format(madeAt)} UTC`);
  }
  return facts.join(' · ');
}

function warnings({ warnings }: Board, words: ChartWords): Html {
  if (warnings.length === 0) return { html: '' };
  return list(warnings.map(warning => warningWords(warning, words)));
}

function tables(board: Board, about: ReportAbout): Html[] {
  const { bootstrapElo = [], ...words } = about;
  const { t } = words;
  const elo = eloTable(board, words);
  const { intervals, method } = board.options;
  const title =
    method === 'elo'
      ? t('Elo ratings')
      : intervals === 'bootstrap'
        ? t('Bradley–Terry ratings with bootstrap intervals')
        : t('Bradley–Terry ratings');
  return [
    section('made', t('How this was made'), definitions(madeHow(board, words))),
    section('ratings', title, board.bots.length === 0 ? paragraph(t('No votes yet')) : ratingTable(board, words)), // prettier-ignore
    ...(elo && method !== 'elo' ? [section('elo', t('Elo ratings, vote by vote'), elo)] : []),
    ...(bootstrapElo.length > 0
      ? [section('bootstrap-elo', t('Elo ratings, bootstrap'), ...medianElo(bootstrapElo, words))]
      : []),
    ...(board.nextPair ? [section('next', t('What more votes would tell'), ...needed(board, words))] : []), // prettier-ignore
    ...(board.voters.length > 0
      ? [section('annotators', t('Annotators'), voterTable(board, words))]
      : []),
  ];
}

function medianElo(rows: readonly BootstrapEloRow[], words: ChartWords): Html[] {
  const about = words.t(
    'The votes are drawn and played again many times, so their order does not matter: the median of all draws, and where 95 % of them lie.',
  );
  return [paragraph(about), medianEloTable(rows, words)];
}

/** The pair to ask about next, and between neighbours what it takes to tell them apart. */
function needed(board: Board, words: ChartWords): Html[] {
  const { t } = words;
  const { whole } = formatsFor(words);
  const names = new Map(board.bots.map(({ key, name }) => [key, name]));
  const nameOf = (bot: string) => names.get(bot) ?? bot;
  const { a = '', b = '' } = board.nextPair ?? {};
  const pair = paragraph(
    t('The pair most worth asking about next: {0} and {1}.', nameOf(a), nameOf(b)),
  );
  if (board.separations.length === 0) return [pair];
  const table = tableOf(
    [
      { title: t('Better') },
      { title: t('Worse') },
      { title: t('More votes to tell them apart (80 % power)'), isNumber: true },
    ],
    board.separations.map(({ a, b, votes }) => [
      nameOf(a),
      nameOf(b),
      votes === null ? '–' : `≈ ${whole(votes)}`,
    ]),
  );
  return [pair, table];
}

function drawn(chart: Chart, board: Board, words: ChartWords): Html {
  const { t, locale } = words;
  const title = chart.title(t);
  if (!chart.has(board)) return section(chart.id, title, paragraph(t('Not enough votes yet')));
  const drawing = chart.draw(board, { t, locale, width: WIDTH, document: svgDocument() });
  const table = chartTable(chart.table(board, { t, locale }), words);
  return section(chart.id, title, {
    html: `<figure class="box">${drawing.outerHTML}</figure>\n<details><summary>${escapeHtml(t('Table'))}</summary>\n${table.html}\n</details>`,
  });
}
