import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BattleColumns } from '../../../../src/core/ranking/battleColumns.ts';
import {
  ELO_DEFAULTS,
  eloHistory,
  eloOf,
  type EloOptions,
} from '../../../../src/core/ranking/elo.ts';
import { pairVotes } from '../../../bench/ranking/votes.ts';
import { sharedData } from '../../../support/sharedData.ts';

/** The formula as it is written, an exponential a battle. */
function plainElo(battles: BattleColumns, { k, scale, base, start }: EloOptions): Float64Array {
  const ratings = new Float64Array(battles.bots).fill(start);
  battles.a.forEach((a, i) => {
    const b = battles.b[i]!;
    const expected = 1 / (1 + base ** ((ratings[b]! - ratings[a]!) / scale));
    const score = [1, 0, 0.5, 0.5][battles.outcome[i]!]!;
    const change = k * (battles.weight?.[i] ?? 1) * (score - expected);
    ratings[a]! += change;
    ratings[b]! -= change;
  });
  return ratings;
}

function largestDifference(x: Float64Array, y: Float64Array): number {
  return Math.max(...x.map((value, i) => Math.abs(value - y[i]!)));
}

/** Battles `[a, b, outcome]` of bots by number. */
function columns(bots: number, battles: readonly (readonly [number, number, number])[]) {
  return {
    bots,
    a: Uint16Array.from(battles, ([a]) => a),
    b: Uint16Array.from(battles, ([, b]) => b),
    outcome: Uint8Array.from(battles, ([, , outcome]) => outcome),
  };
}

describe('eloOf', () => {
  const { battles } = pairVotes({ bots: 30, votes: 200_000, seed: 5 });

  it('follows three battles worked out by hand', () => {
    // 0: a beats b → 1002, 998. 2: tie of b and c: expected b = 1/(1+10^(2/400)) = 0.497122.
    // 0: c beats a: expected c = 1/(1+10^((1002-999.988488)/400)).
    const [a, b, c] = eloOf(columns(3, [[0, 1, 0], [1, 2, 2], [2, 0, 0]]), ELO_DEFAULTS); // prettier-ignore
    expect(b).toBeCloseTo(998.011513, 5);
    expect(c).toBeCloseTo(1002.000064, 4);
    expect(a).toBeCloseTo(999.988424, 4);
  });

  it('keeps the sum of the ratings', () => {
    const ratings = eloOf(battles, ELO_DEFAULTS);
    expect(ratings.reduce((sum, rating) => sum + rating, 0)).toBeCloseTo(30_000, 6);
  });

  it.each([0.5, 4, 8, 32, 400])('equals the plain formula to a millionth of a point, K %d', k => {
    const options = { ...ELO_DEFAULTS, k };
    expect(largestDifference(eloOf(battles, options), plainElo(battles, options))).toBeLessThan(
      1e-6,
    );
  });

  it.each([
    { k: 4, scale: 200, base: 2, start: 0 },
    { k: 1e6, scale: 1, base: 10, start: -5 },
    { k: 10, scale: 1e6, base: Math.E, start: 1e4 },
  ])('takes any constants: %j', options => {
    const ratings = eloOf(battles, options);
    const plain = plainElo(battles, options);
    ratings.forEach((rating, bot) => {
      expect(Math.abs(rating - plain[bot]!)).toBeLessThan(1e-6 * Math.max(1, options.k));
    });
  });

  it('multiplies K by the weight of a battle', () => {
    const weight = Float64Array.from(battles.a, (_, i) => 1 / (1 + (i % 3)));
    const weighted = { ...battles, weight };
    const ratings = eloOf(weighted, ELO_DEFAULTS);
    expect(largestDifference(ratings, plainElo(weighted, ELO_DEFAULTS))).toBeLessThan(1e-6);
    expect(largestDifference(ratings, eloOf(battles, ELO_DEFAULTS))).toBeGreaterThan(1);
  });

  it('follows a ladder on which the upper one always wins', () => {
    const bots = 40;
    const ladder = Array.from({ length: 400_000 }, (_, i) => {
      const bot = i % (bots - 1);
      return [bot, bot + 1, 0] as const;
    });
    const options = { ...ELO_DEFAULTS, k: 8 };
    const climbed = columns(bots, ladder);
    const ratings = eloOf(climbed, options);
    expect(largestDifference(ratings, plainElo(climbed, options))).toBeLessThan(1e-6);
    expect(Math.max(...ratings) - Math.min(...ratings)).toBeGreaterThan(5_000);
  });

  it('leaves bots without battles where they start, and takes no battles', () => {
    expect([...eloOf(columns(3, [[0, 2, 0]]), ELO_DEFAULTS)]).toEqual([1002, 1000, 998]);
    expect([...eloOf(columns(2, []), ELO_DEFAULTS)]).toEqual([1000, 1000]);
    expect(eloOf(columns(0, []), ELO_DEFAULTS)).toHaveLength(0);
  });

  /** Battles by names, as other programs' files have them. */
  const named = (
    rows: readonly { model_a: string; model_b: string; winner: string }[],
  ): { bots: string[]; battles: BattleColumns } => {
    const bots = [...new Set(rows.flatMap(row => [row.model_a, row.model_b]))];
    const codes: Record<string, number> = { model_a: 0, model_b: 1 };
    const battles = columns(
      bots.length,
      rows.map(row => [
        bots.indexOf(row.model_a),
        bots.indexOf(row.model_b),
        codes[row.winner] ?? 2,
      ]),
    );
    return { bots, battles };
  };

  const chatzoo = sharedData('chatzoo', 'elo_golden.json');
  it.skipIf(chatzoo === undefined)(
    "equals ChatZoo's own tool on its 95 battles (skipped: no data beside the repository)",
    () => {
      const golden = JSON.parse(readFileSync(chatzoo ?? '', 'utf8')) as {
        battles: { model_a: string; model_b: string; winner: string }[];
        elo: Record<string, number>;
      };
      const { bots, battles: played } = named(golden.battles);
      const ratings = eloOf(played, ELO_DEFAULTS);
      bots.forEach((bot, i) => expect(ratings[i]).toBeCloseTo(golden.elo[bot]!, 9));
    },
  );

  const vicuna = sharedData('fastchat', 'golden', 'ratings_vicuna80.json');
  const vicunaBattles = sharedData('fastchat', 'golden', 'battles_vicuna80.jsonl');
  it.skipIf(vicuna === undefined || vicunaBattles === undefined).each([4, 32])(
    "equals FastChat's on 1,001 judgements, K %d (skipped: no data beside the repository)",
    k => {
      const golden = JSON.parse(readFileSync(vicuna ?? '', 'utf8')) as Record<
        string,
        Record<string, number>
      >;
      const lines = readFileSync(vicunaBattles ?? '', 'utf8')
        .trim()
        .split('\n');
      const { bots, battles: played } = named(
        lines.map(line => JSON.parse(line) as { model_a: string; model_b: string; winner: string }),
      );
      const ratings = eloOf(played, { ...ELO_DEFAULTS, k });
      bots.forEach((bot, i) => {
        expect(ratings[i]).toBeCloseTo(golden[`elo_online_K${k}`]![bot]!, 8);
      });
    },
  );

  it.skipIf(sharedData('ranking') === undefined).each(['m6_n200', 'm20_n2000', 'm20_n2000_noties'])(
    "equals FastChat's on made votes: %s (skipped: no data beside the repository)",
    set => {
      const file = sharedData('ranking', `golden_${set}.json`) ?? '';
      const golden = JSON.parse(readFileSync(file, 'utf8')) as {
        models: string[];
        votes?: { a: number[]; b: number[]; o: number[] };
        expected: { fastchat: { elo_online_head: Record<string, number> } };
      };
      const { a, b, o } = golden.votes!;
      const rows = a.map((bot, i) => [bot, b[i]!, o[i]!] as const);
      const ratings = eloOf(columns(golden.models.length, rows), ELO_DEFAULTS);
      golden.models.forEach((bot, i) => {
        expect(ratings[i]).toBeCloseTo(golden.expected.fastchat.elo_online_head[bot]!, 7);
      });
    },
  );
});

