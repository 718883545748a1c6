import { describe, expect, it } from 'vitest';
import { OUTCOME } from '../../../../../src/core/ranking/battleColumns.ts';
import type { FitOptions } from '../../../../../src/core/ranking/fit/fit.ts';
import { fitBradleyTerry } from '../../../../../src/core/ranking/fit/fitBradleyTerry.ts';
import { nextPair } from '../../../../../src/core/ranking/statistics/nextPair.ts';
import { simulateNextPair } from '../../../../bench/ranking/simulations/nextPair.ts';
import { columnsOf, type SimulatedBattle } from '../../../../bench/ranking/simulations/votes.ts';

const POINTS: FitOptions = { ties: 'half', scale: 400, base: 10, start: 1000 };

/** Each wins as often as the other. */
function even(a: number, b: number, times: number): SimulatedBattle[] {
  return Array.from({ length: 2 * times }, (_, index) => ({
    a,
    b,
    outcome: index % 2 === 0 ? OUTCOME.aWins : OUTCOME.bWins,
  }));
}

const ALL_PAIRS = [
  [0, 1],
  [0, 2],
  [0, 3],
  [1, 2],
  [1, 3],
  [2, 3],
] as const;

function next(bots: number, battles: readonly SimulatedBattle[]) {
  return nextPair(fitBradleyTerry(columnsOf(bots, battles), POINTS), POINTS);
}

describe('the next pair', () => {
  it('needs two bots', () => {
    expect(next(0, [])).toBeUndefined();
    expect(next(1, [])).toBeUndefined();
    expect(next(2, [])).toEqual({ a: 0, b: 1 });
    expect(next(2, even(0, 1, 50))).toEqual({ a: 0, b: 1 });
  });

  it('asks about the bot that is known least', () => {
    const battles = [...even(0, 1, 20), ...even(1, 2, 20), ...even(0, 2, 20), ...even(2, 3, 2)];
    expect(next(4, battles)?.b).toBe(3);
  });

  it('is the first pair where all tell the same', () => {
    expect(next(3, [...even(0, 1, 5), ...even(1, 2, 5), ...even(0, 2, 5)])).toEqual({ a: 0, b: 1 });
  });

  it('builds a bridge between islands first', () => {
    const islands = [...even(0, 1, 3), ...even(2, 3, 30), ...even(3, 4, 30)];
    const pair = next(6, islands);
    // The largest islands are bots 2 to 4 and bots 0 and 1; bot 3 is the best known of its own.
    expect(pair).toEqual({ a: 0, b: 3 });
  });

  it('rather asks about a close pair than about a foregone conclusion', () => {
    const known = fitBradleyTerry(
      columnsOf(
        4,
        ALL_PAIRS.flatMap(([a, b]) => even(a, b, 5)),
      ),
      POINTS,
    );
    const chances: Record<string, number> = { '0 1': 0.9, '0 2': 0.95, '0 3': 0.2, '1 2': 0.6 };
    const expected = (a: number, b: number): number => chances[`${a} ${b}`] ?? 0.97;
    expect(nextPair({ ...known, expected }, POINTS)).toEqual({ a: 1, b: 2 });
  });

  it('chooses among hundreds of bots in a moment', () => {
    const ring = Array.from({ length: 400 }, (_, bot) => even(bot, (bot + 1) % 400, 2)).flat();
    const began = performance.now();
    expect(next(400, ring)).toBeDefined();
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

it('needs far fewer votes than random pairs for the same intervals (2 runs)', () => {
  const { columns, rows } = simulateNextPair(2, 11);
  for (const row of rows) expect(row[columns.indexOf('saved')]).toBeGreaterThan(0.15);
});
