import { describe, expect, it } from 'vitest';
import type { BattleColumns } from '../../../../../src/core/ranking/battleColumns.ts';
import type { FitOptions } from '../../../../../src/core/ranking/fit/fit.ts';
import { fitBradleyTerry } from '../../../../../src/core/ranking/fit/fitBradleyTerry.ts';
import { countPairs } from '../../../../../src/core/ranking/fit/pairCounts.ts';
import { RoundSolver } from '../../../../../src/core/ranking/resample/roundSolver.ts';
import { seededRandom } from '../../../../../src/core/std/random.ts';
import { pairVotes } from '../../../../bench/ranking/votes.ts';

const FIT: FitOptions = { ties: 'half', scale: 400, base: 10, start: 0 };
const POINTS = 400 / Math.LN10;

/** The same votes, drawn with replacement one by one. */
function redrawn({ bots, a, b, outcome }: BattleColumns, random: () => number): BattleColumns {
  const order = Array.from(a, () => Math.floor(random() * a.length));
  return {
    bots,
    a: Uint16Array.from(order, i => a[i]!),
    b: Uint16Array.from(order, i => b[i]!),
    outcome: Uint8Array.from(order, i => outcome[i]!),
  };
}

/** Counts of the pairs of all votes, zeros where these votes have none. */
function countsAmong(all: BattleColumns, votes: BattleColumns) {
  const pairs = countPairs(all);
  const { first, second, won, lost, tied } = countPairs(votes);
  const places = new Map(Array.from(first, (bot, i) => [bot * all.bots + second[i]!, i]));
  const spread = (sums: Float64Array) =>
    Float64Array.from(pairs.first, (bot, i) => {
      const place = places.get(bot * all.bots + pairs.second[i]!);
      return place === undefined ? 0 : sums[place]!;
    });
  return { ...pairs, won: spread(won), lost: spread(lost), tied: spread(tied) };
}

describe('RoundSolver', () => {
  it.each([
    ['many votes', 10, 5000, 0.2, 'half'],
    ['some votes', 10, 120, 0.2, 'half'],
    ['few votes, often without a maximum', 8, 25, 0, 'half'],
    ['votes with which a bot is lost now and then', 6, 12, 0.3, 'half'],
    ['no pair met twice', 40, 60, 0.2, 'half'],
    ["Davidson's ties", 6, 300, 0.3, 'davidson'],
  ] as const)('finds what a fit from scratch finds: %s', (_, bots, votes, ties, model) => {
    const { battles } = pairVotes({ bots, votes, seed: 11, ties });
    const options = { ...FIT, ties: model };
    const solver = new RoundSolver(countPairs(battles), options);
    const random = seededRandom(4);
    for (let round = 0; round < 30; round++) {
      const drawn = redrawn(battles, random);
      const { rating } = fitBradleyTerry(drawn, options);
      const strength = solver.solve(countsAmong(battles, drawn));
      rating.forEach((points, bot) => expect(POINTS * strength[bot]!).toBeCloseTo(points, 1.5));
    }
  });
});
