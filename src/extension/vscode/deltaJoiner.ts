import type { ReplyId } from '../../core/model.ts';
import type { Progress } from '../../protocol/arenaPage.ts';

/** One frame of a 60 Hz screen: more messages than that only wake the page for nothing. */
const FRAME_MS = 16;

export interface Delta {
  readonly replyId: ReplyId;
  readonly text: string;
  /** Left out where nothing was thought. */
  readonly thinking?: string;
}

export interface ReplyProgress {
  readonly replyId: ReplyId;
  readonly progress: Progress;
}

interface Send {
  deltas(deltas: readonly Delta[]): void;
  progress(progress: ReplyProgress): void;
}

/** Joins the text that comes within one frame into one message, and of a reply's progress sends the last. */
export class DeltaJoiner {
  readonly #send: Send;
  readonly #pending = new Map<ReplyId, Delta>();
  readonly #progress = new Map<ReplyId, Progress>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: Send) {
    this.#send = send;
  }

  add({ replyId, text, thinking = '' }: Delta): void {
    const before = this.#pending.get(replyId);
    const thought = (before?.thinking ?? '') + thinking;
    const joined = { replyId, text: (before?.text ?? '') + text };
    this.#pending.set(replyId, thought === '' ? joined : { ...joined, thinking: thought });
    // Whoever speaks no longer waits.
    this.#progress.delete(replyId);
    this.#wake();
  }

  addProgress({ replyId, progress }: ReplyProgress): void {
    this.#progress.set(replyId, progress);
    this.#wake();
  }

  /** Sends at once what waits: before anything that must come after it. */
  flush(): void {
    const deltas = [...this.#pending.values()];
    const progress = [...this.#progress];
    this.drop();
    for (const [replyId, last] of progress) this.#send.progress({ replyId, progress: last });
    if (deltas.length > 0) this.#send.deltas(deltas);
  }

  /** Forgets what waits: a snapshot has it, or nobody looks. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending.clear();
    this.#progress.clear();
  }

  #wake(): void {
    this.#timer ??= setTimeout(() => {
      this.flush();
    }, FRAME_MS);
  }
}
