import { warningWords } from '../../charts/warningWords.ts';
import type { BoardWarning } from '../../core/ranking/board.ts';
import { inEnglish } from '../../core/text.ts';
import { counted } from '../output.ts';

/** What the reader of a ranking must know of it; of the files as well as of the votes. */
export type RankWarning =
  | BoardWarning
  | { readonly kind: 'noVotes' }
  /** What was not counted because it cannot be understood. */
  | { readonly kind: 'refused'; readonly rows: number }
  /** Left out by the options: flagged ones, ties. */
  | { readonly kind: 'excluded'; readonly votes: number }
  /** For online Elo, which goes by them. */
  | { readonly kind: 'noTimes'; readonly battles: number };

/** A warning as a sentence; those of the board are said as the report says them. */
export function warningText(warning: RankWarning): string {
  switch (warning.kind) {
    case 'noVotes':
      return 'There are no votes to count.';
    case 'refused':
      return `${counted(warning.rows, 'row')} could not be read and ${warning.rows === 1 ? 'is' : 'are'} not counted.`;
    case 'excluded':
      return `${counted(warning.votes, 'vote')} ${warning.votes === 1 ? 'is' : 'are'} left out by the options: see --include-flagged and --exclude-ties.`;
    case 'noTimes':
      return `${counted(warning.battles, 'battle')} without a time came first, sorted by content: online Elo depends on the order. --order given takes battles as they stand in their files.`;
    default:
      return warningWords(warning, { t: inEnglish, locale: 'en' });
  }
}
