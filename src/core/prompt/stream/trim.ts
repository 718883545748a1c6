import type { Stage } from './stage.ts';

/** Drops white space at both ends. */
export class Trim implements Stage {
  #begun = false;
  #blank = '';

  push(text: string): string {
    const fresh = this.#begun ? text : text.trimStart();
    const kept = fresh.trimEnd();
    if (kept === '') {
      if (this.#begun) this.#blank += fresh;
      return '';
    }
    const said = this.#blank + kept;
    this.#begun = true;
    this.#blank = fresh.slice(kept.length);
    return said;
  }

  end(): string {
    return '';
  }
}
