/** Shortest time between two messages: at most 125 a second, which a host with four models bears. */
const PAUSE_MS = 8;

/** Joins text that comes in quick succession; the first is passed on at once. */
export class TextJoiner {
  readonly #pass: (text: string) => void;
  #waiting = '';
  #passedAt = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(pass: (text: string) => void) {
    this.#pass = pass;
  }

  push(text: string): void {
    this.#waiting += text;
    const rest = this.#passedAt + PAUSE_MS - performance.now();
    if (rest <= 0) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), rest);
  }

  /** Passes on what waits. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting === '') return;
    const text = this.#waiting;
    this.#waiting = '';
    this.#passedAt = performance.now();
    this.#pass(text);
  }
}
