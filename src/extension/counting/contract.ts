import * as z from 'zod/mini';
import type { Board } from '../../core/ranking/board.ts';
import type { BoardOptions } from '../../core/ranking/options.ts';
import type { Cell, VotesBehind } from '../../protocol/leaderboardPage.ts';
import type { Contract } from '../../protocol/rpc.ts';
import type { ChangedSessions, ReportContent } from '../app/voteCounter.ts';

/** Not checked: both threads are of one program, and checking a large board would hold up the editor's. */
const own = <T>() => z.custom<T>();

/** The border between the extension host and the thread that counts votes; see `VoteCounter`. */
export const counting = {
  calls: {
    take: { ask: own<ChangedSessions>(), answer: own<undefined>() },
    board: { ask: own<BoardOptions>(), answer: own<Board>() },
    report: { ask: own<BoardOptions>(), answer: own<ReportContent>() },
    json: {
      ask: own<{ readonly options: BoardOptions; readonly program: string }>(),
      answer: own<string>(),
    },
    behind: {
      ask: own<{ readonly options: BoardOptions; readonly cell: Cell }>(),
      answer: own<VotesBehind>(),
    },
  },
  events: {},
} as const satisfies Contract;
