import { rankBounds } from '../rankBounds.ts';
import type { Fit } from './fit.ts';

/** Of a normal distribution, the standard deviations within which 95 % lie. */
export const Z95 = 1.959963984540054;

/** The best and the worst rank that the 95 % intervals allow each bot. */
export function ranksOf(
  rating: Float64Array,
  variance: Float64Array,
): { readonly low: Float64Array; readonly high: Float64Array } {
  const reach = variance.map(value => Z95 * Math.sqrt(value));
  const { rankLow, rankHigh } = rankBounds(
    rating.map((points, bot) => points - (reach[bot] as number)),
    rating.map((points, bot) => points + (reach[bot] as number)),
  );
  return { low: rankLow, high: rankHigh };
}

/** Beyond, letters help nobody, and the groups take long to find. */
const LETTERED_BOTS = 200;
const MOST_GROUPS = 500;

/**
 * Letters for each bot, best group first: two bots share one exactly if their ratings are less than
 * 1.96 standard errors of their difference apart. Each pair is judged alone, so of twenty pairs of
 * equals one is told apart.
 *
 * @returns a string a bot, like `AB`; the 27th letter is `A1`. All are empty for more bots than 200, or if
 *   it would take hundreds of letters.
 * @see Piepho 2004, "An algorithm for a letter-based representation of all-pairwise comparisons", for
 *   what the letters are to say
 */
export function groupLetters(fit: Pick<Fit, 'rating' | 'differenceVariance'>): string[] {
  const bots = fit.rating.length;
  const none = Array.from({ length: bots }, () => '');
  if (bots > LETTERED_BOTS) return none;
  const best = Array.from(none, (_, bot) => bot).sort(
    (i, j) => (fit.rating[j] as number) - (fit.rating[i] as number) || i - j,
  );
  const groups = groupsAlike(bots, (x, y) => areApart(fit, best[x] as number, best[y] as number));
  if (!groups) return none;
  const letters = none;
  groups.forEach((group, number) => {
    for (const place of group) (letters[best[place] as number] as string) += letter(number);
  });
  return letters;
}

/** Whether two bots can be told apart: their difference is more than 1.96 of its standard errors. */
export function areApart(
  fit: Pick<Fit, 'rating' | 'differenceVariance'>,
  i: number,
  j: number,
): boolean {
  const gap = Math.abs((fit.rating[i] as number) - (fit.rating[j] as number));
  return gap > Z95 * Math.sqrt(fit.differenceVariance(i, j));
}

/**
 * The largest sets of places in which no two are apart: two places are in one set together exactly if
 * they are not apart. A place after the other, each joins what it is not apart from of each set.
 *
 * @param isApart is asked for x < y.
 * @returns undefined if there are very many.
 */
function groupsAlike(
  places: number,
  isApart: (x: number, y: number) => boolean,
): number[][] | undefined {
  let sets: bigint[] = [];
  for (let y = 0; y < places; y++) {
    let near = 0n;
    for (let x = 0; x < y; x++) if (!isApart(x, y)) near |= 1n << BigInt(x);
    const self = 1n << BigInt(y);
    const grown = [...new Set([self, ...sets.map(set => (set & near) | self)])];
    const isPart = (set: bigint): boolean =>
      grown.some(other => other !== set && (set & ~other) === 0n);
    sets = [...sets.filter(set => (set & ~near) !== 0n), ...grown.filter(set => !isPart(set))];
    if (sets.length > MOST_GROUPS) return undefined;
  }
  return sets.map(membersOf).sort(byMembers);
}

function membersOf(set: bigint): number[] {
  const members: number[] = [];
  for (let place = 0, left = set; left > 0n; place++, left >>= 1n) {
    if ((left & 1n) === 1n) members.push(place);
  }
  return members;
}

function byMembers(x: readonly number[], y: readonly number[]): number {
  const at = x.findIndex((place, index) => place !== y[index]);
  return (x[at] ?? 0) - (y[at] ?? 0);
}

function letter(number: number): string {
  const round = Math.floor(number / 26);
  return String.fromCharCode(65 + (number % 26)) + (round === 0 ? '' : String(round));
}
