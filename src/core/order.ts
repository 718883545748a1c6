import type { Seat, Verdict } from './model.ts';

/** The seats of a ranking: best first, those within one list are tied. */
export type Order = Extract<Verdict, { kind: 'ranking' }>['order'];

/** The seat's place, 0 for the best; undefined if the ranking does not name it. */
export function placeOf(order: Order, seat: Seat): number | undefined {
  const place = order.findIndex(seats => seats.includes(seat));
  return place < 0 ? undefined : place;
}

/** `A > B = C`, which reads the same in every language. */
export function orderText(order: Order, nameOf: (seat: Seat) => string = seat => seat): string {
  return order.map(seats => seats.map(nameOf).join(' = ')).join(' > ');
}

/** What is wrong with a ranking of these seats. */
export type OrderFault =
  | { readonly kind: 'empty'; readonly place: number }
  | { readonly kind: 'unknown' | 'twice'; readonly place: number; readonly index: number };

/** The first fault of an order: a place that nobody has, a seat not among these, or one named twice. */
export function orderFault(order: Order, seats: readonly Seat[]): OrderFault | undefined {
  const named = new Set<Seat>();
  for (const [place, tied] of order.entries()) {
    if (tied.length === 0) return { kind: 'empty', place };
    for (const [index, seat] of tied.entries()) {
      if (!seats.includes(seat)) return { kind: 'unknown', place, index };
      if (named.has(seat)) return { kind: 'twice', place, index };
      named.add(seat);
    }
  }
  return undefined;
}
