import * as z from 'zod/mini';
import {
  ANNOTATION_MODES,
  BOT_KINDS,
  MODES,
  REPLY_ERROR_CODES,
  type Fingerprint,
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
} from '../core/model.ts';

// The words of core/model.ts as schemas. `satisfies` holds each to its type: a field that is
// added there and forgotten here does not compile.

export const idOf = <Kind extends string>(): z.ZodMiniType<Id<Kind>> =>
  z.string().check(z.minLength(1)) as unknown as z.ZodMiniType<Id<Kind>>;

export const sampling = z.object({
  temperature: z.optional(z.number()),
  topP: z.optional(z.number()),
  topK: z.optional(z.number()),
  minP: z.optional(z.number()),
  repeatPenalty: z.optional(z.number()),
  maxTokens: z.optional(z.number()),
  seed: z.optional(z.number()),
  stop: z.optional(z.readonly(z.array(z.string()))),
}) satisfies z.ZodMiniType<Sampling>;

export const message = z.object({
  role: z.enum(['system', 'user', 'assistant']),
  text: z.string(),
}) satisfies z.ZodMiniType<Message>;

const seatedBot = z.object({
  seat: z.string(),
  name: z.string(),
  kind: z.enum(BOT_KINDS),
  model: z.string(),
  fingerprint: idOf<'fingerprint'>() satisfies z.ZodMiniType<Fingerprint>,
}) satisfies z.ZodMiniType<SeatedBot>;

export const session = z.object({
  id: idOf<'session'>(),
  title: z.string(),
  mode: z.enum(MODES),
  annotationMode: z.enum(ANNOTATION_MODES),
  createdAt: z.number(),
  updatedAt: z.number(),
  annotatedAt: z.optional(z.number()),
  seats: z.readonly(z.array(seatedBot)),
}) satisfies z.ZodMiniType<Session>;

const replyState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('queued') }),
  z.object({ kind: z.literal('streaming') }),
  z.object({ kind: z.literal('done'), finish: z.enum(['stop', 'length']) }),
  z.object({ kind: z.literal('stopped') }),
  z.object({ kind: z.literal('failed'), code: z.enum(REPLY_ERROR_CODES), message: z.string() }),
]) satisfies z.ZodMiniType<ReplyState>;

export const timings = z.object({
  waitMs: z.number(),
  firstTokenMs: z.number(),
  totalMs: z.number(),
  tokensPerSecond: z.optional(z.number()),
}) satisfies z.ZodMiniType<Timings>;

export const tokenCounts = z.object({
  prompt: z.number(),
  completion: z.number(),
}) satisfies z.ZodMiniType<TokenCounts>;

export const reply = z.object({
  id: idOf<'reply'>(),
  turnId: idOf<'turn'>(),
  seat: z.string(),
  botName: z.string(),
  model: z.string(),
  fingerprint: idOf<'fingerprint'>(),
  sampling,
  attempt: z.number(),
  text: z.string(),
  state: replyState,
  timings: z.optional(timings),
  tokens: z.optional(tokenCounts),
}) satisfies z.ZodMiniType<Reply>;

export const turn = z.object({
  id: idOf<'turn'>(),
  sessionId: idOf<'session'>(),
  index: z.number(),
  prompt: z.string(),
  createdAt: z.number(),
  replies: z.readonly(z.array(reply)),
}) satisfies z.ZodMiniType<Turn>;

export const verdict = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('best'), winner: z.string() }),
  z.object({ kind: z.literal('allGood') }),
  z.object({ kind: z.literal('allBad') }),
]) satisfies z.ZodMiniType<Verdict>;

export const vote = z.object({
  id: idOf<'vote'>(),
  sessionId: idOf<'session'>(),
  turnId: z.optional(idOf<'turn'>()),
  castAt: z.number(),
  voter: z.object({ kind: z.literal('human'), name: z.string() }),
  verdict,
  shown: z.readonly(z.array(seatedBot)),
  blind: z.boolean(),
  supersedes: z.optional(idOf<'vote'>()),
  comment: z.string(),
}) satisfies z.ZodMiniType<Vote>;
