import type { Effect } from '../../../core/ranking/board.ts';
import { t } from '../../l10n.ts';
import { percentText } from '../words.ts';

/** An interval that is wider tells nothing: a share, 0 … 1. */
const WIDEST = 0.4;
const FEWEST_BATTLES = 20;

/** Whether enough votes stand behind it to be told at all. */
export function isTelling({ winRate, battles }: Effect): boolean {
  return battles >= FEWEST_BATTLES && winRate.upper - winRate.lower <= WIDEST;
}

interface Sentences {
  /** `{0}`: how often; `{1}`, `{2}`: its interval. */
  readonly you: (share: string, lower: string, upper: string) => string;
  readonly voters: (share: string, lower: string, upper: string) => string;
}

const SENTENCES: Readonly<Record<string, Sentences>> = {
  side: {
    you: (...shares) =>
      t(
        'You choose the answer on the left {0} of the time when all else is equal ({1}–{2}).',
        ...shares,
      ),
    voters: (...shares) =>
      t(
        'Annotators choose the answer on the left {0} of the time when all else is equal ({1}–{2}).',
        ...shares,
      ),
  },
  length: {
    you: (...shares) =>
      t(
        'You choose the longer answer {0} of the time when all else is equal ({1}–{2}).',
        ...shares,
      ),
    voters: (...shares) =>
      t(
        'Annotators choose the longer answer {0} of the time when all else is equal ({1}–{2}).',
        ...shares,
      ),
  },
  speed: {
    you: (...shares) =>
      t('You choose the faster bot {0} of the time when all else is equal ({1}–{2}).', ...shares),
    voters: (...shares) =>
      t(
        'Annotators choose the faster bot {0} of the time when all else is equal ({1}–{2}).',
        ...shares,
      ),
  },
  firstFinished: {
    you: (...shares) =>
      t(
        'You choose the answer that was complete first {0} of the time when all else is equal ({1}–{2}).',
        ...shares,
      ),
    voters: (...shares) =>
      t(
        'Annotators choose the answer that was complete first {0} of the time when all else is equal ({1}–{2}).',
        ...shares,
      ),
  },
};

/**
 * What voters go by beside the answer, in a sentence.
 *
 * @param isAlone whether there is one voter, who is then the reader.
 * @returns undefined for a feature of a newer version.
 */
export function biasText({ feature, winRate }: Effect, isAlone: boolean): string | undefined {
  const sentences = Object.hasOwn(SENTENCES, feature) ? SENTENCES[feature] : undefined;
  const say = isAlone ? sentences?.you : sentences?.voters;
  return say?.(percentText(winRate.value), percentText(winRate.lower), percentText(winRate.upper));
}

/** Whether the interval leaves room for no bias at all. */
export const mayBeChance = ({ winRate }: Effect): boolean =>
  winRate.lower <= 0.5 && winRate.upper >= 0.5;
