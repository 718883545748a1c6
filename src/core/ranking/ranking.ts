import type { BoardWarning } from './board.ts';

/** One bot in a ranking; plain numbers, as `chatzoo rank` prints them. */
export interface RankedBot {
  readonly name: string;
  readonly rating: number;
  readonly lower: number;
  readonly upper: number;
  readonly rankLow: number;
  readonly rankHigh: number;
  /** Whether its votes are enough for the rating to mean anything. */
  readonly enough: boolean;
  readonly battles: number;
  readonly wins: number;
  readonly ties: number;
  readonly losses: number;
}

/** The table alone, of votes as columns: what a million votes need. Best first, equals by name. */
export interface Ranking {
  readonly votes: number;
  readonly battles: number;
  readonly bots: readonly RankedBot[];
  readonly warnings: readonly BoardWarning[];
}
