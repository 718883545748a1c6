/** Lets in as many at a time as there are places, in order of arrival. */
export class Places {
  readonly #queue: (() => void)[] = [];
  #count = 1;
  #taken = 0;

  /** How many places there are from now on; whoever is in stays in. */
  setCount(count: number): void {
    this.#count = Math.max(1, count);
    this.#admit();
  }

  /** @returns what to call when leaving, or undefined if the signal aborted while waiting. */
  async enter(signal: AbortSignal): Promise<(() => void) | undefined> {
    if (signal.aborted) return undefined;
    const entered = await new Promise<boolean>(resolve => {
      const admit = (): void => {
        signal.removeEventListener('abort', giveUp);
        this.#taken++;
        resolve(true);
      };
      const giveUp = (): void => {
        this.#queue.splice(this.#queue.indexOf(admit), 1);
        resolve(false);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#queue.push(admit);
      this.#admit();
    });
    if (!entered) return undefined;
    return () => {
      this.#taken--;
      this.#admit();
    };
  }

  #admit(): void {
    while (this.#taken < this.#count) {
      const next = this.#queue.shift();
      if (!next) return;
      next();
    }
  }
}
