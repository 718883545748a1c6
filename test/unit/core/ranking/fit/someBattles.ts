import { OUTCOME, type BattleColumns } from '../../../../../src/core/ranking/battleColumns.ts';
import type { FitOptions } from '../../../../../src/core/ranking/fit/fit.ts';
import { seededRandom } from '../../../../../src/core/std/random.ts';

export const HALF: FitOptions = { ties: 'half', scale: 400, base: 10, start: 1000 };
export const DAVIDSON: FitOptions = { ...HALF, ties: 'davidson' };

/** Battles from rows of bot, bot, outcome. */
export function battlesOf(
  bots: number,
  rows: readonly (readonly [a: number, b: number, outcome: number])[],
  more: Pick<BattleColumns, 'voteEnds' | 'weight'> = {},
): BattleColumns {
  return {
    bots,
    a: Uint16Array.from(rows, row => row[0]),
    b: Uint16Array.from(rows, row => row[1]),
    outcome: Uint8Array.from(rows, row => row[2]),
    ...more,
  };
}

/** So many wins of `a` over `b`. */
export function wins(a: number, b: number, count: number): [number, number, number][] {
  return Array.from({ length: count }, () => [a, b, OUTCOME.aWins]);
}

export function ties(a: number, b: number, count: number): [number, number, number][] {
  return Array.from({ length: count }, () => [a, b, OUTCOME.tie]);
}

/** Battles between bots whose log-strengths are evenly spread over `spread`; a fifth ties. */
export function randomBattles(
  bots: number,
  battles: number,
  seed: number,
  spread = 2,
): BattleColumns {
  const random = seededRandom(seed);
  const rows = Array.from({ length: battles }, (): [number, number, number] => {
    const a = Math.floor(random() * bots);
    const b = (a + 1 + Math.floor(random() * (bots - 1))) % bots;
    const chance = 1 / (1 + Math.exp(((b - a) * spread) / bots));
    if (random() < 0.2) return [a, b, random() < 0.5 ? OUTCOME.tie : OUTCOME.bothBad];
    return [a, b, random() < chance ? OUTCOME.aWins : OUTCOME.bWins];
  });
  return battlesOf(bots, rows);
}

/** The largest distance of two lists, each number's taken relative to `scale`. */
export function farthest(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  scale: (value: number) => number = () => 1,
): number {
  return Math.max(
    x.length === y.length ? 0 : Infinity,
    ...Array.from(x, (value, at) => Math.abs(value - y[at]!) / scale(y[at]!)),
  );
}
