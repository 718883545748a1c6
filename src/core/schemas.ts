import * as z from 'zod/mini';
import {
  ANNOTATION_MODES,
  MODES,
  REPLY_ERROR_CODES,
  SEAT_KINDS,
  VOTE_FLAGS,
  type Id,
  type Message,
  type Reply,
  type ReplyState,
  type Sampling,
  type SeatedBot,
  type Session,
  type Timings,
  type TokenCounts,
  type Turn,
  type Verdict,
  type Vote,
} from './model.ts';

// The words of model.ts as schemas: for what crosses a process border, and for files.

type Keys<T> = T extends unknown ? keyof T : never;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? unknown : never) : never;

/** Holds a schema to a type both ways: a field or a variant that only one of them has does not compile. */
const exactly =
  <T>() =>
  <S extends z.ZodMiniType>(schema: S & Same<z.infer<S>, T> & Same<Keys<z.infer<S>>, Keys<T>>): S =>
    schema;

export const idOf = <Kind extends string>(): z.ZodMiniType<Id<Kind>> =>
  z.string().check(z.minLength(1)) as unknown as z.ZodMiniType<Id<Kind>>;

/** The last instant that a Date holds, in milliseconds since 1970. */
const LAST_INSTANT = 8.64e15;

/** Whole milliseconds since 1970. */
const timestamp = z.number().check(z.multipleOf(1), z.gte(0), z.lte(LAST_INSTANT));

export const sampling = exactly<Sampling>()(
  z.object({
    temperature: z.optional(z.number()),
    topP: z.optional(z.number()),
    topK: z.optional(z.number()),
    minP: z.optional(z.number()),
    repeatPenalty: z.optional(z.number()),
    frequencyPenalty: z.optional(z.number()),
    presencePenalty: z.optional(z.number()),
    maxTokens: z.optional(z.number()),
    seed: z.optional(z.number()),
    stop: z.optional(z.readonly(z.array(z.string()))),
  }),
);

export const message = exactly<Message>()(
  z.object({
    role: z.enum(['system', 'user', 'assistant']),
    text: z.string(),
  }),
);

const seatedBot = exactly<SeatedBot>()(
  z.object({
    seat: z.string(),
    name: z.string(),
    kind: z.enum(SEAT_KINDS),
    model: z.string(),
    fingerprint: idOf<'fingerprint'>(),
    systemPrompt: z.optional(z.string()),
  }),
);

export const session = exactly<Session>()(
  z.object({
    id: idOf<'session'>(),
    title: z.string(),
    mode: z.enum(MODES),
    annotationMode: z.enum(ANNOTATION_MODES),
    createdAt: timestamp,
    updatedAt: timestamp,
    annotatedAt: z.optional(timestamp),
    pinned: z.boolean(),
    tags: z.readonly(z.array(z.string())),
    origin: z.optional(z.string()),
    seats: z.readonly(z.array(seatedBot)),
  }),
);

const replyState = exactly<ReplyState>()(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('queued') }),
    z.object({ kind: z.literal('streaming') }),
    z.object({ kind: z.literal('done'), finish: z.enum(['stop', 'length']) }),
    z.object({ kind: z.literal('stopped') }),
    z.object({ kind: z.literal('failed'), code: z.enum(REPLY_ERROR_CODES), message: z.string() }),
  ]),
);

export const timings = exactly<Timings>()(
  z.object({
    waitMs: z.number(),
    firstTokenMs: z.number(),
    totalMs: z.number(),
    tokensPerSecond: z.optional(z.number()),
  }),
);

export const tokenCounts = exactly<TokenCounts>()(
  z.object({
    prompt: z.number(),
    completion: z.number(),
    evaluated: z.optional(z.number()),
  }),
);

export const reply = exactly<Reply>()(
  z.object({
    id: idOf<'reply'>(),
    turnId: idOf<'turn'>(),
    seat: z.string(),
    botName: z.string(),
    model: z.string(),
    fingerprint: idOf<'fingerprint'>(),
    sampling,
    attempt: z.number(),
    text: z.string(),
    thinking: z.optional(z.string()),
    leftOutTurns: z.optional(z.number()),
    correction: z.optional(z.string()),
    state: replyState,
    timings: z.optional(timings),
    tokens: z.optional(tokenCounts),
  }),
);

export const turn = exactly<Turn>()(
  z.object({
    id: idOf<'turn'>(),
    sessionId: idOf<'session'>(),
    index: z.number(),
    prompt: z.string(),
    createdAt: timestamp,
    replies: z.readonly(z.array(reply)),
  }),
);

export const verdict = exactly<Verdict>()(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('best'), winner: z.string() }),
    z.object({ kind: z.literal('allGood') }),
    z.object({ kind: z.literal('allBad') }),
    z.object({
      kind: z.literal('ranking'),
      order: z.readonly(z.array(z.readonly(z.array(z.string())))),
    }),
  ]),
);

export const vote = exactly<Vote>()(
  z.object({
    id: idOf<'vote'>(),
    sessionId: idOf<'session'>(),
    turnId: z.optional(idOf<'turn'>()),
    castAt: timestamp,
    voter: z.object({ kind: z.literal('human'), name: z.string() }),
    verdict,
    shown: z.readonly(z.array(seatedBot)),
    blind: z.boolean(),
    supersedes: z.optional(idOf<'vote'>()),
    comment: z.string(),
    flags: z.readonly(z.array(z.enum(VOTE_FLAGS))),
  }),
);
