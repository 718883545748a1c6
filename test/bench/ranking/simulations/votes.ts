import { OUTCOME, type BattleColumns } from '../../../../src/core/ranking/battleColumns.ts';
import type { FitOptions } from '../../../../src/core/ranking/fit/fit.ts';

/** The constants of every simulation: those of the sources. */
export const SIMULATED: FitOptions = { ties: 'half', scale: 400, base: 10, start: 1000 };

/** A simulated vote between two bots. */
export interface SimulatedBattle {
  readonly a: number;
  readonly b: number;
  readonly outcome: number;
}

export function columnsOf(bots: number, battles: readonly SimulatedBattle[]): BattleColumns {
  return {
    bots,
    a: Uint16Array.from(battles, battle => battle.a),
    b: Uint16Array.from(battles, battle => battle.b),
    outcome: Uint8Array.from(battles, battle => battle.outcome),
  };
}

/** What is expected of the score of one who is better by so many points. */
export function expectedOf(difference: number): number {
  return 1 / (1 + SIMULATED.base ** (-difference / SIMULATED.scale));
}

/** As many ties as equals would have, and fewer between unequal ones. */
export function tieRateOf(expected: number, tiesBetweenEquals: number): number {
  return tiesBetweenEquals * 4 * expected * (1 - expected);
}

/** Draws who wins, so that the mean score is the expected one whatever the rate of ties. */
export function drawOutcome(
  random: () => number,
  expected: number,
  tiesBetweenEquals: number,
): number {
  const ties = tieRateOf(expected, tiesBetweenEquals);
  const drawn = random();
  if (drawn < ties) return OUTCOME.tie;
  return drawn < ties / 2 + expected ? OUTCOME.aWins : OUTCOME.bWins;
}

/** Strengths in points, evenly spread, mean 0. */
export function spreadStrengths(bots: number, spread: number): readonly number[] {
  return Array.from({ length: bots }, (_, bot) => spread * (bot / Math.max(1, bots - 1) - 0.5));
}

/** Two different bots, each pair as likely. */
export function drawPair(random: () => number, bots: number): { a: number; b: number } {
  const a = Math.floor(random() * bots);
  const b = Math.floor(random() * (bots - 1));
  return { a, b: b < a ? b : b + 1 };
}
