import type { Matrix } from '../board.ts';
import { busiest, count } from '../busiest.ts';

/** What each voter said of one thing: a category by voter. Voters who did not judge it are missing. */
export type JudgedItem = ReadonlyMap<string, string>;

export interface Agreement {
  /** Those who judged something that another one judged too; who judged most of that comes first. */
  readonly voters: readonly string[];
  /** Voters who judged less of it and are left out of the two matrices. */
  readonly more: number;
  /** Cohen's κ of each two; null on the diagonal and where it is not defined. */
  readonly kappa: Matrix;
  /** Things that both judged; 0 on the diagonal. */
  readonly shared: Matrix;
  readonly fleiss: number | null;
  readonly alpha: number | null;
  /** Things that two or more judged. */
  readonly items: number;
}

/** A matrix of more tells nobody anything, and grows with the square. */
const MOST_VOTERS = 50;

/** How far voters agree, beyond chance: each two of the busiest, and all together. */
export function agreementOf(items: readonly JudgedItem[]): Agreement {
  const shared = items.filter(item => item.size > 1);
  const judged = new Map<string, number>();
  for (const item of shared) for (const voter of item.keys()) count(judged, voter);
  const { names: voters, more } = busiest(judged, MOST_VOTERS);
  const pairs = pairTables(shared, voters);
  const tallies = shared.map(tallyOf);
  const matrix = (entry: (table: PairTable | undefined) => number | null): Matrix =>
    voters.map((_, i) => voters.map((_, j) => entry(pairs.get(pairNumber(i, j)))));
  return {
    voters,
    more,
    kappa: matrix(table => (table ? cohensKappa(table.first, table.second) : null)),
    shared: matrix(table => table?.first.length ?? 0),
    fleiss: fleissKappa(tallies),
    alpha: krippendorffAlpha(tallies),
    items: shared.length,
  };
}

/**
 * Cohen's κ of two voters over things that both judged: (observed − chance) / (1 − chance).
 *
 * @param first the categories that one of them chose, a thing each.
 * @param second the other's, in the same order.
 * @returns 1 for always the same, 0 for no more than chance; null where chance alone would always
 *   agree (nothing judged, or one category only).
 * @see Cohen 1960, "A coefficient of agreement for nominal scales"
 */
export function cohensKappa(first: readonly string[], second: readonly string[]): number | null {
  const n = first.length;
  const firstTally = tallyOf(first);
  const secondTally = tallyOf(second);
  const same = first.filter((category, item) => category === second[item]).length;
  let byChance = 0;
  for (const [category, count] of firstTally) {
    byChance += count * (secondTally.get(category) ?? 0);
  }
  return beyondChance(same * n, byChance, n * n);
}

/**
 * Fleiss' κ of any number of voters. Where things were judged by different numbers of voters, each
 * thing has the same weight, whoever judged it.
 *
 * @param tallies how often each category was chosen, a thing each.
 * @returns null where chance alone would always agree.
 * @see Fleiss 1971, "Measuring nominal scale agreement among many raters"
 */
export function fleissKappa(tallies: readonly Tally[]): number | null {
  const judged = tallies.filter(tally => sizeOf(tally) > 1);
  const shares = new Map<string, number>();
  let observed = 0;
  let votes = 0;
  for (const tally of judged) {
    const size = sizeOf(tally);
    votes += size;
    let alike = 0;
    for (const [category, count] of tally) {
      alike += count * (count - 1);
      shares.set(category, (shares.get(category) ?? 0) + count);
    }
    observed += alike / (size * (size - 1));
  }
  let byChance = 0;
  for (const count of shares.values()) byChance += (count / votes) ** 2;
  return beyondChance(observed, byChance * judged.length, judged.length);
}

/**
 * Krippendorff's α for nominal data; voters may have judged any part of the things.
 *
 * @param tallies how often each category was chosen, a thing each.
 * @returns null where nothing could disagree: no thing judged twice, or one category only.
 * @see Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section C
 */
export function krippendorffAlpha(tallies: readonly Tally[]): number | null {
  const totals = new Map<string, number>();
  let alike = 0;
  let votes = 0;
  for (const tally of tallies) {
    const size = sizeOf(tally);
    if (size < 2) continue;
    votes += size;
    for (const [category, count] of tally) {
      alike += (count * (count - 1)) / (size - 1);
      totals.set(category, (totals.get(category) ?? 0) + count);
    }
  }
  let byChance = 0;
  for (const count of totals.values()) byChance += count * (count - 1);
  return beyondChance((votes - 1) * alike, byChance, votes * (votes - 1));
}

/** How often each category was chosen. */
export type Tally = ReadonlyMap<string, number>;

/** (observed − chance) / (most − chance), which all three measures are. */
function beyondChance(observed: number, byChance: number, most: number): number | null {
  const room = most - byChance;
  return room > 1e-12 * most ? (observed - byChance) / room : null;
}

function tallyOf(categories: JudgedItem | readonly string[]): Tally {
  const tally = new Map<string, number>();
  for (const category of categories.values()) tally.set(category, (tally.get(category) ?? 0) + 1);
  return tally;
}

function sizeOf(tally: Tally): number {
  let size = 0;
  for (const count of tally.values()) size += count;
  return size;
}

interface PairTable {
  readonly first: string[];
  readonly second: string[];
}

/** What each two of these voters said of the things that both judged; in both directions the same table. */
function pairTables(
  items: readonly JudgedItem[],
  voters: readonly string[],
): ReadonlyMap<number, PairTable> {
  const numbers = new Map(voters.map((voter, number) => [voter, number]));
  const tables = new Map<number, PairTable>();
  for (const item of items) {
    const said = [...item].flatMap(([name, category]) => {
      const voter = numbers.get(name);
      return voter === undefined ? [] : { voter, category };
    });
    said.sort((a, b) => a.voter - b.voter);
    said.forEach((one, index) => {
      for (const other of said.slice(index + 1)) {
        const number = pairNumber(one.voter, other.voter);
        const table = tables.get(number) ?? { first: [], second: [] };
        table.first.push(one.category);
        table.second.push(other.category);
        tables.set(number, table);
      }
    });
  }
  return tables;
}

/** The same number both ways, and another one for each two. */
function pairNumber(a: number, b: number): number {
  const larger = Math.max(a, b);
  return (larger * (larger + 1)) / 2 + Math.min(a, b);
}
