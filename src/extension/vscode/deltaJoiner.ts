import type { ReplyId } from '../../core/model.ts';

/** One frame of a 60 Hz screen: more messages than that only wake the page for nothing. */
const FRAME_MS = 16;

export interface Delta {
  readonly replyId: ReplyId;
  readonly text: string;
}

/** Joins the text that comes within one frame into one message. */
export class DeltaJoiner {
  readonly #send: (deltas: readonly Delta[]) => void;
  readonly #pending = new Map<ReplyId, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (deltas: readonly Delta[]) => void) {
    this.#send = send;
  }

  add({ replyId, text }: Delta): void {
    this.#pending.set(replyId, (this.#pending.get(replyId) ?? '') + text);
    this.#timer ??= setTimeout(() => {
      this.flush();
    }, FRAME_MS);
  }

  /** Sends at once what waits: before anything that must come after it. */
  flush(): void {
    const deltas = [...this.#pending].map(([replyId, text]) => ({ replyId, text }));
    this.drop();
    if (deltas.length > 0) this.#send(deltas);
  }

  /** Forgets what waits: a snapshot has it, or nobody looks. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending.clear();
  }
}
