import type { Board } from '../../core/ranking/board.ts';
import type { ChartWords } from '../chartWords.ts';
import { formatsFor } from '../formats.ts';
import { cutTable, type Html } from './html.ts';

/** ChatZoo's table of users, with how well they agree with themselves and the others. */
export function voterTable(board: Board, words: ChartWords): Html {
  const { t, locale } = words;
  const { whole, percent, tenths } = formatsFor(words);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  // 0 is no time.
  const dayText = (at: number) => (at === 0 ? '' : day.format(at));
  const known = (value: number | null, format: (value: number) => string) =>
    value === null ? '' : format(value);
  return cutTable(
    [
      { title: t('Annotator') },
      ...[
        t('Votes'),
        t('On turns'),
        t('On sessions'),
        t('First'),
        t('Last'),
        t('Agrees with itself'),
        t('Agrees with the others'),
        t('Martingale'),
      ].map(title => ({ title, isNumber: true })),
    ],
    board.voters.map(voter => [
      voter.name,
      whole(voter.votes),
      whole(voter.turnVotes),
      whole(voter.sessionVotes),
      dayText(voter.firstAt),
      dayText(voter.lastAt),
      known(voter.consistency, percent),
      known(voter.agreement, percent),
      known(voter.martingale, tenths) + (voter.outlier ? ` (${t('outlier')})` : ''),
    ]),
    words,
    { more: board.more.voters },
  );
}
