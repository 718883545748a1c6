/** A string that names one thing of one kind, so that a turn's id cannot be passed for a session's. */
export type Id<Kind extends string> = string & { readonly __id: Kind };
export type SessionId = Id<'session'>;
export type TurnId = Id<'turn'>;
export type ReplyId = Id<'reply'>;
export type VoteId = Id<'vote'>;
/**
 * Eight hex digits over what the settings say that changes a bot's answers; a rating belongs to name +
 * fingerprint. Of a GGUF file the name counts, not its content: other weights want another name.
 */
export type Fingerprint = Id<'fingerprint'>;
/** A bot's place in a session: 'A', 'B', 'C' … */
export type Seat = string;
/** Milliseconds since 1970-01-01 UTC. */
export type Timestamp = number;

export const MODES = ['arena', 'debug'] as const;
/** `arena`: bots are fixed and votes count. `debug`: bots may be edited and nothing counts. */
export type Mode = (typeof MODES)[number];

export const ANNOTATION_MODES = ['session', 'reply'] as const;
/** `session`: one vote closes the whole session. `reply`: each turn is voted before the next is asked. */
export type AnnotationMode = (typeof ANNOTATION_MODES)[number];

export const BOT_KINDS = ['llama', 'openai', 'vscode', 'custom'] as const;
export type BotKind = (typeof BOT_KINDS)[number];
export const SEAT_KINDS = [...BOT_KINDS, 'imported'] as const;
/** `imported`: a bot that answered in another program; it cannot be asked here. */
export type SeatKind = (typeof SEAT_KINDS)[number];

/** Whether nobody can say if bots of this kind heed their sampling parameters. */
export function mayIgnoreSampling(kind: SeatKind): boolean {
  return kind === 'vscode';
}

/** Whether bots of this kind are told their system prompt as the first message of the user. */
export function sendsSystemPromptAsUser(kind: SeatKind): boolean {
  return kind === 'vscode';
}

/** How a bot picks its next token. A value left out is the kind's own default. */
export interface Sampling {
  readonly temperature?: number | undefined;
  readonly topP?: number | undefined;
  readonly topK?: number | undefined;
  readonly minP?: number | undefined;
  /** Divides the chance of tokens that were just said; 1 does nothing. */
  readonly repeatPenalty?: number | undefined;
  /** Taken from the logit of a token for each time it was just said; 0 does nothing. */
  readonly frequencyPenalty?: number | undefined;
  /** Taken from the logit of every token that was just said; 0 does nothing. */
  readonly presencePenalty?: number | undefined;
  /** Most tokens a reply may have. */
  readonly maxTokens?: number | undefined;
  readonly seed?: number | undefined;
  readonly stop?: readonly string[] | undefined;
}

/** The parameters that are numbers: all but the stop strings. */
export const SAMPLING_NUMBERS = [
  'temperature',
  'topP',
  'topK',
  'minP',
  'repeatPenalty',
  'frequencyPenalty',
  'presencePenalty',
  'maxTokens',
  'seed',
] as const satisfies readonly (keyof Sampling)[];

/** Role and text as a model receives it. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
}

/** A bot as it was when it took its seat. */
export interface SeatedBot {
  readonly seat: Seat;
  readonly name: string;
  readonly kind: SeatKind;
  /** The GGUF's file name or the remote model's name; never a path of the machine. */
  readonly model: string;
  readonly fingerprint: Fingerprint;
  readonly systemPrompt?: string | undefined;
}

export interface Session {
  readonly id: SessionId;
  readonly title: string;
  readonly mode: Mode;
  readonly annotationMode: AnnotationMode;
  readonly createdAt: Timestamp;
  /** When something last happened in it; the list's order. */
  readonly updatedAt: Timestamp;
  /** Set once the session vote is cast: the session is then closed. */
  readonly annotatedAt?: Timestamp | undefined;
  /** Kept at the top of its group. */
  readonly pinned: boolean;
  /** Without blanks at the ends, none twice. */
  readonly tags: readonly string[];
  /** The id of the import format that brought it; undefined for what was made here. */
  readonly origin?: string | undefined;
  readonly seats: readonly SeatedBot[];
}

/** One user message and the replies to it, one a seat. */
export interface Turn {
  readonly id: TurnId;
  readonly sessionId: SessionId;
  /** 0 for the first turn of a session. */
  readonly index: number;
  readonly prompt: string;
  readonly createdAt: Timestamp;
  readonly replies: readonly Reply[];
}

