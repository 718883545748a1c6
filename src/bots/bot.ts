import type {
  BotKind,
  Message,
  ReplyErrorCode,
  Sampling,
  Timings,
  TokenCounts,
} from '../core/model.ts';
import type { Subscribe } from '../core/std/emitter.ts';

export interface ReplyRequest {
  /** The whole conversation, system prompt first, the new prompt last. */
  readonly messages: readonly Message[];
  readonly sampling: Sampling;
  /** The same for all turns of a seat in a session: a bot may keep what it knows of it in memory. */
  readonly conversation?: string | undefined;
  /** Threads to compute with on this machine; changes come by {@link LocalModel.useThreads}. */
  readonly threads?: number | undefined;
  /** Tells for each token how likely it was, and so many others that were the most likely; 0: only the token's. */
  readonly alternatives?: number | undefined;
}

/** One token as it was drawn, before sampling bent the chances. */
export interface TokenChoice {
  readonly text: string;
  /** 0 … 1 */
  readonly probability: number;
  /** The most likely tokens, the likeliest first; the drawn one may be among them. */
  readonly alternatives: readonly { readonly text: string; readonly probability: number }[];
}

/**
 * What a bot says while it answers, in this order: any number of `restarting` and `loading`, one
 * `started`, any number of `retrying` and `evaluating`, of `thinking`, `text`, `replaced` and `tokens`, and `end`
 * last. A stopped reply may end without `end`.
 */
export type ReplyPart =
  /** The model's process ended too often: it is started again after this pause. */
  | { readonly kind: 'restarting'; readonly pauseMs: number }
  /** The server cannot answer yet: it, or another one, is asked again after this pause. */
  | { readonly kind: 'retrying'; readonly pauseMs: number; readonly why: RetryReason }
  /** The model is being loaded; `fraction` is 0 … 1. */
  | { readonly kind: 'loading'; readonly fraction: number }
  /** Evaluation of the prompt begins now, without so many of the oldest turns. */
  | { readonly kind: 'started'; readonly leftOutTurns?: number | undefined }
  /** So many of the prompt's tokens are evaluated. */
  | { readonly kind: 'evaluating'; readonly done: number; readonly total: number }
  /** What a reasoning model thinks before it answers. */
  | { readonly kind: 'thinking'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  /** The whole text so far: what was said is withdrawn. */
  | { readonly kind: 'replaced'; readonly text: string }
  /** Only if `alternatives` were asked for. */
  | { readonly kind: 'tokens'; readonly tokens: readonly TokenChoice[] }
  | {
      readonly kind: 'end';
      readonly finish: 'stop' | 'length';
      readonly tokens?: TokenCounts | undefined;
      readonly timings: Timings;
      /** How many of the oldest turns the model was not shown. */
      readonly leftOutTurns?: number | undefined;
      /** What a server calls the model that answered, if that is another one than was asked for. */
      readonly answeredAs?: string | undefined;
    };

/** Why a server is asked again: it has too much to do, still loads the model, failed, or is not there. */
export type RetryReason = 'busy' | 'loading' | 'failing' | 'absent';

/** Whether a local model is in memory, and what it does there. */
export type ModelStatus =
  | { readonly kind: 'unloaded' }
  /** `fraction` is 0 … 1. */
  | { readonly kind: 'loading'; readonly fraction: number }
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy' }
  /** It ended with this error and is started again when it is asked next. */
  | { readonly kind: 'failed'; readonly error: BotError };

/** What a local model takes of this machine's memory, in bytes, as predicted from its file. */
export interface MemoryNeed {
  /** The same for bots that run the same file: the system keeps its weights in memory once. */
  readonly file: string;
  readonly weights: number;
  /** What each process has for itself: the contexts, room to compute in, the program. */
  readonly own: number;
  /**
   * Whether it may lie on a GPU instead, of whose memory only its process knows: it is never refused
   * and counts as nothing here, but is only loaded while nothing else is.
   */
  readonly onGpu?: boolean;
}

/** The side of a bot whose model runs on this machine. */
export interface LocalModel {
  readonly status: ModelStatus;
  readonly onStatus: Subscribe<ModelStatus>;
  /** The operating system's number for the model's process, while there is one. */
  readonly pid: number | undefined;
  /** @throws BotError if the file cannot be a model. */
  need(): Promise<MemoryNeed>;
  /** From the next token on; for all replies of this model. */
  useThreads(threads: number): void;
  /**
   * Brings the model into memory without asking it anything. If the signal aborts, loading goes on for whoever
   * comes next.
   *
   * @throws BotError
   */
  load(signal: AbortSignal): Promise<void>;
  /** Takes the model out of memory and waits until it is; a running reply fails with `processDied`. */
  unload(): Promise<void>;
}

/** A contestant that can answer. One kind knows nothing of another, nor of the editor. */
export interface Bot {
  readonly kind: BotKind;
  /** The sampling parameters that this kind passes on; `unknown` where others decide whether they count. */
  readonly honours: readonly (keyof Sampling)[] | 'unknown';
  /** Undefined for a model that runs elsewhere. */
  readonly local?: LocalModel | undefined;
  /**
   * Answers once. Ends soon and without error after `signal` aborts: a stop is no failure.
   *
   * @throws BotError for everything a user can act on.
   */
  reply(request: ReplyRequest, signal: AbortSignal): AsyncIterable<ReplyPart>;
  /** Resolves once nothing of a reply, also of a stopped one, is still being computed here. */
  idle(): Promise<void>;
  /** Frees what the bot holds; a running reply ends with `processDied` or as stopped. */
  dispose(): Promise<void>;
}

/** A failure that a user can understand and act on; the page adds the advice for its code. */
export class BotError extends Error {
  override readonly name = 'BotError';
  readonly code: ReplyErrorCode;

  constructor(code: ReplyErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
