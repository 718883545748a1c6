import { createHash } from 'node:crypto';
import type { SessionId } from '../../core/model.ts';
import type { Ballot } from '../../core/ranking/ballot.ts';
import { ballotsOf } from '../../core/ranking/ballots.ts';
import type { Board } from '../../core/ranking/board.ts';
import { leaderboardJson } from '../../core/ranking/boardJson.ts';
import { bootstrapEloTable } from '../../core/ranking/bootstrapEloTable.ts';
import { makeBoard } from '../../core/ranking/makeBoard.ts';
import type { BoardOptions } from '../../core/ranking/options.ts';
import { votesBehind } from '../../core/ranking/votesBehind.ts';
import type { Cell, VotesBehind } from '../../protocol/leaderboardPage.ts';
import type { ChangedSessions, ReportContent } from '../app/voteCounter.ts';

/** The ballots of the sessions that it was told of, and what can be made of them. */
export class BallotKeeper {
  readonly #held = new Map<SessionId, readonly Ballot[]>();
  readonly #unreadable = new Set<SessionId>();
  #all: readonly Ballot[] | undefined;
  /** A page that is shown again, or a file that is saved, asks for the same once more. */
  #last: { readonly of: string; readonly board: Board } | undefined;

  take({ changed, gone, unreadable }: ChangedSessions): void {
    this.#all = undefined;
    this.#last = undefined;
    for (const id of [...gone, ...unreadable]) this.#held.delete(id);
    for (const record of changed) this.#held.set(record.session.id, ballotsOf(record));
    for (const id of [...gone, ...changed.map(({ session }) => session.id)]) {
      this.#unreadable.delete(id);
    }
    for (const id of unreadable) this.#unreadable.add(id);
  }

  board(options: BoardOptions): Board {
    const of = JSON.stringify(options);
    if (this.#last?.of !== of) {
      const board = makeBoard(this.#ballots(), options, sha256);
      this.#last = { of, board: withUnreadable(board, this.#unreadable.size) };
    }
    return this.#last.board;
  }

  report(options: BoardOptions): ReportContent {
    return {
      board: this.board(options),
      bootstrapElo: bootstrapEloTable(this.#ballots(), options),
    };
  }

  json(options: BoardOptions, program: string): string {
    return leaderboardJson(this.board(options), program);
  }

  behind(options: BoardOptions, cell: Cell): VotesBehind {
    return votesBehind(this.#ballots(), options, cell);
  }

  #ballots(): readonly Ballot[] {
    this.#all ??= [...this.#held.values()].flat();
    return this.#all;
  }
}

function withUnreadable(board: Board, sessions: number): Board {
  if (sessions === 0) return board;
  return { ...board, warnings: [...board.warnings, { kind: 'unreadable', sessions }] };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
