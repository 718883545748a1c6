import type { Ballot } from './ballot.ts';
import type { BattleColumns } from './battleColumns.ts';
import { eachPair } from './battles.ts';
import { compareText } from './canonicalOrder.ts';
import { detailOf, groupKey, namedGroups, type Group } from './grouping.ts';
import type { BoardOptions } from './options.ts';

/** What ballots say of the bots of a board, as columns, and the way back from each battle. */
export interface BoardColumns {
  /** Between the first `battles.bots` groups; votes that make no battle are not among its votes. */
  readonly battles: BattleColumns;
  /** Those with battles first; by key within both parts. */
  readonly groups: readonly Group[];
  /** Of each group: ballots that it was shown in. */
  readonly votes: Float64Array;
  /** Of each group: the median of the tokens a second of its answers; NaN where none is known. */
  readonly speeds: Float64Array;
  /** The ballot of each battle. */
  readonly ballotOf: Uint32Array;
  /** Where the bots of each battle stood, 0 for the first from the left. */
  readonly placeA: Uint16Array;
  readonly placeB: Uint16Array;
  /** Battles of a group against itself, left out. */
  readonly self: number;
  /** Groups that are too many for a board. */
  readonly leftOut: number;
}

/**
 * More groups are no board: seeds that were drawn, say. Those with the most battles are kept, for the
 * others nothing is counted.
 */
export const MOST_GROUPS = 10_000;

/**
 * Groups the bots of ballots and lists their battles.
 *
 * Groups are numbered by their keys and battles stand in the order of the ballots, so the same ballots
 * in canonical order always give the same columns.
 */
export function columnsOf(
  ballots: readonly Ballot[],
  { groupBy, weighting }: Pick<BoardOptions, 'groupBy' | 'weighting'>,
): BoardColumns {
  const seen = seenIn(ballots, groupBy);
  const number = numbered(seen);
  const rated = seen.groups.filter(
    ({ battles }, i) => battles > 0 && number[i] !== LEFT_OUT,
  ).length;
  const size = seen.battles;
  const a = new Uint16Array(size);
  const b = new Uint16Array(size);
  const outcomes = new Uint8Array(size);
  const placeA = new Uint16Array(size);
  const placeB = new Uint16Array(size);
  const ballotOf = new Uint32Array(size);
  const weight = weighting === 'split' ? new Float64Array(size) : undefined;
  const voteEnds: number[] = [];
  let battle = 0;
  let begin = 0;
  let current = 0;
  const visit = (i: number, j: number, outcome: number): void => {
    const [one, other] = [seen.groupOf[begin + i] ?? 0, seen.groupOf[begin + j] ?? 0];
    const [botA, botB] = [number[one] ?? LEFT_OUT, number[other] ?? LEFT_OUT];
    if (one === other || botA === LEFT_OUT || botB === LEFT_OUT) return;
    a[battle] = botA;
    b[battle] = botB;
    outcomes[battle] = outcome;
    placeA[battle] = i;
    placeB[battle] = j;
    ballotOf[battle] = current;
    battle++;
  };
  for (const { verdict, shown } of ballots) {
    const first = battle;
    eachPair(verdict, shown, visit);
    if (battle > first) {
      voteEnds.push(battle);
      weight?.fill(1 / (shown.length - 1), first, battle);
    }
    begin += shown.length;
    current++;
  }
  const kept = inOrder(seen.groups, number);
  return {
    battles: {
      bots: rated,
      a: a.subarray(0, battle),
      b: b.subarray(0, battle),
      outcome: outcomes.subarray(0, battle),
      voteEnds: Uint32Array.from(voteEnds),
      weight: weight?.subarray(0, battle),
    },
    groups: namedGroups(groupBy, kept),
    votes: Float64Array.from(kept, group => group.votes),
    speeds: Float64Array.from(kept, group => median(group.speeds)),
    ballotOf,
    placeA,
    placeB,
    self: seen.self,
    leftOut: seen.groups.length - kept.length,
  };
}

interface SeenGroup {
  readonly key: string;
  readonly first: Ballot['shown'][number];
  readonly details: Set<string>;
  /** The last one added. */
  detail: string | undefined;
  readonly speeds: number[];
  votes: number;
  battles: number;
  /** The last ballot it was counted for: one that it has two seats in counts once. */
  ballot: number;
}

function newGroup(key: string, first: SeenGroup['first']): SeenGroup {
  return {
    key,
    first,
    details: new Set(),
    detail: undefined,
    speeds: [],
    votes: 0,
    battles: 0,
    ballot: -1,
  };
}

interface Seen {
  /** In order of appearance. */
  readonly groups: readonly SeenGroup[];
  /** The group of each contestant of each ballot, one after the other. */
  readonly groupOf: readonly number[];
  readonly battles: number;
  readonly self: number;
}

function seenIn(ballots: readonly Ballot[], by: BoardOptions['groupBy']): Seen {
  const keyOf = groupKey(by);
  const known = new Map<string, number>();
  const groups: SeenGroup[] = [];
  const groupOf: number[] = [];
  let [battles, self, begin, current] = [0, 0, 0, 0];
  const visit = (i: number, j: number): void => {
    const [one, other] = [groups[groupOf[begin + i] ?? 0], groups[groupOf[begin + j] ?? 0]];
    if (!one || !other) return;
    if (one === other) {
      self++;
      return;
    }
    one.battles++;
    other.battles++;
    battles++;
  };
  for (const { verdict, shown } of ballots) {
    begin = groupOf.length;
    for (const bot of shown) {
      const key = keyOf(bot);
      let index = known.get(key);
      if (index === undefined) {
        index = groups.length;
        known.set(key, index);
        groups.push(newGroup(key, bot));
      }
      groupOf.push(index);
      const group = groups[index];
      if (!group) continue;
      const detail = detailOf(by, bot);
      // Mostly the same as before: asking the set costs more.
      if (detail !== group.detail) group.details.add((group.detail = detail));
      if (bot.answer?.tokensPerSecond !== undefined) group.speeds.push(bot.answer.tokensPerSecond);
      if (group.ballot !== current) group.votes++;
      group.ballot = current;
    }
    eachPair(verdict, shown, visit);
    current++;
  }
  return { groups, groupOf, battles, self };
}

/** The number of a group that is not on the board. */
const LEFT_OUT = 0xffffffff;

/** The final number of each group by its order of appearance. */
function numbered({ groups }: Seen): Uint32Array {
  const number = new Uint32Array(groups.length).fill(LEFT_OUT);
  let kept = groups.map((group, index) => ({ group, index }));
  kept.sort((x, y) => compareText(x.group.key, y.group.key));
  if (kept.length > MOST_GROUPS) {
    kept.sort((x, y) => y.group.battles - x.group.battles);
    kept = kept.slice(0, MOST_GROUPS);
    kept.sort((x, y) => compareText(x.group.key, y.group.key));
  }
  kept.sort((x, y) => Number(x.group.battles === 0) - Number(y.group.battles === 0));
  kept.forEach(({ index }, place) => (number[index] = place));
  return number;
}

function inOrder(groups: readonly SeenGroup[], number: Uint32Array): readonly SeenGroup[] {
  const ordered: SeenGroup[] = [];
  groups.forEach((group, index) => {
    const place = number[index] ?? LEFT_OUT;
    if (place !== LEFT_OUT) ordered[place] = group;
  });
  return ordered;
}

/** NaN of nothing. */
function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}
