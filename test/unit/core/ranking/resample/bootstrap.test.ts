import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BattleColumns } from '../../../../../src/core/ranking/battleColumns.ts';
import type { FitOptions } from '../../../../../src/core/ranking/fit/fit.ts';
import { fitBradleyTerry } from '../../../../../src/core/ranking/fit/fitBradleyTerry.ts';
import { bootstrap } from '../../../../../src/core/ranking/resample/bootstrap.ts';
import { choiceVotes, pairVotes } from '../../../../bench/ranking/votes.ts';
import { sharedData } from '../../../../support/sharedData.ts';

const FIT: FitOptions = { ties: 'half', scale: 400, base: 10, start: 1000 };
const run = (battles: BattleColumns, rounds = 300, fit = FIT, seed = 5) =>
  bootstrap(battles, { rounds, seed, fit });

/** Battles `[a, b, outcome, how often]`. */
function columns(bots: number, rows: readonly (readonly [number, number, number, number])[]) {
  const battles = rows.flatMap(([a, b, outcome, times]) =>
    Array.from({ length: times }, () => ({ a, b, outcome })),
  );
  return {
    bots,
    a: Uint16Array.from(battles, ({ a }) => a),
    b: Uint16Array.from(battles, ({ b }) => b),
    outcome: Uint8Array.from(battles, ({ outcome }) => outcome),
  };
}

/** The same votes in another order, each with its battles turned round and its sides swapped. */
function shuffled(battles: BattleColumns): BattleColumns {
  const ends = battles.voteEnds ?? Uint32Array.from(battles.a, (_, i) => i + 1);
  const votes = Array.from(ends, (end, vote) => {
    const start = vote === 0 ? 0 : ends[vote - 1]!;
    return Array.from({ length: end - start }, (_, i) => end - 1 - i);
  });
  votes.sort((x, y) => ((x[0]! * 7919) % 1009) - ((y[0]! * 7919) % 1009));
  const order = votes.flat();
  let end = 0;
  return {
    bots: battles.bots,
    a: Uint16Array.from(order, i => battles.b[i]!),
    b: Uint16Array.from(order, i => battles.a[i]!),
    outcome: Uint8Array.from(order, i => [1, 0, 3, 2][battles.outcome[i]!]!),
    ...(battles.voteEnds && { voteEnds: Uint32Array.from(votes, vote => (end += vote.length)) }),
    ...(battles.weight && { weight: Float64Array.from(order, i => battles.weight![i]!) }),
  };
}

function medianRatio(x: Float64Array, y: Float64Array): number {
  const ratios = x.map((value, i) => value / y[i]!).sort();
  return ratios[ratios.length >> 1]!;
}

const pairs = pairVotes({ bots: 20, votes: 4000, seed: 3 }).battles;
const choices = choiceVotes({ bots: 8, votes: 1500, seed: 4, ties: 0.1, spread: 60 }).battles;

