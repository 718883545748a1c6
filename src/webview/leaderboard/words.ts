import {
  annotationModeWord,
  exclusionWord,
  groupingWord,
  languageWord,
  methodWord,
  tiesWord,
  weightingWord,
} from '../../charts/boardWords.ts';
import { EXCLUSIONS, type BoardOptions, type Grouping } from '../../core/ranking/options.ts';
import { locale, t } from '../l10n.ts';

// What the options are called, in the reader's language.

export const methodText = (method: BoardOptions['method']): string => methodWord(method, t);
export const tiesText = (ties: BoardOptions['ties']): string => tiesWord(ties, t);
export const weightingText = (weighting: BoardOptions['weighting']): string =>
  weightingWord(weighting, t);
export const groupingText = (grouping: Grouping): string => groupingWord(grouping, t);

export const INTERVAL_WORDS: Readonly<Record<BoardOptions['intervals'], string>> = {
  analytic: t('computed'),
  bootstrap: t('drawn again and again (bootstrap)'),
};

export const TURN_WORDS: Readonly<Record<BoardOptions['filter']['turn'], string>> = {
  all: t('all turns'),
  first: t('the first turn'),
  later: t('later turns'),
};

export const annotationModeText = (mode: string): string => annotationModeWord(mode, t);
export const languageText = (language: string): string => languageWord(language, t);

/** Why votes are not counted; a reason of a newer version is called as it is there. */
export function reasonText(reason: string): string {
  if (reason === 'filter') return t('Outside of the filters');
  if (reason === 'voter') return t('Annotators left out');
  const known = EXCLUSIONS.find(exclusion => exclusion === reason);
  return known === undefined ? reason : exclusionWord(known, t);
}

/** Import formats are called by their ids; '' is what was made here. */
export const originWord = (origin: string): string => (origin === '' ? t('made here') : origin);

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
// A rating is read like a year: 1002, never 1,002.
const points = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, useGrouping: false });
const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });

export const wholeText = (value: number): string => whole.format(value);
export const pointsText = (value: number): string => points.format(value);
export const tenthsText = (value: number): string => tenths.format(value);
/** @param share 0 … 1 */
export const percentText = (share: number): string => percent.format(share);
export const dayText = (at: number): string => day.format(at);
export const momentText = (at: number): string => moment.format(at);

export const votesText = (votes: number): string =>
  votes === 1 ? t('1 vote') : t('{0} votes', wholeText(votes));
export const battlesText = (battles: number): string =>
  battles === 1 ? t('1 battle') : t('{0} battles', wholeText(battles));
