import type { AnswerFacts } from '../ballot.ts';

/** What voters may go by beside the answer itself. */
export const BIAS_FEATURES = ['side', 'length', 'speed', 'firstFinished'] as const;

/** An answer as the voter met it. */
export interface MetAnswer {
  readonly facts?: AnswerFacts | undefined;
  /** From the left, 0 for the first. */
  readonly place: number;
}

/**
 * Which of two answers has more of each of {@link BIAS_FEATURES}: 1 for `a`, −1 for `b`, 0 where they
 * are alike or one of them is not known. Side: it stood to the left. Length: more characters. Speed: more
 * tokens a second. First finished: it was complete before the other.
 */
export function biasDifference(a: MetAnswer, b: MetAnswer): readonly number[] {
  return [
    more(b.place, a.place),
    more(a.facts?.characters, b.facts?.characters),
    more(a.facts?.tokensPerSecond, b.facts?.tokensPerSecond),
    more(b.facts?.totalMs, a.facts?.totalMs),
  ];
}

function more(one: number | undefined, other: number | undefined): number {
  return one === undefined || other === undefined ? 0 : Math.sign(one - other);
}
