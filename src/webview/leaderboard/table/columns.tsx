import type { ComponentChildren } from 'preact';
import type { BoardRow } from '../../../core/ranking/board.ts';
import type { BoardOptions } from '../../../core/ranking/options.ts';
import { intervalHead, intervalHint } from '../../../charts/intervalWords.ts';
import type { Cell } from '../../../protocol/leaderboardPage.ts';
import { t } from '../../l10n.ts';
import { pointsText, tenthsText, wholeText } from '../words.ts';
import type { Column } from './sort.ts';

interface ColumnLook {
  readonly column: Column;
  readonly title: (options: BoardOptions) => string;
  /** What the title is too short to say. */
  readonly hint?: (options: BoardOptions) => string;
  /** Undefined: no number can be given. */
  readonly text: (row: BoardRow) => string | undefined;
  /** The votes behind it, beside the bot. */
  readonly behind?: Pick<Cell, 'outcome'>;
}

const rated = (text: (row: BoardRow) => string) => (row: BoardRow) =>
  row.enough ? text(row) : undefined;

/** The columns of numbers, after the bot's name. */
export const NUMBER_COLUMNS: readonly ColumnLook[] = [
  {
    column: 'rating',
    title: () => t('Rating'),
    hint: ({ scale, base }) => t('{0} points more are odds of {1} to 1', scale, base),
    text: rated(({ rating }) => pointsText(rating)),
    behind: {},
  },
  {
    column: 'interval',
    title: ({ method }) => intervalHead(method, t),
    hint: ({ method }) => intervalHint(method, t),
    text: rated(({ lower, upper }) => t('{0}–{1}', pointsText(lower), pointsText(upper))),
    behind: {},
  },
  {
    column: 'groups',
    title: () => t('Group'),
    hint: () => t('Bots that share a letter cannot be told apart'),
    text: rated(({ groups }) => groups),
    behind: {},
  },
  {
    column: 'battles',
    title: () => t('Battles'),
    text: ({ battles }) => wholeText(battles),
    behind: {},
  },
  {
    column: 'wins',
    title: () => t('Wins'),
    text: ({ wins }) => wholeText(wins),
    behind: { outcome: 'win' },
  },
  {
    column: 'ties',
    title: () => t('Ties'),
    text: ({ ties }) => wholeText(ties),
    behind: { outcome: 'tie' },
  },
  {
    column: 'losses',
    title: () => t('Losses'),
    text: ({ losses }) => wholeText(losses),
    behind: { outcome: 'loss' },
  },
  {
    column: 'speed',
    title: () => t('Tokens/s'),
    hint: () => t('The median over its replies'),
    text: ({ tokensPerSecond }) =>
      tokensPerSecond === undefined ? undefined : tenthsText(tokensPerSecond),
    behind: {},
  },
];

/** `1–3`: the best and the worst that the intervals allow. */
export const rankText = rated(({ rankLow, rankHigh }) =>
  rankLow === rankHigh ? wholeText(rankLow) : t('{0}–{1}', wholeText(rankLow), wholeText(rankHigh)),
);

/** Instead of a number that cannot be given. */
export const NO_NUMBER: ComponentChildren = (
  <span class="muted" aria-label={t('none')} role="img">
    –
  </span>
);
