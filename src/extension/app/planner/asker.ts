import type { Ask } from './decide.ts';
import type { HeldModel } from './heldModel.ts';
import type { Waiting, Who } from './waitingView.ts';

/** What a reply is asked with. */
export interface Wish {
  readonly who: Who;
  /** Most threads it wants. */
  readonly threads?: number | undefined;
  /** Hears why it waits, and again whenever that or the plan changes; never if it need not wait. */
  readonly onWaiting: (waiting: Waiting) => void;
}

/** One who waits for a model, and then computes with it. */
export class Asker implements Ask<HeldModel> {
  readonly order: number;
  readonly model: HeldModel;
  readonly wish: Wish;
  /** Resolves once it may compute; rejects with the signal's reason or why it may not. */
  readonly admitted: Promise<void>;
  /** What its model was told last. */
  threads: number | undefined;
  #told = '';
  #admit: () => void = () => {};
  #reject: (error: unknown) => void = () => {};
  readonly #signal: AbortSignal;
  readonly #stop: () => void;

  /** @param onLeave it no longer wants to compute. */
  constructor(
    order: number,
    model: HeldModel,
    wish: Wish,
    signal: AbortSignal,
    onLeave: (asker: Asker) => void,
  ) {
    this.order = order;
    this.model = model;
    this.wish = wish;
    this.admitted = new Promise((resolve, reject) => {
      this.#admit = resolve;
      this.#reject = reject;
    });
    this.#signal = signal;
    this.#stop = () => {
      onLeave(this);
      this.#reject(signal.reason);
    };
    signal.addEventListener('abort', this.#stop, { once: true });
  }

  get who(): Who {
    return this.wish.who;
  }

  admit(): void {
    this.#signal.removeEventListener('abort', this.#stop);
    this.#admit();
  }

  refuse(error: unknown): void {
    this.#signal.removeEventListener('abort', this.#stop);
    this.#reject(error);
  }

  tell(waiting: Waiting): void {
    const text = JSON.stringify(waiting);
    if (text === this.#told) return;
    this.#told = text;
    this.wish.onWaiting(waiting);
  }

  /** Computes with its part of this share from now on. */
  useThreads(share: number): void {
    const threads = Math.min(share, this.wish.threads ?? share);
    if (threads === this.threads) return;
    this.threads = threads;
    this.model.local.useThreads(threads);
  }
}
