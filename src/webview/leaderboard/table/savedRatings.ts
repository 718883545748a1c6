import type { BoardRow } from '../../../core/ranking/board.ts';
import { t } from '../../l10n.ts';
import type { SavedTable } from '../save/csvFile.ts';

/** The table of ratings for a file. A bot without votes enough has no rating there either. */
export function savedRatings(rows: readonly BoardRow[]): SavedTable {
  return {
    head: [
      t('Rank'),
      t('Worst rank'),
      t('Bot'),
      t('Details'),
      t('Fingerprint'),
      t('Rating'),
      t('Lower end'),
      t('Upper end'),
      t('Group'),
      t('Battles'),
      t('Wins'),
      t('Ties'),
      t('Losses'),
      t('Votes'),
      t('Tokens/s'),
    ],
    rows: rows.map(row => {
      const rated = <T>(value: T): T | undefined => (row.enough ? value : undefined);
      return [
        rated(row.rankLow),
        rated(row.rankHigh),
        row.name,
        row.detail,
        row.fingerprint,
        rated(row.rating),
        rated(row.lower),
        rated(row.upper),
        rated(row.groups),
        row.battles,
        row.wins,
        row.ties,
        row.losses,
        row.votes,
        row.tokensPerSecond,
      ];
    }),
  };
}
