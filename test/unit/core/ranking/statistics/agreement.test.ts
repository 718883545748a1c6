import { describe, expect, it } from 'vitest';
import {
  agreementOf,
  cohensKappa,
  fleissKappa,
  krippendorffAlpha,
  type Tally,
} from '../../../../../src/core/ranking/statistics/agreement.ts';

/** Two voters' categories from a table of counts: rows are the first one's, columns the other's. */
function fromTable(table: readonly (readonly number[])[]): [string[], string[]] {
  const first: string[] = [];
  const second: string[] = [];
  table.forEach((row, i) =>
    row.forEach((count, j) => {
      for (let time = 0; time < count; time++) {
        first.push(String(i));
        second.push(String(j));
      }
    }),
  );
  return [first, second];
}

/** A row of counts by category, as Fleiss prints them. */
function tally(row: readonly number[]): Tally {
  return new Map(row.map((count, category) => [String(category), count]));
}

/** A line a voter, a column a thing; a dot where nothing was said. */
function itemsOf(lines: readonly string[]): Map<string, string>[] {
  const rows = lines.map(line => line.split(' '));
  return (rows[0] ?? []).map(
    (_, item) =>
      new Map(
        rows.flatMap((row, voter) => {
          const category = row[item] ?? '.';
          return category === '.' ? [] : [[`voter ${voter}`, category] as const];
        }),
      ),
  );
}

const FLEISS_WIKIPEDIA = [
  [0, 0, 0, 0, 14],
  [0, 2, 6, 4, 2],
  [0, 0, 3, 5, 6],
  [0, 3, 9, 2, 0],
  [2, 2, 8, 1, 1],
  [7, 7, 0, 0, 0],
  [3, 2, 6, 3, 0],
  [2, 5, 3, 2, 2],
  [6, 5, 2, 1, 0],
  [0, 2, 2, 3, 7],
];
/** Diagnoses of 30 patients by 6 psychiatrists each; a digit a category. */
const FLEISS_1971 =
  '00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 ' +
  '00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006';
const KRIPPENDORFF_C = [
  '1 2 3 3 2 1 4 1 2 . . .',
  '1 2 3 3 2 2 4 1 2 5 . 3',
  '. 3 3 3 2 3 4 2 2 5 1 .',
  '1 2 3 3 2 4 4 1 2 5 1 .',
];

describe('published worked examples', () => {
  it("reproduces Wikipedia's three examples of Cohen's κ", () => {
    const kappa = (table: number[][]): number | null => cohensKappa(...fromTable(table));
    expect(
      kappa([
        [20, 5],
        [10, 15],
      ]),
    ).toBeCloseTo(0.4, 12);
    expect(
      kappa([
        [45, 15],
        [25, 15],
      ]),
    ).toBeCloseTo(0.1304, 4);
    expect(
      kappa([
        [25, 35],
        [5, 35],
      ]),
    ).toBeCloseTo(0.2593, 4);
  });

  it("reproduces Wikipedia's example of Fleiss' κ: 14 raters, 10 subjects", () => {
    expect(fleissKappa(FLEISS_WIKIPEDIA.map(tally))).toBeCloseTo(0.20993, 5);
  });

  it('reproduces Fleiss 1971, table 1: 0.430', () => {
    const rows = FLEISS_1971.split(' ').map(row => tally(row.split('').map(Number)));
    expect(fleissKappa(rows)).toBeCloseTo(0.43, 3);
  });

  it('reproduces Krippendorff 2011, sections A to C: 0.095, 0.692 and, with gaps, 0.743', () => {
    const alpha = (lines: string[]): number | null => agreementOf(itemsOf(lines)).alpha;
    expect(alpha(['0 1 0 0 0 0 0 0 1 0', '1 1 1 0 0 1 0 0 0 0'])).toBeCloseTo(0.095, 3);
    expect(alpha(['a a b b d c c c e d d a', 'b a b b b c c c e d d d'])).toBeCloseTo(0.692, 3);
    expect(alpha(KRIPPENDORFF_C)).toBeCloseTo(0.743, 3);
  });

  it("reproduces Wikipedia's example of Krippendorff's α: three coders, 15 units, 0.691", () => {
    const alpha = agreementOf(
      itemsOf([
        '. . . . . 3 4 1 2 1 1 3 3 . 3',
        '1 . 2 1 3 3 4 3 . . . . . . .',
        '. . 2 1 3 4 4 . 2 1 1 3 3 . 4',
      ]),
    );
    expect(alpha.alpha).toBeCloseTo(0.691, 3);
  });
});

