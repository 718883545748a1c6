import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ELO_DEFAULTS, eloOf } from '../../../../../src/core/ranking/elo.ts';
import { bootstrapElo } from '../../../../../src/core/ranking/resample/bootstrapElo.ts';
import { choiceVotes, pairVotes } from '../../../../bench/ranking/votes.ts';
import { sharedData } from '../../../../support/sharedData.ts';

const options = { rounds: 1000, seed: 42, elo: ELO_DEFAULTS };

describe('bootstrapElo', () => {
  it('has medians about the online ratings, within its intervals', () => {
    const { battles } = pairVotes({ bots: 6, votes: 800, seed: 8 });
    const { median, lower, upper } = bootstrapElo(battles, options);
    const online = eloOf(battles, ELO_DEFAULTS);
    median.forEach((points, bot) => {
      expect(Math.abs(points - online[bot]!)).toBeLessThan(25);
      expect(points).toBeGreaterThan(lower[bot]!);
      expect(points).toBeLessThan(upper[bot]!);
    });
  });

  it('draws whole votes: of one vote, all rounds are alike', () => {
    const { battles } = choiceVotes({ bots: 4, votes: 1, seed: 3 });
    const { median, lower, upper } = bootstrapElo(battles, options);
    expect(median).toEqual(eloOf(battles, ELO_DEFAULTS));
    expect([lower, upper]).toEqual([median, median]);
  });

  it('gives the same bytes for the same seed', () => {
    const { battles } = pairVotes({ bots: 4, votes: 50, seed: 1 });
    expect(bootstrapElo(battles, options)).toEqual(bootstrapElo(battles, options));
    expect(bootstrapElo(battles, { ...options, seed: 1 })).not.toEqual(
      bootstrapElo(battles, options),
    );
  });

  it('multiplies K by the weights', () => {
    const { battles } = choiceVotes({ bots: 4, votes: 1, seed: 3 });
    const weight = new Float64Array(battles.a.length).fill(1 / 3);
    const weighted = { ...battles, weight };
    expect(bootstrapElo(weighted, options).median).toEqual(eloOf(weighted, ELO_DEFAULTS));
  });

  const golden = sharedData('fastchat', 'golden', 'ratings_vicuna80.json');
  const lines = sharedData('fastchat', 'golden', 'battles_vicuna80.jsonl');
  it.skipIf(golden === undefined || lines === undefined)(
    "is near FastChat's medians of 100 rounds on 1,001 judgements (skipped: no data beside the repository)",
    () => {
      const { elo_bootstrap100_seed42: expected } = JSON.parse(
        readFileSync(golden ?? '', 'utf8'),
      ) as {
        elo_bootstrap100_seed42: Record<string, { q025: number; median: number; q975: number }>;
      };
      const rows = readFileSync(lines ?? '', 'utf8')
        .trim()
        .split('\n')
        .map(line => JSON.parse(line) as { model_a: string; model_b: string; winner: string });
      const bots = Object.keys(expected);
      const codes: Record<string, number> = { model_a: 0, model_b: 1 };
      const { median, lower, upper } = bootstrapElo(
        {
          bots: bots.length,
          a: Uint16Array.from(rows, row => bots.indexOf(row.model_a)),
          b: Uint16Array.from(rows, row => bots.indexOf(row.model_b)),
          outcome: Uint8Array.from(rows, row => codes[row.winner] ?? 2),
        },
        options,
      );
      bots.forEach((bot, i) => {
        const { q025, median: middle, q975 } = expected[bot]!;
        const spread = (q975 - q025) / 4;
        expect(Math.abs(median[i]! - middle)).toBeLessThan(spread / 2);
        expect(Math.abs(lower[i]! - q025)).toBeLessThan(spread);
        expect(Math.abs(upper[i]! - q975)).toBeLessThan(spread);
      });
    },
  );
});
