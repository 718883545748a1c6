/**
 * Pauses before a process that died is started again, in milliseconds after its death: none after
 * the first crash, which may have been bad luck, then longer and longer, so that a model that cannot
 * run does not keep the machine busy with starting it.
 */
const RESTART_PAUSES_MS: readonly number[] = [0, 1000, 5000, 15_000, 60_000];

/** Counts the crashes of one model's processes since a reply last ended otherwise. */
export class Crashes {
  readonly #pauses: readonly number[];
  readonly #now: () => number;
  #count = 0;
  #last = 0;

  /** @param now a monotonic clock in milliseconds. */
  constructor(
    pauses: readonly number[] = RESTART_PAUSES_MS,
    now: () => number = () => performance.now(),
  ) {
    this.#pauses = pauses;
    this.#now = now;
  }

  add(): void {
    this.#count++;
    this.#last = this.#now();
  }

  /** All is well: the next crash is the first. */
  forget(): void {
    this.#count = 0;
  }

  /** How long to wait from now before the next start; 0 for not at all. */
  get pauseMs(): number {
    const pause = this.#pauses[Math.min(this.#count, this.#pauses.length) - 1] ?? 0;
    return Math.max(0, Math.ceil(this.#last + pause - this.#now()));
  }
}
