import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { VoteId } from '../../../../src/core/model.ts';
import type { Battle } from '../../../../src/core/ranking/battles.ts';
import { applyElo, expectedScore } from '../../../../src/core/ranking/elo.ts';
import { sharedData } from '../../../support/sharedData.ts';

function rate(battles: readonly (readonly [string, string, Battle['score']])[]) {
  const ratings = new Map<string, number>();
  applyElo(
    ratings,
    battles.map(([a, b, score]) => ({ voteId: 'v' as VoteId, a, b, score })),
  );
  return Object.fromEntries(ratings);
}

describe('expectedScore', () => {
  it('gives ten to one at 400 points', () => {
    expect(expectedScore(1400, 1000)).toBeCloseTo(10 / 11, 12);
    expect(expectedScore(1000, 1000)).toBe(0.5);
  });

  it('reproduces the worked example on Wikipedia (1613 against 1609)', () => {
    expect(expectedScore(1613, 1609)).toBeCloseTo(0.506, 3);
  });
});

describe('applyElo', () => {
  it('moves both by K times the surprise, from 1000', () => {
    expect(rate([['a', 'b', 1]])).toEqual({ a: 1002, b: 998 });
  });

  it('follows three battles worked out by hand', () => {
    // 1: a beats b → 1002, 998. 2: tie of b and c: expected b = 1/(1+10^(2/400)) = 0.497122.
    // 3: c beats a: expected c = 1/(1+10^((1002-999.988488)/400)).
    const ratings = rate([
      ['a', 'b', 1],
      ['b', 'c', 0.5],
      ['c', 'a', 1],
    ]);
    expect(ratings['b']).toBeCloseTo(998.011513, 5);
    expect(ratings['c']).toBeCloseTo(1002.000064, 4);
    expect(ratings['a']).toBeCloseTo(999.988424, 4);
  });

  it('keeps the sum of the ratings', () => {
    const battles = Array.from({ length: 200 }, (_, i) => {
      const score = ([0, 0.5, 1] as const)[(i * 7) % 3] ?? 0;
      return [`bot${i % 5}`, `bot${(i + 1 + (i % 3)) % 5}`, score] as const;
    });
    const sum = Object.values(rate(battles)).reduce((total, rating) => total + rating, 0);
    expect(sum).toBeCloseTo(5000, 8);
  });

  const golden = sharedData('chatzoo', 'elo_golden.json');
  it.skipIf(golden === undefined)(
    "equals ChatZoo's own tool on its 95 battles (skipped: no data beside the repository)",
    () => {
      const { battles, elo } = JSON.parse(readFileSync(golden ?? '', 'utf8')) as {
        battles: { model_a: string; model_b: string; winner: string }[];
        elo: Record<string, number>;
      };
      const scores: Record<string, Battle['score']> = { model_a: 1, model_b: 0 };
      const ratings = rate(
        battles.map(b => [b.model_a, b.model_b, scores[b.winner] ?? 0.5] as const),
      );
      for (const [bot, rating] of Object.entries(elo)) expect(ratings[bot]).toBeCloseTo(rating, 9);
    },
  );
});
