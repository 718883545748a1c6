/** How a battle ended, as the columns have it. */
export const OUTCOME = { aWins: 0, bWins: 1, tie: 2, bothBad: 3 } as const;

/**
 * Battles as columns, an entry a battle: five bytes each, so that a million of them are read in a
 * millisecond. Bots are numbers below `bots`; two bots of a battle differ.
 */
export interface BattleColumns {
  /** How many bots there are; at most 65,536. */
  readonly bots: number;
  readonly a: Uint16Array;
  readonly b: Uint16Array;
  /** A value of {@link OUTCOME} each. */
  readonly outcome: Uint8Array;
  /**
   * Where the battles of each vote end: the first vote has the battles 0 … voteEnds[0] − 1. A vote is one
   * act of judgement, so it is what is sampled. Without it each battle is a vote of its own.
   */
  readonly voteEnds?: Uint32Array | undefined;
  /** What each battle counts; 1 unless given. All battles of a vote weigh the same. */
  readonly weight?: Float64Array | undefined;
}
