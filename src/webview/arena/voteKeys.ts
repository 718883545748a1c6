import type { Seat, Verdict } from '../../core/model.ts';
import { orderText } from '../../core/order.ts';

export const ALL_GOOD_KEY = '=';
export const ALL_BAD_KEY = '0';

/** The key of a seat by its place, 1 … 9; later seats have none. */
export const keyOfSeat = (index: number): string | undefined =>
  index < 9 ? String(index + 1) : undefined;

/** What a key stands for in the vote bar. */
export function verdictOfKey(key: string, seats: readonly Seat[]): Verdict | undefined {
  if (key === ALL_GOOD_KEY) return { kind: 'allGood' };
  if (key === ALL_BAD_KEY) return { kind: 'allBad' };
  const winner = /^[1-9]$/.test(key) ? seats[Number(key) - 1] : undefined;
  return winner === undefined ? undefined : { kind: 'best', winner };
}

export function isSameVerdict(a: Verdict, b: Verdict): boolean {
  if (a.kind === 'best') return b.kind === 'best' && a.winner === b.winner;
  if (a.kind === 'ranking')
    return b.kind === 'ranking' && orderText(a.order) === orderText(b.order);
  return a.kind === b.kind;
}
