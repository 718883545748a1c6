/** Shortest time between two messages: at most 125 a second, which a host with four models bears. */
const PAUSE_MS = 8;

/** Characters of a whole text that cost as much as a millisecond's pause. */
const WHOLE_PER_MS = 1000;

/** Joins text that comes in quick succession; the first is passed on at once. */
export class TextJoiner {
  readonly #pass: (text: string, isWhole: boolean) => void;
  #waiting = '';
  #isWhole = false;
  #nextAt = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  /** @param pass `isWhole`: the text takes the place of all that was passed on before. */
  constructor(pass: (text: string, isWhole: boolean) => void) {
    this.#pass = pass;
  }

  push(text: string): void {
    this.#waiting += text;
    this.#passSoon();
  }

  /** Withdraws what was pushed until now: this is the whole text. */
  replace(text: string): void {
    this.#waiting = text;
    this.#isWhole = true;
    this.#passSoon();
  }

  #passSoon(): void {
    const rest = this.#nextAt - performance.now();
    if (rest <= 0) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), rest);
  }

  /** Passes on what waits. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting === '' && !this.#isWhole) return;
    const text = this.#waiting;
    const isWhole = this.#isWhole;
    this.#waiting = '';
    this.#isWhole = false;
    this.#nextAt = performance.now() + PAUSE_MS + (isWhole ? text.length / WHOLE_PER_MS : 0);
    this.#pass(text, isWhole);
  }
}
