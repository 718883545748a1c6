import type { BoardWarning } from '../../../core/ranking/board.ts';
import { assertNever } from '../../../core/std/assertNever.ts';
import { t } from '../../l10n.ts';

/** What helps against a warning; '' where nothing has to. */
export function adviceFor(warning: BoardWarning): string {
  switch (warning.kind) {
    case 'islands':
      return t('Hold a few sessions with bots of two groups.');
    case 'unbeaten':
      return t('The rating is a guess from above until one of them loses or ties.');
    case 'winless':
      return t('The rating is a guess from below until one of them wins or ties.');
    case 'prior':
      return t('A few more votes make this needless.');
    case 'anchorMissing':
      return t('Choose another bot for it, or the mean of all.');
    case 'alike':
      return t('If they are one bot, give it one name in the settings.');
    case 'tooManyBots':
    case 'tooManyGroups':
    case 'noFeatures':
      return t('Filter the votes, or rate by model.');
    case 'self':
    case 'noVariance':
    case 'unreadable':
    case 'styleDecides':
    case 'notWithStyle':
    case 'fewerRounds':
      return '';
    default:
      return assertNever(warning);
  }
}