export type ReplyState =
  | { readonly kind: 'queued' }
  | { readonly kind: 'streaming' }
  | { readonly kind: 'done'; readonly finish: 'stop' | 'length' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly code: ReplyErrorCode; readonly message: string };

/** Durations in milliseconds. */
export interface Timings {
  /** From asking to the start of evaluation: queue and loading. */
  readonly waitMs: number;
  /** From the start of evaluation to the first text. */
  readonly firstTokenMs: number;
  /** From the start of evaluation to the end. */
  readonly totalMs: number;
  /** Completion tokens after the first, by the time from the first to the last. */
  readonly tokensPerSecond?: number | undefined;
}

export interface TokenCounts {
  readonly prompt: number;
  /** Thinking included. */
  readonly completion: number;
  /** Those of the prompt that had to be evaluated; the rest was known from an earlier turn. */
  readonly evaluated?: number | undefined;
}

/** One bot's answer in a turn, with all one needs to judge and to repeat it. */
export interface Reply {
  readonly id: ReplyId;
  readonly turnId: TurnId;
  readonly seat: Seat;
  readonly botName: string;
  /** The seat's, unless a server answered with another one. */
  readonly model: string;
  readonly fingerprint: Fingerprint;
  /** The parameters that were in force, the drawn seed included. */
  readonly sampling: Sampling;
  /** 1, and one more for each retry. */
  readonly attempt: number;
  readonly text: string;
  /** What a reasoning model thought before it answered; never part of the text, nor of what it sees later. */
  readonly thinking?: string | undefined;
  /** How many of the oldest turns the bot was not shown, because its context was full. */
  readonly leftOutTurns?: number | undefined;
  /** What the bot should have said, in the words of whoever corrected it. */
  readonly correction?: string | undefined;
  readonly state: ReplyState;
  readonly timings?: Timings | undefined;
  readonly tokens?: TokenCounts | undefined;
}

/** What went wrong with a reply; each has its own advice in the page. */
export const REPLY_ERROR_CODES = [
  'modelMissing',
  'notGguf',
  'modelBroken',
  'templateFailed',
  'contextTooSmall',
  'doesNotFit',
  'processDied',
  'stalled',
  'unreachable',
  'timeout',
  'unauthorized',
  'rejected',
  'serverError',
  'badAnswer',
  'cutOff',
  'emptyAnswer',
  'noEditorModel',
  'notAllowed',
  'moduleFailed',
  'interrupted',
  'notSaved',
  'botChanged',
  'botMissing',
  'internal',
] as const;
export type ReplyErrorCode = (typeof REPLY_ERROR_CODES)[number];

export type Verdict =
  | { readonly kind: 'best'; readonly winner: Seat }
  | { readonly kind: 'allGood' }
  | { readonly kind: 'allBad' }
  /**
   * Best first; the seats within one list are tied. A seat is named at most once, and one that is not
   * named is not compared.
   */
  | { readonly kind: 'ranking'; readonly order: readonly (readonly Seat[])[] };

export const VOTE_FLAGS = [
  'invalid',
  'noneMessage',
  'leakedIdentity',
  'errorText',
  'unfinished',
  'excludedModel',
  'banned',
] as const;
/** Why FastChat would have thrown an imported vote away; here it stays and says so. */
export type VoteFlag = (typeof VOTE_FLAGS)[number];

/** What a voter said, stored raw and append-only: a later vote supersedes, never overwrites. */
export interface Vote {
  readonly id: VoteId;
  readonly sessionId: SessionId;
  /** The turn voted on; without one the vote is on the whole session. */
  readonly turnId?: TurnId | undefined;
  readonly castAt: Timestamp;
  readonly voter: { readonly kind: 'human'; readonly name: string };
  readonly verdict: Verdict;
  /** The bots that were compared. */
  readonly shown: readonly SeatedBot[];
  /** Whether names were hidden when the vote was cast. */
  readonly blind: boolean;
  readonly supersedes?: VoteId | undefined;
  readonly comment: string;
  /** A vote with any flag does not count on the leaderboard. */
  readonly flags: readonly VoteFlag[];
}

/** Whether the reply will not change any more unless it is retried. */
export function hasEnded(reply: Pick<Reply, 'state'>): boolean {
  return reply.state.kind !== 'queued' && reply.state.kind !== 'streaming';
}

/** The seat names in order: A … Z, then AA, AB … */
export function seatName(index: number): Seat {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : seatName(Math.floor(index / 26) - 1) + letter;
}
