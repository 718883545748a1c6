import { csvRow } from '../../core/formats/export/csv.ts';
import { ENOUGH } from '../../core/ranking/enough.ts';
import type { BoardOptions } from '../../core/ranking/options.ts';
import type { RankedBot } from '../../core/ranking/ranking.ts';
import { counted, jsonText, printable } from '../output.ts';
import type { Ranked } from './rankFiles.ts';
import type { RankJob } from './rankWords.ts';
import { warningText } from './warningText.ts';

const COLUMNS = [
  'name',
  'rating',
  'lower',
  'upper',
  'rankLow',
  'rankHigh',
  'battles',
  'wins',
  'ties',
  'losses',
] as const satisfies readonly (keyof RankedBot)[];

/** The ranking as it was asked for; the same votes and options give the same bytes. */
export function rankText(ranked: Ranked, { output, options }: RankJob): string {
  switch (output) {
    case 'json': {
      const { inputHash, votes, battles } = ranked;
      return jsonText({
        method: options.method,
        options,
        inputHash,
        votes,
        battles,
        bots: ranked.bots.map(bot => Object.fromEntries(COLUMNS.map(name => [name, bot[name]]))),
        warnings: ranked.warnings.map(warning => ({ ...warning, message: warningText(warning) })),
      });
    }
    case 'csv':
      return (
        csvRow(COLUMNS) + ranked.bots.map(bot => csvRow(COLUMNS.map(name => bot[name]))).join('')
      );
    case 'table':
      return table(ranked, options.method);
  }
}

/** Online Elo has no interval of confidence. */
const ENDS = { bt: '95 % interval', elo: '95 % of redraws' };
/** In characters; the other forms have all of it. */
const LONGEST_NAME = 80;
/** The column that is not of numbers. */
const NAME = 1;

function table({ bots, votes, battles }: Ranked, method: BoardOptions['method']): string {
  const head = ['rank', 'bot', 'rating', ENDS[method], 'battles', 'won', 'tied', 'lost'];
  const allEnough = bots.every(({ enough }) => enough);
  const rows = [head, ...bots.map(bot => cells(bot, allEnough))];
  const widths = head.map((_, column) =>
    rows.reduce((most, row) => Math.max(most, widthOf(row[column] ?? '')), 0),
  );
  const lines = rows.map(row =>
    row
      .map((cell, column) => {
        const blanks = ' '.repeat((widths[column] ?? 0) - widthOf(cell));
        return column === NAME ? cell + blanks : blanks + cell;
      })
      .join('  ')
      .trimEnd(),
  );
  const note = allEnough
    ? []
    : [
        `? not enough votes yet: fewer than ${ENOUGH.votes} votes, or an interval wider than ${ENOUGH.width} points`,
      ];
  const sums = `${counted(bots.length, 'bot')}, ${counted(votes, 'vote')}, ${counted(battles, 'battle')}`;
  return [...(bots.length > 0 ? lines : []), ...note, sums].map(line => `${line}\n`).join('');
}

function cells(bot: RankedBot, allEnough: boolean): string[] {
  const { name, rating, lower, upper, rankLow, rankHigh, enough } = bot;
  const { battles, wins, ties, losses } = bot;
  return [
    rankLow === rankHigh ? String(rankLow) : `${rankLow}–${rankHigh}`,
    shortened(printable(name)),
    // Digits stand below digits.
    `${rating.toFixed(1)}${allEnough ? '' : enough ? ' ' : '?'}`,
    `${lower.toFixed(1)} … ${upper.toFixed(1)}`,
    ...[battles, wins, ties, losses].map(String),
  ];
}

function shortened(name: string): string {
  const characters = Array.from(name);
  return characters.length > LONGEST_NAME
    ? `${characters.slice(0, LONGEST_NAME - 1).join('')}…`
    : name;
}

/** Places of a terminal: East Asian characters and emoji take two, marks upon others none. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text.replaceAll(/\p{Mn}/gu, '')) width += WIDE.test(character) ? 2 : 1;
  return width;
}
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;
