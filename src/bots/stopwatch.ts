import type { Timings } from '../core/model.ts';

/** Times one reply the same way for every kind of bot. */
export class Stopwatch {
  readonly #now: () => number;
  readonly #asked: number;
  #started: number | undefined;
  #first: number | undefined;
  #finished: number | undefined;

  /** @param now a monotonic clock in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#asked = now();
  }

  /** Evaluation begins: what went before was waiting. */
  start(): void {
    this.#started ??= this.#now();
  }

  /** Evaluation begins anew: what went before was waiting too. */
  startAgain(): void {
    this.#started = this.#now();
  }

  /** Text has come; only the first call counts. */
  text(): void {
    this.#first ??= this.#finished ?? this.#now();
  }

  /** The reply is complete: what follows, such as waiting for its counts, is no part of it. */
  finished(): void {
    this.#finished ??= this.#now();
  }

  /** @param completionTokens tokens of the reply; without them, or with one, no speed is given. */
  end(completionTokens?: number): Timings {
    const end = this.#finished ?? this.#now();
    const started = this.#started ?? end;
    const first = this.#first ?? end;
    const seconds = (end - first) / 1000;
    return {
      waitMs: started - this.#asked,
      firstTokenMs: first - started,
      totalMs: end - started,
      ...(completionTokens !== undefined && completionTokens > 1 && seconds > 0
        ? { tokensPerSecond: (completionTokens - 1) / seconds }
        : {}),
    };
  }
}
