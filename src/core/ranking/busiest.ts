import { compareText } from './canonicalOrder.ts';

/** The first names of a list that may be very long. */
export interface Busiest {
  /** Those counted most often first, equals by name. */
  readonly names: readonly string[];
  /** How many are left out. */
  readonly more: number;
}

/** @param most names to keep. */
export function busiest(counts: ReadonlyMap<string, number>, most: number): Busiest {
  const names = [...counts]
    .sort(([a, few], [b, many]) => many - few || compareText(a, b))
    .map(([name]) => name);
  return { names: names.slice(0, most), more: Math.max(0, names.length - most) };
}

/** Counts one more. */
export function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
