import { OUTCOME } from '../battleColumns.ts';
import { ascii, matches } from './bytes.ts';

/** FastChat's four words; other programs' are left to the slow way. */
const WORDS = ['model_a', 'model_b', 'tie', 'tie (bothbad)'].map(ascii);
const OUTCOMES = [OUTCOME.aWins, OUTCOME.bWins, OUTCOME.tie, OUTCOME.bothBad] as const;

/** The outcome that these bytes name, -1 if they are none of FastChat's words. */
export function outcomeAt(bytes: Uint8Array, start: number, end: number): number {
  for (let i = 0; i < WORDS.length; i++) {
    if (matches(bytes, start, end, WORDS[i] as Uint8Array)) return OUTCOMES[i] as number;
  }
  return -1;
}
