/** Looks so many times within a limit, but no more often than it needs to. */
const LOOKS = 8;
const LONGEST_LOOK_MS = 1000;

/**
 * Barks when nothing was heard for too long. It counts its own ticks and asks no clock: a machine
 * that slept, or a busy host, ticks once on waking, and what was said meanwhile is heard before the
 * next tick.
 */
export class Watchdog {
  readonly #timer: NodeJS.Timeout;
  #silentMs = 0;

  /**
   * @param limitMs asked at every look, since it may change.
   * @param onSilent told at every look from then on how long the silence is, in milliseconds, until
   *   something is heard or it is disposed.
   */
  constructor(limitMs: () => number, onSilent: (silentMs: number) => void) {
    const look = Math.min(LONGEST_LOOK_MS, Math.ceil(limitMs() / LOOKS));
    this.#timer = setInterval(() => {
      this.#silentMs += look;
      if (this.#silentMs >= limitMs()) onSilent(this.#silentMs);
    }, look);
  }

  /** Something was heard. */
  heard(): void {
    this.#silentMs = 0;
  }

  dispose(): void {
    clearInterval(this.#timer);
  }
}