describe('eloHistory', () => {
  const { battles } = pairVotes({ bots: 5, votes: 10_007, seed: 2 });

  it('begins at the start, ends with the last vote, and is thinned evenly', () => {
    const moments = eloHistory(battles, ELO_DEFAULTS, 100);
    expect(moments.map(({ votes }) => votes).slice(0, 3)).toEqual([0, 101, 202]);
    expect(moments[0]?.ratings).toEqual(new Float64Array(5).fill(1000));
    expect(moments.at(-1)?.votes).toBe(10_007);
    expect(moments).toHaveLength(101);
  });

  it.each([1, 7, 300, 20_000])('ends with the very numbers of eloOf, at most %d points', points => {
    const moments = eloHistory(battles, ELO_DEFAULTS, points);
    expect(moments.at(-1)?.ratings).toEqual(eloOf(battles, ELO_DEFAULTS));
    expect(moments.length).toBeLessThanOrEqual(points + 1);
  });

  it('never stops within a vote', () => {
    const voteEnds = Uint32Array.from([3, 5, 10_000, 10_007]);
    const moments = eloHistory({ ...battles, voteEnds }, ELO_DEFAULTS, 100);
    expect(moments.map(({ votes }) => votes)).toEqual([0, 1, 2, 3, 4]);
    const five = { ...battles, a: battles.a.slice(0, 5), b: battles.b.slice(0, 5) };
    expect(moments[2]?.ratings).toEqual(eloOf(five, ELO_DEFAULTS));
  });

  it('is empty without votes', () => {
    expect(eloHistory(columns(3, []), ELO_DEFAULTS, 10)).toEqual([]);
  });
});
