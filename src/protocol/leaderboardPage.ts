import * as z from 'zod/mini';
import { board } from '../core/ranking/board.ts';
import { boardOptions } from '../core/ranking/options.ts';
import { idOf } from '../core/schemas.ts';
import type { Contract } from './rpc.ts';

const nothing = z.object({});

const behind = z.object({
  /** How many there are; the list may be shorter. */
  total: z.number(),
  votes: z.readonly(
    z.array(
      z.object({
        id: z.string(),
        sessionId: z.optional(idOf<'session'>()),
        turnId: z.optional(idOf<'turn'>()),
        title: z.string(),
        castAt: z.number(),
        voter: z.string(),
        /** What the vote said, in signs that need no translation: `Ant > Bee, Cat`, `Ant = Bee`; `✗ …` for all bad. */
        outcome: z.string(),
        shown: z.readonly(z.array(z.string())),
        flags: z.readonly(z.array(z.string())),
        counted: z.boolean(),
      }),
    ),
  ),
});
export type VotesBehind = z.infer<typeof behind>;

/** Which votes are meant: those that fit every part given. Bots by their key on the board. */
export const cell = z.object({
  a: z.optional(z.string()),
  b: z.optional(z.string()),
  /** What the vote said of `a` (against `b`, or against anybody). */
  outcome: z.optional(z.enum(['win', 'tie', 'loss'])),
  voter: z.optional(z.string()),
  /** Another voter who judged the same. */
  otherVoter: z.optional(z.string()),
  /** UTC, `2026-01-31`. */
  day: z.optional(z.string()),
  /** A reason of `excluded`: the votes that are left out for it. */
  excluded: z.optional(z.string()),
});
export type Cell = z.infer<typeof cell>;

/** The border between the host and the leaderboard page. */
export const leaderboardPage = {
  calls: {
    /** Answered at once, so that the page knows that somebody is there. */
    ping: { ask: nothing, answer: nothing },
    /** The board by these options; the page says them each time, for it alone remembers them. */
    'board/get': { ask: boardOptions, answer: board },
    /** At most 200 votes, newest first. */
    'board/behind': { ask: z.object({ options: boardOptions, cell }), answer: behind },
    'session/open': {
      ask: z.object({ id: idOf<'session'>(), turnId: z.optional(idOf<'turn'>()) }),
      answer: nothing,
    },
    'arena/open': { ask: nothing, answer: nothing },
    /** Asks where to save what the page has drawn or listed. @returns false if the user thought better of it */
    'file/save': {
      ask: z.object({
        /** A name without folder or ending. */
        name: z.string(),
        content: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('svg'), text: z.string() }),
          z.object({ kind: z.literal('csv'), text: z.string() }),
          /** Base64. */
          z.object({ kind: z.literal('png'), base64: z.string() }),
        ]),
      }),
      answer: z.object({ saved: z.boolean() }),
    },
    /** The whole board as one HTML file, or as `leaderboard.json`. */
    'board/save': {
      ask: z.object({ options: boardOptions, format: z.enum(['html', 'json']) }),
      answer: z.object({ saved: z.boolean() }),
    },
  },
  events: {
    /** Votes came or went: the page asks again. */
    changed: nothing,
  },
} as const satisfies Contract;
