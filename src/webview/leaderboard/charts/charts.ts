import type { Chart } from './chart.ts';
import { ratingHistory } from './ratingHistory.ts';

/** In the order of the page. */
export const CHARTS: readonly Chart[] = [ratingHistory];
