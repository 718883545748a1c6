import type {
  BotKind,
  Message,
  ReplyErrorCode,
  Sampling,
  Timings,
  TokenCounts,
} from '../core/model.ts';

export interface ReplyRequest {
  /** The whole conversation, system prompt first, the new prompt last. */
  readonly messages: readonly Message[];
  readonly sampling: Sampling;
}

/**
 * What a bot says while it answers, in this order: any number of `loading`, one `started`, any
 * number of `text`, and `end` last. A stopped reply may end without `end`.
 */
export type ReplyPart =
  /** The model is being loaded; `fraction` is 0 … 1. */
  | { readonly kind: 'loading'; readonly fraction: number }
  /** Evaluation of the prompt begins now. */
  | { readonly kind: 'started' }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'end';
      readonly finish: 'stop' | 'length';
      readonly tokens?: TokenCounts | undefined;
      readonly timings: Timings;
    };

/** A contestant that can answer. One kind knows nothing of another, nor of the editor. */
export interface Bot {
  readonly kind: BotKind;
  /** The sampling parameters that this kind passes on. */
  readonly honours: readonly (keyof Sampling)[];
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
