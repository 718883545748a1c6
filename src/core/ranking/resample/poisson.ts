import { aliasTable, type AliasTable } from './aliasTable.ts';

/** The Poisson distribution of one mean: the number drawn is `low` + a number of the table. */
export interface PoissonTable extends AliasTable {
  readonly low: number;
}

/** Numbers that are less likely than this part of the likeliest are never drawn: beyond 7 standard deviations. */
const NEVER = 1e-12;

/** @param mean not negative */
export function poissonTable(mean: number): PoissonTable {
  const likeliest = Math.floor(mean);
  const below: number[] = [];
  for (let k = likeliest, p = 1; k > 0; k--) {
    p *= k / mean;
    if (p < NEVER) break;
    below.push(p);
  }
  const from: number[] = [...below.reverse(), 1];
  for (let k = likeliest + 1, p = 1; ; k++) {
    p *= mean / k;
    if (p < NEVER) break;
    from.push(p);
  }
  return { low: likeliest - below.length, ...aliasTable(Float64Array.from(from)) };
}
