import type { Translate } from '../core/text.ts';

/** The language of a chart. */
export interface ChartWords {
  readonly t: Translate;
  /** BCP 47, of numbers and dates. */
  readonly locale: string;
}
