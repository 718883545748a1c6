import { AsyncQueue } from '../core/std/queue.ts';
import type { ReplyPart } from './bot.ts';

/**
 * Makes one reply.
 *
 * @param stop aborts when the reply is stopped or nobody listens any more
 */
export type Answer = (stop: AbortSignal, tell: (part: ReplyPart) => void) => Promise<void>;

/**
 * The replies that a bot's process is making. A listener is let go at once when it stops; what is still
 * computed for it is waited for by `idle`.
 */
export class Answering {
  readonly #running = new Set<Promise<void>>();

  /** The parts of a reply as they come. @throws what `answer` throws */
  async *parts(signal: AbortSignal, answer: Answer): AsyncGenerator<ReplyPart> {
    if (signal.aborted) return;
    const parts = new AsyncQueue<ReplyPart>();
    const listenerLeft = new AbortController();
    const stop = AbortSignal.any([signal, listenerLeft.signal]);
    stop.addEventListener('abort', () => parts.end(), { once: true });
    const running = answer(stop, part => parts.push(part))
      .then(
        () => parts.end(),
        (error: unknown) => parts.end(error),
      )
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
    try {
      yield* parts;
    } finally {
      listenerLeft.abort();
    }
  }

  /** Resolves when nothing is computed any more; never rejects. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#running);
  }
}
