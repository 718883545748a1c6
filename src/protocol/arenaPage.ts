import * as z from 'zod/mini';
import type { Contract } from './rpc.ts';
import { idOf, reply, session, turn, verdict, vote } from '../core/schemas.ts';

/** What the session allows now; the page shows it and never works it out by itself. */
const gate = z.object({
  /** Whether a prompt may be sent, or why not. */
  ask: z.enum(['open', 'busy', 'voteFirst', 'annotated', 'noBots', 'untrusted']),
  /** Whether a vote may be cast, or why not; `cast` in reply mode may still be changed. */
  vote: z.enum(['open', 'nothingYet', 'busy', 'cast', 'annotated']),
  /** The seats that can be voted best: those that have answered what is being judged. */
  winners: z.readonly(z.array(z.string())),
  /** The turn whose failed and stopped replies may be asked again. */
  retryIn: z.optional(idOf<'turn'>()),
});
export type Gate = z.infer<typeof gate>;

/** Why a reply has not begun to show text, or how far it is. */
const progress = z.discriminatedUnion('kind', [
  /** It waits for its turn; all who wait and run, in the order in which they will. */
  z.object({
    kind: z.literal('waiting'),
    /** `cores` also while its own model makes another reply: one makes one at a time. */
    why: z.enum(['cores', 'memory']),
    /** This session's seats that run together, group after group; what is running comes first. */
    plan: z.readonly(z.array(z.readonly(z.array(z.string())))),
    /** How many replies of other sessions go before it. */
    others: z.number(),
  }),
  /** Its process ended too often: it is started again after a pause. */
  z.object({ kind: z.literal('restarting'), pauseMs: z.number() }),
  /** Its server cannot answer yet: it is asked again after a pause. */
  z.object({
    kind: z.literal('retrying'),
    pauseMs: z.number(),
    why: z.enum(['busy', 'loading', 'failing', 'absent']),
  }),
  /** `fraction` is 0 … 1. */
  z.object({ kind: z.literal('loading'), fraction: z.number() }),
  /** Tokens of the prompt. */
  z.object({ kind: z.literal('evaluating'), done: z.number(), total: z.number() }),
]);
export type Progress = z.infer<typeof progress>;

/** The whole session as the store has it, with the text that has streamed so far. */
const arenaSnapshot = z.object({
  /** The number of the last event that is part of this picture. */
  seq: z.number(),
  session,
  turns: z.readonly(z.array(turn)),
  votes: z.readonly(z.array(vote)),
  gate,
  /** Of the replies that have not ended. */
  progress: z.readonly(z.array(z.object({ replyId: idOf<'reply'>(), progress }))),
  /** The turn to open at, told once; without one the page opens at the end. */
  showTurn: z.optional(idOf<'turn'>()),
});
export type ArenaSnapshot = z.infer<typeof arenaSnapshot>;

const nothing = z.object({});

/**
 * The border between the host and one arena page, which shows one session. Each event carries the
 * next `seq`; a page that misses one asks for a snapshot.
 */
export const arenaPage = {
  calls: {
    'session/snapshot': { ask: nothing, answer: arenaSnapshot },
    /** Stops every reply of the session that is under way. */
    'session/stop': { ask: nothing, answer: nothing },
    /** Opens a new session in a page of its own. */
    'session/new': { ask: nothing, answer: nothing },
    'session/export': { ask: nothing, answer: nothing },
    /** Answers once the turn is stored: what is shown as sent survives a killed window. */
    'turn/start': {
      ask: z.object({ prompt: z.string() }),
      answer: z.object({ turnId: idOf<'turn'>() }),
    },
    'reply/stop': { ask: z.object({ replyId: idOf<'reply'>() }), answer: nothing },
    /** Keeps what the bot should have said; without text it is taken back. Answers once it is stored. */
    'reply/correct': {
      ask: z.object({ replyId: idOf<'reply'>(), correction: z.optional(z.string()) }),
      answer: nothing,
    },
    'reply/retry': { ask: z.object({ replyId: idOf<'reply'>() }), answer: nothing },
    /** Votes on a turn, or without one on the whole session; answers once the vote is stored. */
    'vote/cast': {
      ask: z.object({
        turnId: z.optional(idOf<'turn'>()),
        verdict,
        comment: z.string(),
      }),
      answer: nothing,
    },
    'leaderboard/open': { ask: nothing, answer: nothing },
    'settings/open': { ask: nothing, answer: nothing },
    /** Lets the user say where the model is. */
    'model/add': { ask: nothing, answer: nothing },
    'log/show': { ask: nothing, answer: nothing },
    'apiKey/set': { ask: z.object({ botName: z.string() }), answer: nothing },
    'clipboard/write': { ask: z.object({ text: z.string() }), answer: nothing },
    /** Opens http, https and mailto addresses outside; for web pages the editor asks first. */
    'link/open': { ask: z.object({ url: z.string() }), answer: nothing },
  },
  events: {
    /** Text that came within one frame, for any number of replies. */
    deltas: z.object({
      seq: z.number(),
      deltas: z.readonly(
        z.array(
          z.object({
            replyId: idOf<'reply'>(),
            text: z.string(),
            /** What the model thought, which comes apart from its answer. */
            thinking: z.optional(z.string()),
          }),
        ),
      ),
    }),
    progress: z.object({ seq: z.number(), replyId: idOf<'reply'>(), progress }),
    /** A turn was added. */
    turn: z.object({ seq: z.number(), turn, gate }),
    /** A reply's state changed; it comes whole. */
    reply: z.object({ seq: z.number(), reply, gate }),
    /** More changed than events tell: the page asks for a snapshot. */
    reloaded: nothing,
    /** Brings this turn into sight; changes nothing. */
    showTurn: z.object({ turnId: idOf<'turn'>() }),
    /** The session or its votes changed. */
    session: z.object({ seq: z.number(), session, votes: z.readonly(z.array(vote)), gate }),
  },
} as const satisfies Contract;
