import type { VoterRow } from '../../../core/ranking/board.ts';
import { t } from '../../l10n.ts';
import type { SavedTable } from '../save/csvFile.ts';

/** All that is known of the voters, for a file. */
export function voterTable(voters: readonly VoterRow[]): SavedTable {
  return {
    head: [
      t('Annotator'),
      t('Votes'),
      t('On turns'),
      t('On sessions'),
      t('Agrees with the others'),
      t('Agrees with itself'),
      t('First'),
      t('Last'),
      t('outlier'),
    ],
    rows: voters.map(voter => [
      voter.name,
      voter.votes,
      voter.turnVotes,
      voter.sessionVotes,
      voter.agreement ?? undefined,
      voter.consistency ?? undefined,
      moment(voter.firstAt),
      moment(voter.lastAt),
      voter.outlier,
    ]),
  };
}

/** Votes of other programs may lack their time, which is then 0. */
function moment(at: number): string | undefined {
  return at > 0 ? new Date(at).toISOString() : undefined;
}
