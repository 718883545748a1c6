import type { PairCounts } from './pairCounts.ts';

/** Who can be compared with whom, by the battles there were. */
export interface Connectivity {
  /** Bots that are linked by battles, ascending; the island with the lowest bot first. */
  readonly islands: readonly (readonly number[])[];
  /** The number of each bot's island. */
  readonly island: Uint16Array;
  /** Bots that are linked by points taken, there and back, have the same number. */
  readonly circle: Uint16Array;
  /**
   * Whether the likelihood has a maximum: from each bot a chain of points taken leads to each other.
   * source: Ford 1957, "Solution of a ranking problem from binary comparisons"
   */
  readonly exists: boolean;
  /** Who never lost, and whose circle gave no point to the rest of its island; who never won likewise. */
  readonly unbeaten: readonly number[];
  readonly winless: readonly number[];
}

export function connectivityOf(counts: PairCounts): Connectivity {
  const island = islandNumbers(counts);
  const islands = grouped(island);
  const circle = circleNumbers(counts);
  const circles = grouped(circle);
  const exists = islands.length <= 1 && circles.length <= 1;
  return { islands, island, circle, exists, ...outsiders(counts, islands, circle, circles) };
}

/** Union-find; each island is known by its lowest bot until it gets its number. */
function islandNumbers({ bots, first, second }: PairCounts): Uint16Array {
  const parent = Uint16Array.from({ length: bots }, (_, bot) => bot);
  const root = (bot: number): number => {
    let at = bot;
    while (parent[at] !== at) {
      at = parent[at] = parent[parent[at] as number] as number;
    }
    return at;
  };
  for (let pair = 0; pair < first.length; pair++) {
    const x = root(first[pair] as number);
    const y = root(second[pair] as number);
    if (x < y) parent[y] = x;
    else parent[x] = y;
  }
  const numbers = new Map<number, number>();
  return Uint16Array.from({ length: bots }, (_, bot) => {
    const lowest = root(bot);
    const number = numbers.get(lowest) ?? numbers.size;
    numbers.set(lowest, number);
    return number;
  });
}

function grouped(numbers: Uint16Array): number[][] {
  const groups: number[][] = [];
  numbers.forEach((number, bot) => (groups[number] ??= []).push(bot));
  return groups;
}

/** From each bot to those it took a point from, or to those that took one from it. */
interface Arcs {
  readonly starts: Uint32Array;
  readonly targets: Uint16Array;
}

function arcsOf({ bots, first, second, won, lost, tied }: PairCounts, toLosers: boolean): Arcs {
  const downs = toLosers ? won : lost;
  const ups = toLosers ? lost : won;
  const starts = new Uint32Array(bots + 1);
  for (let pair = 0; pair < first.length; pair++) {
    const tie = tied[pair] as number;
    if ((downs[pair] as number) + tie > 0) (starts[(first[pair] as number) + 1] as number)++;
    if ((ups[pair] as number) + tie > 0) (starts[(second[pair] as number) + 1] as number)++;
  }
  for (let bot = 0; bot < bots; bot++) (starts[bot + 1] as number) += starts[bot] as number;
  const next = starts.slice();
  const targets = new Uint16Array(starts[bots] as number);
  for (let pair = 0; pair < first.length; pair++) {
    const i = first[pair] as number;
    const j = second[pair] as number;
    const tie = tied[pair] as number;
    if ((downs[pair] as number) + tie > 0) targets[(next[i] as number)++] = j;
    if ((ups[pair] as number) + tie > 0) targets[(next[j] as number)++] = i;
  }
  return { starts, targets };
}

/**
 * Strong components: a walk along the arcs notes in which order bots are left, a second one against
 * the arcs, from the last left, stays within one component.
 * source: Sharir 1981, "A strong-connectivity algorithm and its applications in data flow analysis"
 */
function circleNumbers(counts: PairCounts): Uint16Array {
  const { bots } = counts;
  const everybody = Uint16Array.from({ length: bots }, (_, bot) => bot);
  const left = new Uint16Array(bots);
  let leavers = 0;
  walk(arcsOf(counts, true), everybody, bot => (left[leavers++] = bot));
  const circle = new Uint16Array(bots);
  let number = 0;
  let members: number[] = [];
  walk(
    arcsOf(counts, false),
    left.reverse(),
    bot => members.push(bot),
    () => {
      for (const bot of members) circle[bot] = number;
      members = [];
      number++;
    },
  );
  return circle;
}

/** Depth first from each of `roots` that was not met before; without recursion, for long chains. */
function walk(
  { starts, targets }: Arcs,
  roots: Uint16Array,
  onLeave: (bot: number) => void,
  onTree: () => void = () => undefined,
): void {
  const isMet = new Uint8Array(roots.length);
  const next = starts.slice();
  for (const origin of roots) {
    if (isMet[origin] === 1) continue;
    isMet[origin] = 1;
    const path = [origin];
    for (let bot = path.at(-1); bot !== undefined; bot = path.at(-1)) {
      const arc = next[bot] as number;
      if (arc === starts[bot + 1]) {
        onLeave(bot);
        path.pop();
        continue;
      }
      next[bot] = arc + 1;
      const target = targets[arc] as number;
      if (isMet[target] === 1) continue;
      isMet[target] = 1;
      path.push(target);
    }
    onTree();
  }
}

/**
 * Bots without a loss, or without a win, of circles that only took or only gave points. The largest circle of
 * an island is what the others are told apart from: one newcomer without a win does not make all the others
 * unbeaten.
 */
function outsiders(
  { first, second, won, lost }: PairCounts,
  islands: readonly (readonly number[])[],
  circle: Uint16Array,
  circles: readonly (readonly number[])[],
): Pick<Connectivity, 'unbeaten' | 'winless'> {
  const gave = new Uint8Array(circles.length);
  const took = new Uint8Array(circles.length);
  const hasWon = new Uint8Array(circle.length);
  const hasLost = new Uint8Array(circle.length);
  for (let pair = 0; pair < first.length; pair++) {
    const i = circle[first[pair] as number] as number;
    const j = circle[second[pair] as number] as number;
    if ((won[pair] as number) > 0)
      hasWon[first[pair] as number] = hasLost[second[pair] as number] = 1;
    if ((lost[pair] as number) > 0)
      hasLost[first[pair] as number] = hasWon[second[pair] as number] = 1;
    if (i === j) continue;
    // Between circles all points went one way.
    if ((won[pair] as number) > 0) took[i] = gave[j] = 1;
    if ((lost[pair] as number) > 0) took[j] = gave[i] = 1;
  }
  const unbeaten: number[] = [];
  const winless: number[] = [];
  const sizeOf = (bot: number): number => circles[circle[bot] as number]?.length ?? 0;
  for (const island of islands) {
    const most = Math.max(...island.map(sizeOf));
    for (const bot of island) {
      const number = circle[bot] as number;
      if (most > 1 && sizeOf(bot) === most) continue;
      if (took[number] === 1 && gave[number] === 0 && hasLost[bot] === 0) unbeaten.push(bot);
      if (gave[number] === 1 && took[number] === 0 && hasWon[bot] === 0) winless.push(bot);
    }
  }
  return { unbeaten: ascending(unbeaten), winless: ascending(winless) };
}

function ascending(bots: readonly number[]): number[] {
  return [...bots].sort((x, y) => x - y);
}
