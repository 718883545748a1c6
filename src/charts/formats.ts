import type { ChartWords } from './chartWords.ts';

type Format = (value: number) => string;

/** How numbers are written. */
export interface Formats {
  /** A rating is read like a year: 1002, never 1,002. */
  readonly points: Format;
  readonly whole: Format;
  /** Short enough for a cell: 12K. */
  readonly short: Format;
  /** Two digits: 0.53. */
  readonly hundredths: Format;
  /** At most one digit. */
  readonly tenths: Format;
  readonly percent: Format;
}

/** Of each language asked for: to make them takes a page longer than to draw most charts. */
const made = new Map<string, Formats>();

export function formatsFor({ locale }: Pick<ChartWords, 'locale'>): Formats {
  const known = made.get(locale) ?? makeFormats(locale);
  made.set(locale, known);
  return known;
}

function makeFormats(locale: string): Formats {
  const by = (options: Intl.NumberFormatOptions): Format => {
    const format = new Intl.NumberFormat(locale, options);
    return value => format.format(value);
  };
  const whole = by({ maximumFractionDigits: 0 });
  const compact = by({ notation: 'compact', maximumFractionDigits: 0 });
  return {
    points: by({ maximumFractionDigits: 0, useGrouping: false, signDisplay: 'negative' }),
    whole,
    short: value => (value < 10_000 ? whole(value) : compact(value)),
    hundredths: by({
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
      signDisplay: 'negative',
    }),
    tenths: by({ maximumFractionDigits: 1 }),
    percent: by({ style: 'percent', maximumFractionDigits: 0 }),
  };
}

/** As a table has it: no more digits than mean anything. */
export function rounded(value: number, digits: number): number {
  const power = 10 ** digits;
  // Plus zero, so that there is no -0.
  return Math.round(value * power) / power + 0;
}
