/** Lines a second that the log takes of one module. */
const MOST = 50;
const SECOND_MS = 1000;
/** Longest line, in characters. */
const LONGEST = 1000;

/** Passes on what a module prints, but no more than a log can bear. */
export class OutputLog {
  readonly #log: (line: string) => void;
  #count = 0;
  #since = -Infinity;

  constructor(log: (line: string) => void) {
    this.#log = log;
  }

  add(line: string): void {
    const now = performance.now();
    if (now - this.#since >= SECOND_MS) {
      if (this.#count > MOST) this.#log(`… and ${this.#count - MOST} lines more`);
      this.#since = now;
      this.#count = 0;
    }
    this.#count++;
    if (this.#count <= MOST) this.#log(line.slice(0, LONGEST));
  }
}
