import type { EntryEdit } from '../../app/botEntries.ts';

type Path = EntryEdit['path'];
type Values = Readonly<Record<string, unknown>>;

/** The fewest changes that make one value the other: what stays the same is not touched. */
export function changesTo(path: Path, from: unknown, to: unknown): readonly EntryEdit[] {
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  if (Array.isArray(from) && Array.isArray(to) && to.length > 0)
    return changesOfList(path, from, to);
  if (isObject(from) && isObject(to)) return changesOfObject(path, from, to);
  return [{ path, value: to }];
}

function changesOfObject(path: Path, from: Values, to: Values): readonly EntryEdit[] {
  const gone = Object.keys(from).filter(key => to[key] === undefined);
  return [
    ...gone.map(key => ({ path: [...path, key], value: undefined })),
    ...Object.entries(to)
      .filter(([, value]) => value !== undefined)
      .flatMap(([key, value]) => changesTo([...path, key], from[key], value)),
  ];
}

function changesOfList(
  path: Path,
  from: readonly unknown[],
  to: readonly unknown[],
): readonly EntryEdit[] {
  const shorter = Math.min(from.length, to.length);
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  let head = 0;
  while (head < shorter && same(from[head], to[head])) head++;
  const gone = Math.max(0, from.length - to.length);
  let tail = 0;
  while (tail < shorter - head && same(from.at(-1 - tail), to.at(-1 - tail))) tail++;
  // What is too much goes before what is the same at the end; what is new comes at the end.
  const cut = from.length - tail - gone;
  const left = gone > 0 ? [...from.slice(0, cut), ...from.slice(cut + gone)] : from;
  return [
    ...Array.from({ length: gone }, () => ({ path: [...path, cut], value: undefined })),
    ...to.flatMap((value, index) => changesTo([...path, index], left[index], value)),
  ];
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
