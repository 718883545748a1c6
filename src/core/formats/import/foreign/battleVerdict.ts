import type { Verdict } from '../../../model.ts';

/** What the arenas' files say of a battle's end, side a in seat A and side b in seat B. */
const VERDICTS: ReadonlyMap<string, Verdict> = new Map<string, Verdict>([
  ['model_a', { kind: 'best', winner: 'A' }],
  ['model_b', { kind: 'best', winner: 'B' }],
  ['tie', { kind: 'allGood' }],
  // FastChat's spelling, LMArena's newer one, and ChatZoo's.
  ['tie (bothbad)', { kind: 'allBad' }],
  ['both_bad', { kind: 'allBad' }],
  ['bothbad', { kind: 'allBad' }],
  ['tie(both are bad)', { kind: 'allBad' }],
]);

export function verdictOf(winner: string): Verdict | undefined {
  return VERDICTS.get(winner);
}
