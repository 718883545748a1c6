import { winRateMap } from './winRateMap.ts';

/** What the ratings say of pairs, those that never met too. ChatZoo's and FastChat's map. */
export const predictedWinRates = winRateMap({
  id: 'predicted-win-rates',
  title: t => t('Predicted win rate, by the ratings, for bot A in an A vs. B battle'),
  matrixOf: board => board.predicted,
  summary: (bots, t) =>
    t('How often each of {0} bots beats each other, predicted by the ratings.', bots),
});
