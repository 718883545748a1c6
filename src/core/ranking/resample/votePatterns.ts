import { OUTCOME, type BattleColumns } from '../battleColumns.ts';
import { countPairs, isCountable, type PairCounts } from '../fit/pairCounts.ts';
import { isPairVotes, pairPlaces } from '../fit/voteStream.ts';

/** How a battle ended, seen from the first bot of its pair: added to four times the pair's number. */
export const CELL = { won: 0, lost: 1, tied: 2 } as const;
export const CELLS = 4;

/**
 * The votes without what cannot matter to a fit: their order, the side that a bot stood on, the order of
 * the battles in a vote. Votes that are then alike are one pattern. The same votes in any order give the
 * same patterns in the same order.
 */
export interface VotePatterns {
  /** All votes together. */
  readonly pairs: PairCounts;
  /** How many votes have each pattern. */
  readonly votes: Float64Array;
  /** Where each pattern's battles end in `cells`. */
  readonly ends: Uint32Array;
  /** Battles: four times the number of the pair plus a value of {@link CELL}. */
  readonly cells: Uint32Array;
  /** What each battle of a pattern counts. */
  readonly weights: Float64Array;
}

/** What {@link countPairs} leaves out is left out here, and so are votes with nothing else. */
export function votePatterns(battles: BattleColumns): VotePatterns {
  const pairs = countPairs(battles);
  const patterns = isPairVotes(battles) ? singlePatterns(pairs) : anyPatterns(battles, pairs);
  return { pairs, ...patterns };
}

type Patterns = Omit<VotePatterns, 'pairs'>;

/** Of votes of one battle each: there are as many of a pattern as battles that ended so. */
function singlePatterns({ won, lost, tied }: PairCounts): Patterns {
  const cells: number[] = [];
  const votes: number[] = [];
  const add = (cell: number, count: number): void => {
    if (count === 0) return;
    cells.push(cell);
    votes.push(count);
  };
  for (let pair = 0; pair < won.length; pair++) {
    add(pair * CELLS + CELL.won, won[pair] as number);
    add(pair * CELLS + CELL.lost, lost[pair] as number);
    add(pair * CELLS + CELL.tied, tied[pair] as number);
  }
  return {
    votes: Float64Array.from(votes),
    ends: Uint32Array.from(cells, (_, pattern) => pattern + 1),
    cells: Uint32Array.from(cells),
    weights: new Float64Array(cells.length).fill(1),
  };
}

interface Pattern {
  readonly cells: Uint32Array;
  readonly weight: number;
  votes: number;
}

function anyPatterns(battles: BattleColumns, pairs: PairCounts): Patterns {
  const found = [...distinctVotes(battles, pairs)].sort(
    (x, y) => compareCells(x.cells, y.cells) || x.weight - y.weight,
  );
  let length = 0;
  const ends = Uint32Array.from(found, pattern => (length += pattern.cells.length));
  const cells = new Uint32Array(length);
  found.forEach((pattern, i) => cells.set(pattern.cells, (ends[i] ?? 0) - pattern.cells.length));
  return {
    votes: Float64Array.from(found, pattern => pattern.votes),
    ends,
    cells,
    weights: Float64Array.from(found, pattern => pattern.weight),
  };
}

function distinctVotes(battles: BattleColumns, pairs: PairCounts): Iterable<Pattern> {
  const { a, weight } = battles;
  const voteEnds = battles.voteEnds ?? Uint32Array.from(a, (_, battle) => battle + 1);
  const cellOf = cellFinder(battles, pairs);
  const found = new Map<string, Pattern>();
  let start = 0;
  for (const end of voteEnds) {
    const list: number[] = [];
    for (let battle = start; battle < end; battle++) {
      const cell = cellOf(battle);
      if (cell !== undefined) list.push(cell);
    }
    const each = weight?.[start] ?? 1;
    start = end;
    if (list.length === 0) continue;
    const cells = Uint32Array.from(list).sort();
    const key = `${each} ${String.fromCharCode(...new Uint16Array(cells.buffer))}`;
    const pattern = found.get(key);
    if (pattern) pattern.votes++;
    else found.set(key, { cells, weight: each, votes: 1 });
  }
  return found.values();
}

function compareCells(x: Uint32Array, y: Uint32Array): number {
  const length = Math.min(x.length, y.length);
  for (let i = 0; i < length; i++) {
    const difference = (x[i] as number) - (y[i] as number);
    if (difference !== 0) return difference;
  }
  return x.length - y.length;
}

/** The cell of a battle by its number; undefined for one that does not count. */
function cellFinder(
  battles: BattleColumns,
  pairs: PairCounts,
): (battle: number) => number | undefined {
  const { a, b, outcome } = battles;
  const placeOf = pairPlaces(pairs);
  return battle => {
    if (!isCountable(battles, battle)) return undefined;
    const botA = a[battle] as number;
    const botB = b[battle] as number;
    const how = outcome[battle];
    const first = CELLS * placeOf(botA, botB);
    if (how !== OUTCOME.aWins && how !== OUTCOME.bWins) return first + CELL.tied;
    return first + ((how === OUTCOME.aWins) === botA < botB ? CELL.won : CELL.lost);
  };
}
