/** One judgement of a voter on something that they may meet again. */
export interface RepeatedJudgement {
  readonly voter: string;
  /** What was judged: the prompt and the bots, say; the same text for the same thing. */
  readonly pair: string;
  readonly category: string;
}

/**
 * How far voters agree with themselves: the share of the things judged more than once that were judged
 * alike each time.
 *
 * @returns 0 … 1 by voter; null for one who judged nothing twice.
 */
export function consistencyOf(
  judgements: readonly RepeatedJudgement[],
): Map<string, number | null> {
  const seen = new Map<string, Map<string, { times: number; categories: Set<string> }>>();
  for (const { voter, pair, category } of judgements) {
    const pairs = seen.get(voter) ?? new Map<string, { times: number; categories: Set<string> }>();
    const judged = pairs.get(pair) ?? { times: 0, categories: new Set<string>() };
    judged.times++;
    judged.categories.add(category);
    seen.set(voter, pairs.set(pair, judged));
  }
  return new Map(
    [...seen].map(([voter, pairs]) => {
      const repeated = [...pairs.values()].filter(({ times }) => times > 1);
      const alike = repeated.filter(({ categories }) => categories.size === 1);
      return [voter, repeated.length > 0 ? alike.length / repeated.length : null];
    }),
  );
}
