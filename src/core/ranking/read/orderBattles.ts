import type { BattleColumns } from '../battleColumns.ts';
import { NO_TIME } from './battleRows.ts';
import type { ReadBattles } from './battleReader.ts';

/** Battles in an order that is theirs alone. */
export interface OrderedBattles {
  /** Sorted by their UTF-16 code units, whatever the machine's language. */
  readonly names: readonly string[];
  readonly battles: BattleColumns;
  readonly times: Float64Array | undefined;
  readonly voter: Uint32Array | undefined;
  readonly voters: readonly string[];
}

/**
 * Numbers the bots by their names and sorts the battles by time, and by content at the same time or
 * without one: the same votes give the same columns, in whatever order and files they came. Only who
 * cast which of several that are otherwise equal may change.
 */
export function orderBattles({
  names,
  battles,
  times,
  voter,
  voters,
}: ReadBattles): OrderedBattles {
  const named = byName({ names, battles });
  const order = orderOf(named.battles, times);
  const { bots, a, b, outcome } = named.battles;
  return {
    names: named.names,
    battles: {
      bots,
      a: a.map((_, i) => a[order[i] as number] as number),
      b: b.map((_, i) => b[order[i] as number] as number),
      outcome: outcome.map((_, i) => outcome[order[i] as number] as number),
    },
    times: times?.map((_, i) => times[order[i] as number] as number),
    voter: voter?.map((_, i) => voter[order[i] as number] as number),
    voters,
  };
}

/** Numbers the bots by their names; the battles stay as they stand. */
export function byName({
  names,
  battles,
}: Pick<ReadBattles, 'names' | 'battles'>): Pick<OrderedBattles, 'names' | 'battles'> {
  const sorted = names.map((name, number) => ({ name, number }));
  sorted.sort((x, y) => (x.name < y.name ? -1 : 1));
  const numbers = new Uint16Array(names.length);
  sorted.forEach(({ number }, place) => {
    numbers[number] = place;
  });
  return {
    names: sorted.map(({ name }) => name),
    battles: {
      ...battles,
      a: battles.a.map(bot => numbers[bot] as number),
      b: battles.b.map(bot => numbers[bot] as number),
    },
  };
}

/** Which battle comes first, second …: sorted by time, then a, b and outcome. */
function orderOf({ a, b, outcome }: BattleColumns, times: Float64Array | undefined): Uint32Array {
  // Stable from the last part to the first, 16 bits at a time: a million take some 0.1 s.
  let order = new Uint32Array(a.length).map((_, i) => i);
  for (const part of [outcome, b, a]) order = sortedBy(order, part);
  if (!times) return order;
  // Times are 0 or more, and those then sort by their bits; none is put below them all.
  const bits = new Uint16Array(
    times.map(time => (time === NO_TIME ? 0 : time + Number.MIN_VALUE)).buffer,
  );
  for (let part = 0; part < 4; part++) {
    const parts = new Uint16Array(times.length).map((_, i) => bits[4 * i + part] as number);
    order = sortedBy(order, parts);
  }
  return order;
}

/** Counting sort; stable. */
function sortedBy(
  order: Uint32Array<ArrayBuffer>,
  part: Uint8Array | Uint16Array,
): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array(65_537);
  for (let i = 0; i < part.length; i++) {
    const next = (part[i] as number) + 1;
    starts[next] = (starts[next] as number) + 1;
  }
  for (let i = 1; i < starts.length; i++) {
    starts[i] = (starts[i] as number) + (starts[i - 1] as number);
  }
  const sorted = new Uint32Array(order.length);
  for (const battle of order) {
    const value = part[battle] as number;
    const at = starts[value] as number;
    sorted[at] = battle;
    starts[value] = at + 1;
  }
  return sorted;
}
