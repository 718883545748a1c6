import { winRateMap } from './winRateMap.ts';

/** FastChat's, but with ties as half wins rather than left out. */
export const observedWinRates = winRateMap({
  id: 'observed-win-rates',
  title: t => t('Fraction of bot A wins for all A vs. B battles, ties as half'),
  matrixOf: board => board.observed,
  summary: (bots, t) =>
    t('How often each of {0} bots has beaten each other, ties as half wins.', bots),
});
