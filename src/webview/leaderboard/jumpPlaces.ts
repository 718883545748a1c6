import type { Chart } from '../../charts/chart.ts';
import type { Board } from '../../core/ranking/board.ts';
import { t } from '../l10n.ts';
import { nextVotesTitle } from './advice/NextVotes.tsx';
import { biasTitle } from './people/BiasPanel.tsx';

/** What the charts are called where there is no room for a sentence. */
const SHORT: Readonly<Record<string, string>> = {
  'rating-intervals': t('Intervals'),
  'rating-history': t('Elo by vote'),
  'average-win-rates': t('Average win rate'),
  'predicted-win-rates': t('Predicted win rates'),
  'observed-win-rates': t('Observed win rates'),
  'battles-per-bot': t('Battles'),
  'battle-counts': t('Battles of pairs'),
  'votes-per-day': t('Votes per day'),
  'annotator-agreement': t('Agreement'),
  'annotator-bias': t('Bias'),
};

/** The parts that the page has now, in its order: ids and what they are called. */
export function jumpPlaces(
  board: Board,
  charts: readonly Chart[],
): readonly (readonly [id: string, title: string])[] {
  const places: readonly (readonly [string, string])[] = [
    ['ratings', t('Ratings')],
    ['next-votes', nextVotesTitle(board)],
    ['bias', biasTitle(board)],
    ...charts.map(({ id, title }) => [`chart-${id}`, SHORT[id] ?? title(t)] as const),
    ['voters', board.voters.length > 0 ? t('Annotators') : ''],
  ];
  return places.filter(([, title]) => title !== '');
}