describe('bootstrap', () => {
  it.each([
    ['votes between two', pairs],
    ['votes among four', choices],
  ])('finds the errors that the sandwich estimate finds: %s', (_, battles) => {
    const { sd, lower, upper } = run(battles, 500);
    const { rating, variance } = fitBradleyTerry(battles, FIT);
    const analytic = variance.map(Math.sqrt);
    expect(Math.abs(medianRatio(sd, analytic) - 1)).toBeLessThan(0.06);
    sd.forEach((each, bot) => {
      expect(each / analytic[bot]!).toBeGreaterThan(0.8);
      expect(each / analytic[bot]!).toBeLessThan(1.3);
      expect(lower[bot]).toBeLessThan(rating[bot]!);
      expect(upper[bot]).toBeGreaterThan(rating[bot]!);
      expect((upper[bot]! - lower[bot]!) / (2 * 1.96 * each)).toBeCloseTo(1, 0);
    });
  });

  it('draws a vote with all its battles: errors are larger than if each were a vote', () => {
    const { voteEnds, ...separate } = choices;
    expect(voteEnds).toHaveLength(1500);
    expect(medianRatio(run(choices).sd, run(separate).sd)).toBeGreaterThan(1.1);
  });

  it('gives the same bytes for the same seed, and for the same votes in any order', () => {
    const weight = Float64Array.from(choices.a, () => 1 / 3);
    for (const battles of [pairs, choices, { ...choices, weight }]) {
      expect(run(shuffled(battles), 50)).toEqual(run(battles, 50));
    }
    expect(run(pairs, 50, FIT, 6)).not.toEqual(run(pairs, 50));
  });

  it('does not change when all votes weigh half', () => {
    const half = { ...choices, weight: new Float64Array(choices.a.length).fill(0.5) };
    const [x, y] = [run(half, 60).sd, run(choices, 60).sd];
    x.forEach((sd, bot) => expect(sd).toBeCloseTo(y[bot]!, 1));
  });

  it('finds errors of the Davidson model', () => {
    const fit: FitOptions = { ...FIT, ties: 'davidson' };
    const { variance } = fitBradleyTerry(pairs, fit);
    expect(
      Math.abs(medianRatio(run(pairs, 200, fit).sd, variance.map(Math.sqrt)) - 1),
    ).toBeLessThan(0.1);
  });

  it('moves with an anchor and keeps its width', () => {
    const anchored = run(pairs, 50, { ...FIT, anchor: { bot: 2, rating: 1114 } });
    const free = run(pairs, 50);
    const { rating } = fitBradleyTerry(pairs, FIT);
    anchored.sd.forEach((sd, bot) => expect(sd).toBeCloseTo(free.sd[bot]!, 9));
    anchored.lower.forEach((end, bot) =>
      expect(end).toBeCloseTo(free.lower[bot]! + 1114 - rating[2]!, 6),
    );
  });

  it('does not take five wins of five for certainty', () => {
    const { sd, lower, upper } = run(columns(2, [[0, 1, 0, 5]]), 100);
    expect(sd[0]).toBeGreaterThan(50);
    expect(upper[0]! - lower[0]!).toBeGreaterThan(200);
  });

  it('stays finite where rounds have no maximum, lose a bot or fall apart', () => {
    const sparse = columns(5, [
      [0, 1, 0, 2],
      [1, 0, 0, 1],
      [1, 2, 0, 1],
      [2, 0, 0, 1],
      [3, 2, 2, 1],
      [3, 4, 1, 1],
      [4, 3, 1, 1],
    ]);
    expect(fitBradleyTerry(sparse, FIT).exists).toBe(true);
    for (const ties of ['half', 'davidson'] as const) {
      const { sd, lower, upper } = run(sparse, 300, { ...FIT, ties });
      expect([...sd, ...lower, ...upper].every(Number.isFinite)).toBe(true);
      expect(Math.min(...sd)).toBeGreaterThan(50);
    }
  });

  it('takes no votes, one bot and one battle', () => {
    for (const battles of [columns(0, []), columns(1, []), columns(3, [[0, 2, 0, 1]])]) {
      const { sd, lower, upper } = run(battles, 10);
      expect([...sd, ...lower, ...upper].every(Number.isFinite)).toBe(true);
      expect(sd).toHaveLength(battles.bots);
    }
  });

  it('weighs pairs as the fit of all votes does', () => {
    const fit: FitOptions = { ...FIT, pairWeight: battles => 1 / Math.max(battles, 50) };
    const { variance } = fitBradleyTerry(pairs, fit);
    expect(
      Math.abs(medianRatio(run(pairs, 200, fit).sd, variance.map(Math.sqrt)) - 1),
    ).toBeLessThan(0.1);
  });

  it
    .skipIf(sharedData('ranking') === undefined)
    .each(['m6_n200', 'm20_n2000', 'm20_n2000_noties', 'm100_n10000'])(
    'finds the errors of 2,000 rounds of another program: %s (skipped: no data beside the repository)',
    set => {
      const file = sharedData('ranking', `golden_${set}.json`) ?? '';
      const { models, votes, expected } = JSON.parse(readFileSync(file, 'utf8')) as {
        models: string[];
        votes: { a: number[]; b: number[]; o: number[] };
        expected: { bootstrap: Record<'sd' | 'q025' | 'q975', Record<string, number>> };
      };
      const battles = {
        bots: models.length,
        a: Uint16Array.from(votes.a),
        b: Uint16Array.from(votes.b),
        outcome: Uint8Array.from(votes.o),
      };
      const { sd, lower, upper } = run(battles, 500);
      const golden = Float64Array.from(models, bot => expected.bootstrap.sd[bot]!);
      expect(Math.abs(medianRatio(sd, golden) - 1)).toBeLessThan(0.06);
      // In standard errors; the ends of both are themselves drawn.
      const offs = models.flatMap((bot, i) => [
        Math.abs(lower[i]! - expected.bootstrap.q025[bot]!) / golden[i]!,
        Math.abs(upper[i]! - expected.bootstrap.q975[bot]!) / golden[i]!,
      ]);
      expect(Math.max(...offs)).toBeLessThan(1);
      expect(offs.reduce((sum, off) => sum + off, 0) / offs.length).toBeLessThan(0.2);
    },
  );
});
