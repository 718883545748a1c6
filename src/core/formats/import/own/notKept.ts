import { asObject } from '../foreign/check.ts';

/** Tells of each field that was read but not taken over, by its path without indexes. */
export function tellNotKept(
  read: unknown,
  taken: unknown,
  tell: (field: string) => void,
  path = '',
): void {
  if (Array.isArray(read) && Array.isArray(taken)) {
    for (const [index, each] of read.entries()) tellNotKept(each, taken[index], tell, path);
    return;
  }
  const [from, to] = [asObject(read), asObject(taken)];
  if (!from || !to) return;
  for (const field of Object.keys(from)) {
    const below = path === '' ? field : `${path}.${field}`;
    // Own fields only: `constructor` is no field of what was taken over.
    if (Object.hasOwn(to, field)) tellNotKept(from[field], to[field], tell, below);
    else tell(below);
  }
}
