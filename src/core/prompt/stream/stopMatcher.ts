import { lookFor, readOn, type Reading } from './needles.ts';
import type { Stage } from './stage.ts';

/**
 * Ends a text at the first of its stop strings, wherever that begins: at the very start too, and
 * across the borders of what is pushed. What could be the beginning of one is held back. Where several
 * overlap, the one that begins first counts, even if another is complete before it.
 */
export class StopMatcher implements Stage {
  readonly #start: Reading;
  #reading: Reading;
  #held = '';
  /** Where in the held text the earliest complete stop string begins. */
  #cut: number | undefined;
  #stopped = false;

  /** @param stop empty strings among them stop nothing. */
  constructor(stop: readonly string[]) {
    this.#start = lookFor(stop);
    this.#reading = this.#start;
  }

  /** Whether a stop string came: all that follows is dropped. */
  get stopped(): boolean {
    return this.#stopped;
  }

  push(text: string): string {
    if (this.#stopped) return '';
    const known = this.#held.length;
    const all = this.#held + text;
    let reading = this.#reading;
    for (let at = 0; at < text.length; at++) {
      reading = readOn(reading, text.charCodeAt(at));
      const end = known + at + 1;
      if (reading.found > 0) this.#cut = Math.min(this.#cut ?? end, end - reading.found);
      // One that is still being read and began earlier would win.
      if (this.#cut !== undefined && end - reading.depth >= this.#cut) return this.#stop(all);
    }
    this.#reading = reading;
    const open = all.length - reading.depth;
    this.#held = all.slice(open);
    if (this.#cut !== undefined) this.#cut -= open;
    return all.slice(0, open);
  }

  end(): string {
    if (this.#stopped) return '';
    if (this.#cut !== undefined) return this.#stop(this.#held);
    const held = this.#held;
    this.#held = '';
    this.#reading = this.#start;
    return held;
  }

  #stop(text: string): string {
    this.#stopped = true;
    this.#held = '';
    return text.slice(0, this.#cut);
  }
}
