import { OUTCOME, type BattleColumns } from '../battleColumns.ts';

/**
 * All that the battles say about the ratings: how each pair of bots fared. An entry a pair that met,
 * sorted, `first` < `second`.
 */
export interface PairCounts {
  readonly bots: number;
  readonly first: Uint16Array;
  readonly second: Uint16Array;
  /** Sums of the battles' weights: the first bot won, the second won, neither. */
  readonly won: Float64Array;
  readonly lost: Float64Array;
  readonly tied: Float64Array;
  /** How many battles, whatever they weigh. */
  readonly met: Float64Array;
}

/** Up to here there is a table of all pairs (16 MiB at most); beyond, battles are sorted. */
const TABLE_BOTS = 1024;
const OUTCOMES = 4;

/** All but a bot against itself, an outcome that there is not, and a weight that is no positive number. */
export function isCountable({ a, b, outcome, weight }: BattleColumns, at: number): boolean {
  const weighs = weight?.[at] ?? 1;
  return a[at] !== b[at] && (outcome[at] as number) < OUTCOMES && weighs > 0 && weighs < Infinity;
}

/** Counts the battles of each pair, as far as they are countable. */
export function countPairs(battles: BattleColumns): PairCounts {
  return battles.weight === undefined && battles.bots <= TABLE_BOTS
    ? countInTable(battles)
    : countSorted(battles);
}

/** Battles per bot, whatever they weigh. */
export function battlesPerBot(counts: PairCounts): Float64Array {
  const battles = new Float64Array(counts.bots);
  for (let pair = 0; pair < counts.met.length; pair++) {
    const met = counts.met[pair] as number;
    (battles[counts.first[pair] as number] as number) += met;
    (battles[counts.second[pair] as number] as number) += met;
  }
  return battles;
}

function countInTable(battles: BattleColumns): PairCounts {
  const { bots } = battles;
  const table = new Uint32Array(bots * bots * OUTCOMES);
  tally(battles, table);
  const pairs = new PairList(bots, (bots * (bots - 1)) / 2);
  for (let i = 0; i < bots; i++) foldRow(table, i, pairs);
  return pairs.counts();
}

/** What a bot met with all later ones, whichever of the two was `a`. */
function foldRow(table: Uint32Array, i: number, pairs: PairList): void {
  const { bots } = pairs;
  for (let j = i + 1; j < bots; j++) {
    const ij = (i * bots + j) * OUTCOMES;
    const ji = (j * bots + i) * OUTCOMES;
    const won = sum(table, ij + OUTCOME.aWins, ji + OUTCOME.bWins);
    const lost = sum(table, ij + OUTCOME.bWins, ji + OUTCOME.aWins);
    const tied =
      sum(table, ij + OUTCOME.tie, ji + OUTCOME.tie) +
      sum(table, ij + OUTCOME.bothBad, ji + OUTCOME.bothBad);
    if (won + lost + tied > 0) pairs.add(i, j, won, lost, tied);
  }
}

/** The one loop over millions: a battle is one addition to a table that fits the cache. */
function tally({ a, b, outcome, bots }: BattleColumns, table: Uint32Array): void {
  for (let at = 0; at < a.length; at++) {
    const how = outcome[at] as number;
    if (how >= OUTCOMES) continue;
    (table[((a[at] as number) * bots + (b[at] as number)) * OUTCOMES + how] as number)++;
  }
}

function sum(table: Uint32Array, x: number, y: number): number {
  return (table[x] as number) + (table[y] as number);
}

/** The same in time and memory that grow with the battles, not with the square of the bots. */
function countSorted(battles: BattleColumns): PairCounts {
  const { bots, a, b, outcome, weight } = battles;
  const { starts, order } = byLowerBot(battles);
  const pairs = new PairList(bots, Math.min(order.length, (bots * (bots - 1)) / 2));
  const placeOf = new Int32Array(bots).fill(-1);
  const partners = new Uint16Array(bots);
  for (let lower = 0; lower < bots; lower++) {
    const from = starts[lower] as number;
    const to = starts[lower + 1] as number;
    let found = 0;
    for (let at = from; at < to; at++) {
      const battle = order[at] as number;
      const other = Math.max(a[battle] as number, b[battle] as number);
      if (placeOf[other] !== -1) continue;
      placeOf[other] = 0;
      partners[found++] = other;
    }
    for (const other of partners.subarray(0, found).sort()) {
      placeOf[other] = pairs.add(lower, other, 0, 0, 0);
    }
    for (let at = from; at < to; at++) {
      const battle = order[at] as number;
      const isFirst = a[battle] === lower;
      const place = placeOf[(isFirst ? b : a)[battle] as number] as number;
      pairs.count(place, isFirst, outcome[battle] as number, weight?.[battle] ?? 1);
    }
    for (const other of partners.subarray(0, found)) placeOf[other] = -1;
  }
  return pairs.counts();
}

/** The countable battles by the lower number of their two bots. */
function byLowerBot(battles: BattleColumns): { starts: Uint32Array; order: Uint32Array } {
  const { bots, a, b } = battles;
  const starts = new Uint32Array(bots + 1);
  for (let at = 0; at < a.length; at++) {
    if (isCountable(battles, at))
      (starts[Math.min(a[at] as number, b[at] as number) + 1] as number)++;
  }
  for (let bot = 0; bot < bots; bot++) (starts[bot + 1] as number) += starts[bot] as number;
  const next = starts.slice();
  const order = new Uint32Array(starts[bots] as number);
  for (let at = 0; at < a.length; at++) {
    if (!isCountable(battles, at)) continue;
    const lower = Math.min(a[at] as number, b[at] as number);
    order[(next[lower] as number)++] = at;
  }
  return { starts, order };
}

/** Columns of pairs that are still being filled. */
class PairList implements PairCounts {
  readonly bots: number;
  readonly first: Uint16Array;
  readonly second: Uint16Array;
  readonly won: Float64Array;
  readonly lost: Float64Array;
  readonly tied: Float64Array;
  readonly met: Float64Array;
  #length = 0;

  constructor(bots: number, capacity: number) {
    this.bots = bots;
    this.first = new Uint16Array(capacity);
    this.second = new Uint16Array(capacity);
    this.won = new Float64Array(capacity);
    this.lost = new Float64Array(capacity);
    this.tied = new Float64Array(capacity);
    this.met = new Float64Array(capacity);
  }

  /** @returns its place. */
  add(first: number, second: number, won: number, lost: number, tied: number): number {
    const place = this.#length++;
    this.first[place] = first;
    this.second[place] = second;
    this.won[place] = won;
    this.lost[place] = lost;
    this.tied[place] = tied;
    this.met[place] = won + lost + tied;
    return place;
  }

  /** One battle more, in which the pair's first bot was `a` or was not. */
  count(place: number, isFirst: boolean, outcome: number, weight: number): void {
    const isDecided = outcome === OUTCOME.aWins || outcome === OUTCOME.bWins;
    const firstWon = (outcome === OUTCOME.aWins) === isFirst;
    const sums = isDecided ? (firstWon ? this.won : this.lost) : this.tied;
    (sums[place] as number) += weight;
    (this.met[place] as number)++;
  }

  /** As far as they are filled. */
  counts(): PairCounts {
    const to = this.#length;
    return {
      bots: this.bots,
      first: this.first.subarray(0, to),
      second: this.second.subarray(0, to),
      won: this.won.subarray(0, to),
      lost: this.lost.subarray(0, to),
      tied: this.tied.subarray(0, to),
      met: this.met.subarray(0, to),
    };
  }
}
