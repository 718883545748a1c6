import { annotatorAgreement } from './annotatorAgreement.ts';
import { annotatorBias } from './annotatorBias.ts';
import { averageWinRates } from './averageWinRates.ts';
import { battleCounts } from './battleCounts.ts';
import { battlesPerBot } from './battlesPerBot.ts';
import type { Chart } from './chart.ts';
import { observedWinRates } from './observedWinRates.ts';
import { predictedWinRates } from './predictedWinRates.ts';
import { ratingHistory } from './ratingHistory.ts';
import { ratingIntervals } from './ratingIntervals.ts';
import { styleEffects } from './styleEffects.ts';
import { votesPerDay } from './votesPerDay.ts';

/** In the order of page and report. */
export const CHARTS: readonly Chart[] = [
  ratingIntervals,
  ratingHistory,
  averageWinRates,
  predictedWinRates,
  observedWinRates,
  battlesPerBot,
  battleCounts,
  votesPerDay,
  annotatorAgreement,
  annotatorBias,
  styleEffects,
];
