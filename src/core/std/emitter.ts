import type { Disposable } from './disposable.ts';

export type Listener<T> = (event: T) => void;
/** Subscribes; the answer ends the subscription. */
export type Subscribe<T> = (listener: Listener<T>) => Disposable;

/** Tells every listener, in order of subscription; one that throws does not silence the others. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<Listener<T>>();
  readonly #onError: (error: unknown) => void;

  /** @param onError hears of listeners that throw: a bug, so the default re-throws on its own tick. */
  constructor(
    onError: (error: unknown) => void = error => {
      void Promise.reject(error instanceof Error ? error : new Error(String(error)));
    },
  ) {
    this.#onError = onError;
  }

  readonly event: Subscribe<T> = listener => {
    const own: Listener<T> = event => {
      listener(event);
    };
    this.#listeners.add(own);
    return { dispose: () => this.#listeners.delete(own) };
  };

  fire(event: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        this.#onError(error);
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
