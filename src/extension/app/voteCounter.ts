import type { SessionRecord } from '../../core/formats/record.ts';
import type { SessionId } from '../../core/model.ts';
import type { Board } from '../../core/ranking/board.ts';
import type { BootstrapEloRow } from '../../core/ranking/bootstrapEloTable.ts';
import type { BoardOptions } from '../../core/ranking/options.ts';
import type { Cell, VotesBehind } from '../../protocol/leaderboardPage.ts';

/** Sessions whose ballots are others now. */
export interface ChangedSessions {
  /** Whole: ballots of them that it holds go. */
  readonly changed: readonly SessionRecord[];
  readonly gone: readonly SessionId[];
  /** Voted on, but nobody can read what: each board says how many these are. */
  readonly unreadable: readonly SessionId[];
}

/** What a report tells of; costs more than a board does. */
export interface ReportContent {
  readonly board: Board;
  readonly bootstrapElo: readonly BootstrapEloRow[];
}

/**
 * Counts votes where nobody else has to wait for it. It holds the ballots of all sessions that it was told
 * of, and answers in the order of asking. Each promise fails with a sentence for the user if it breaks.
 */
export interface VoteCounter {
  /** It broke, or nobody asked for long: it holds nothing any more and answers nothing. */
  readonly isOver: boolean;
  take(sessions: ChangedSessions): Promise<void>;
  board(options: BoardOptions): Promise<Board>;
  report(options: BoardOptions): Promise<ReportContent>;
  /** The board as `leaderboard.json`. @param program the version of what writes it. */
  json(options: BoardOptions, program: string): Promise<string>;
  behind(options: BoardOptions, cell: Cell): Promise<VotesBehind>;
  /** Whoever still waits gets an error. */
  end(): Promise<void>;
}