describe('agreement of voters', () => {
  it('has a κ for each two who share something, the same both ways', () => {
    const { voters, kappa, shared, items } = agreementOf(itemsOf(KRIPPENDORFF_C));
    // Who judged most of what others judged too comes first: 10, 10, 10 and 9 things.
    expect(voters).toEqual(['voter 3', 'voter 1', 'voter 2', 'voter 0']);
    expect(items).toBe(11);
    expect(shared[3]).toEqual([9, 9, 8, 0]);
    expect(kappa[0]?.[0]).toBeNull();
    expect(kappa[3]?.[1]).toBeCloseTo(kappa[1]?.[3] ?? NaN, 12);
    // Of nine things they differ on one; by chance they would agree on 23/81.
    expect(kappa[3]?.[1]).toBeCloseTo((8 / 9 - 23 / 81) / (1 - 23 / 81), 12);
  });

  it('does not depend on the order of things or of voters', () => {
    const items = itemsOf(KRIPPENDORFF_C);
    const turned = [...items].reverse().map(item => new Map([...item].reverse()));
    const there = agreementOf(items);
    const back = agreementOf(turned);
    expect(back.voters).toEqual(there.voters);
    expect(back.shared).toEqual(there.shared);
    expect(back.alpha).toBeCloseTo(there.alpha ?? NaN, 12);
    expect(back.fleiss).toBeCloseTo(there.fleiss ?? NaN, 12);
  });

  it('says nothing where there is nothing to say', () => {
    const nothing = {
      ...{ voters: [], more: 0, kappa: [], shared: [] },
      ...{ fleiss: null, alpha: null, items: 0 },
    };
    expect(agreementOf([])).toEqual(nothing);
    expect(agreementOf([new Map([['ann', 'x']]), new Map()])).toEqual(nothing);
  });

  it('shows the 50 who judged most, and counts everybody all the same', () => {
    const lines = Array.from({ length: 60 }, (_, voter) => (voter < 7 ? 'x . y' : 'x x y'));
    const found = agreementOf(itemsOf(lines));
    expect([found.voters.length, found.more]).toEqual([50, 10]);
    expect([found.kappa.length, found.kappa[0]?.length, found.shared[0]?.[1]]).toEqual([50, 50, 3]);
    // Seven judged one thing less; of the others, equals, three more have no room.
    expect(found.voters).not.toContain('voter 0');
    expect([found.alpha, found.fleiss, found.items]).toEqual([1, 1, 3]);
  });

  it('does not praise voters who only ever say one thing', () => {
    const { kappa, fleiss, alpha, items } = agreementOf(itemsOf(['x x x', 'x x x']));
    expect(kappa[0]?.[1]).toBeNull();
    expect([fleiss, alpha, items]).toEqual([null, null, 3]);
  });

  it('is 1 for voters who always agree, and below 0 for those who never do', () => {
    expect(agreementOf(itemsOf(['x y x y', 'x y x y']))).toMatchObject({ fleiss: 1, alpha: 1 });
    const opposed = agreementOf(itemsOf(['x y x y', 'y x y x']));
    expect(opposed.kappa[0]?.[1]).toBe(-1);
    expect(opposed.alpha).toBeLessThan(-0.5);
  });

  it('leaves out of α what one voter judged alone', () => {
    const tallies = FLEISS_WIKIPEDIA.map(tally);
    const withSingles = [...tallies, tally([1, 0, 0, 0, 0])];
    expect(krippendorffAlpha(withSingles)).toBe(krippendorffAlpha(tallies));
    expect(fleissKappa(withSingles)).toBe(fleissKappa(tallies));
  });
});
