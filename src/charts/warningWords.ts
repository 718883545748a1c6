import type { BoardWarning } from '../core/ranking/board.ts';
import { assertNever } from '../core/std/assertNever.ts';
import type { ChartWords } from './chartWords.ts';
import { featureName } from './featureNames.ts';
import { formatsFor } from './formats.ts';

/** Names said in one sentence; the table has them all. */
const MOST_NAMED = 8;

/** What a warning means to the reader; an island is said in brackets. */
export function warningWords(warning: BoardWarning, words: ChartWords): string {
  const { t } = words;
  const { whole, hundredths } = formatsFor(words);
  const named = (names: readonly string[]) => listed(names, words);
  switch (warning.kind) {
    case 'islands': {
      const groups = warning.groups.slice(0, MOST_NAMED).map(group => `[${named(group)}]`);
      const more = warning.groups.length - groups.length;
      if (more > 0) groups.push(t('{0} more', more));
      return `${t(
        'No votes connect these {0} groups of bots, so bots of different groups cannot be compared:',
        warning.groups.length,
      )} ${groups.join(' ')}`;
    }
    case 'unbeaten':
      return t('Never beaten so far: {0}.', named(warning.names));
    case 'winless':
      return t('Without a win or a tie so far: {0}.', named(warning.names));
    case 'prior':
      return t(
        'The votes alone do not settle all ratings, so {0} ties were added for each pair in which one side took all points.',
        hundredths(warning.ties),
      );
    case 'anchorMissing':
      return t('{0} is to have a fixed rating, but no counted vote knows it.', warning.name);
    case 'alike': {
      // In quotes, for the blanks at the ends.
      const quoted = warning.names.map(name => JSON.stringify(name));
      return t('Names that differ by case or blanks only: {0}.', named(quoted));
    }
    case 'self':
      return t('Battles of a bot against itself, left out: {0}.', whole(warning.battles));
    case 'noVariance':
      return warning.reason === 'alike'
        ? t(
            'The answers of each vote are alike in this, so it is not accounted for: {0}.',
            featureName(warning.feature, t),
          )
        : t(
            'This follows from the bots or from the other features, so it is not accounted for: {0}.',
            featureName(warning.feature, t),
          );
    case 'styleDecides':
      return t(
        'The style of the answers alone would decide every vote, so what it does is held small, and is not to be taken as measured.',
      );
    case 'notWithStyle':
      return warning.options
        .map(option =>
          option === 'ties'
            ? t('With style control, ties count as half wins.')
            : t('With style control, intervals come from the formula.'),
        )
        .join(' ');
    case 'fewerRounds':
      return t(
        'As there are many votes, they were redrawn {0} times only for the spread of Elo.',
        whole(warning.rounds),
      );
    case 'tooManyBots':
      return t(
        'There are more bots than tables of pairs can show: they have {0}.',
        whole(warning.shown),
      );
    case 'tooManyGroups':
      return t(
        'There are more than {0} groups to rate: the {1} with the fewest battles are left out.',
        whole(warning.kept),
        whole(warning.left),
      );
    case 'noFeatures':
      return t(
        'With more than {0} bots, neither style nor what annotators go by is accounted for.',
        whole(warning.most),
      );
    case 'unreadable':
      return t(
        'Sessions that could not be read, so that their votes are not counted: {0}.',
        whole(warning.sessions),
      );
    default:
      return assertNever(warning);
  }
}

function listed(names: readonly string[], { t, locale }: ChartWords): string {
  const more = names.length - MOST_NAMED;
  const shown = more <= 0 ? names : [...names.slice(0, MOST_NAMED), t('{0} more', more)];
  return new Intl.ListFormat(locale, { style: 'long', type: 'conjunction' }).format(shown);
}
