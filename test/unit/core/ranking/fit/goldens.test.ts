import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OUTCOME } from '../../../../../src/core/ranking/battleColumns.ts';
import { fitBradleyTerry } from '../../../../../src/core/ranking/fit/fitBradleyTerry.ts';
import { ranksOf } from '../../../../../src/core/ranking/fit/ranks.ts';
import { battlesOf, farthest, HALF } from './someBattles.ts';

interface Golden {
  readonly bots: number;
  readonly votes: Record<'a' | 'b' | 'outcome', number[]>;
  readonly expected: Estimates & {
    readonly battles: number[];
    readonly rank: number[];
    readonly reweighted: Estimates;
  };
}
interface Estimates {
  readonly rating: number[];
  readonly variance: number[];
}
interface Edges {
  readonly cases: readonly {
    readonly name: string;
    readonly votes: readonly (readonly [string, string, string])[];
    readonly isFinite: boolean;
    readonly exact: Readonly<Record<string, number>> | null;
  }[];
}

const read = (name: string): unknown =>
  JSON.parse(
    readFileSync(new URL(`../../../../fixtures/ranking/${name}.json`, import.meta.url), 'utf8'),
  );
const relative = (value: number) => value;

describe.each(['m6_n200', 'm20_n2000'])('the golden set %s', name => {
  const { bots, votes, expected } = read(name) as Golden;
  const battles = {
    bots,
    a: Uint16Array.from(votes.a),
    b: Uint16Array.from(votes.b),
    outcome: Uint8Array.from(votes.outcome),
  };

  it('has its ratings, variances and ranks', () => {
    const fit = fitBradleyTerry(battles, HALF);
    expect([...fit.battles]).toEqual(expected.battles);
    expect(farthest(fit.rating, expected.rating)).toBeLessThan(1e-9);
    expect(farthest(fit.variance, expected.variance, relative)).toBeLessThan(1e-10);
    expect([...ranksOf(fit.rating, fit.variance).low]).toEqual(expected.rank);
  });

  it('has them with weights by pair', () => {
    const pairWeight = (count: number) => 1 / Math.max(count, 50);
    const fit = fitBradleyTerry(battles, { ...HALF, pairWeight });
    expect(farthest(fit.rating, expected.reweighted.rating)).toBeLessThan(1e-9);
    expect(farthest(fit.variance, expected.reweighted.variance, relative)).toBeLessThan(1e-10);
    // As votes of their own the same battles take the way of n-way votes.
    const streamed = fitBradleyTerry(
      { ...battles, weight: new Float64Array(battles.a.length).fill(1) },
      { ...HALF, pairWeight },
    );
    expect(farthest(streamed.variance, fit.variance, relative)).toBeLessThan(1e-10);
  });
});

describe('the golden edge cases', () => {
  const anchor = 'mixtral-8x7b-instruct-v0.1';

  it.each((read('edgeCases') as Edges).cases)('$name', ({ name, votes, isFinite, exact }) => {
    const names = [...new Set(votes.flatMap(([a, b]) => [a, b]))];
    const outcomes: Record<string, number> = { model_a: OUTCOME.aWins, model_b: OUTCOME.bWins };
    const battles = battlesOf(
      names.length,
      votes.map(([a, b, winner]) => [
        names.indexOf(a),
        names.indexOf(b),
        outcomes[winner] ?? OUTCOME.tie,
      ]),
    );
    const fit = fitBradleyTerry(battles, {
      ...HALF,
      ...(name === 'anchor' && { anchor: { bot: names.indexOf(anchor), rating: 1114 } }),
    });
    expect(fit.exists).toBe(isFinite);
    expect([...fit.rating, ...fit.variance].every(Number.isFinite)).toBe(true);
    if (exact)
      expect(
        farthest(
          fit.rating,
          names.map(bot => exact[bot]!),
        ),
      ).toBeLessThan(1e-6);
  });
});
