import type { Board, BoardRow } from '../../core/ranking/board.ts';
import type { BootstrapEloRow } from '../../core/ranking/bootstrapEloTable.ts';
import type { ChartWords } from '../chartWords.ts';
import { formatsFor } from '../formats.ts';
import { intervalHead } from '../intervalWords.ts';
import { lineLooks, type LineLook } from '../lineLook.ts';
import { escapeHtml } from '../../core/formats/export/escapeHtml.ts';
import { tableOf, type Content, type Html } from './html.ts';

/** The leaderboard itself, best first; the line samples are the legend of the history. */
export function ratingTable(board: Board, words: ChartWords): Html {
  const { t } = words;
  const { points, whole, tenths } = formatsFor(words);
  const looks = lineLooks(board.bots.map(({ key }) => key));
  const number = (title: string) => ({ title, isNumber: true });
  return tableOf(
    [
      { title: t('Bot') },
      number(t('Rank')),
      number(t('Rating')),
      number(intervalHead(board.options.method, t)),
      { title: t('Group') },
      ...[t('Battles'), t('Wins'), t('Ties'), t('Losses'), t('Votes'), t('Tokens/s')].map(number),
    ],
    board.bots.map(bot => [
      named(bot, looks(bot.key)),
      ...(bot.enough
        ? [
            bot.rankLow === bot.rankHigh ? whole(bot.rankLow) : `${bot.rankLow}–${bot.rankHigh}`,
            points(bot.rating),
            `${points(bot.lower)}–${points(bot.upper)}`,
            bot.groups,
          ]
        : ['', t('not enough votes yet'), '', '']),
      ...[bot.battles, bot.wins, bot.ties, bot.losses, bot.votes].map(whole),
      bot.tokensPerSecond === undefined ? '' : tenths(bot.tokensPerSecond),
    ]),
  );
}

function named({ name, detail }: BoardRow, { stroke, dash }: LineLook): Content {
  const line = `<svg class="sample" width="22" height="10" aria-hidden="true"><line x1="0" y1="5" x2="22" y2="5" stroke="${stroke}" stroke-width="2.5" stroke-dasharray="${dash}"/></svg>`;
  const more = detail === '' ? '' : ` <span class="muted">${escapeHtml(detail)}</span>`;
  return { html: `${line}${escapeHtml(name)}${more}` };
}

/** ChatZoo's first table: where online Elo ended, best first; undefined without any. */
export function eloTable(board: Board, words: ChartWords): Html | undefined {
  const { t } = words;
  const { points } = formatsFor(words);
  const last = new Map(board.history.map(({ key, rating }) => [key, rating]));
  const rows = board.bots
    .flatMap(({ key, name }) => {
      const rating = last.get(key);
      return rating === undefined ? [] : { name, rating };
    })
    .sort((a, b) => b.rating - a.rating);
  if (rows.length === 0) return undefined;
  return tableOf(
    [{ title: t('Bot') }, { title: t('Elo rating'), isNumber: true }],
    rows.map(({ name, rating }) => [name, points(rating)]),
  );
}

/** ChatZoo's second table: the medians, rounded halves up as there. */
export function medianEloTable(rows: readonly BootstrapEloRow[], words: ChartWords): Html {
  const { t } = words;
  const { points } = formatsFor(words);
  return tableOf(
    [
      { title: t('Bot') },
      { title: t('Median Elo rating'), isNumber: true },
      { title: t('95 % of the draws'), isNumber: true },
    ],
    rows.map(({ name, median, lower, upper }) => [
      name,
      points(median),
      `${points(lower)}–${points(upper)}`,
    ]),
  );
}
