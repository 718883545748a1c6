import { LONGEST_ROW } from './rowSource.ts';

/** The beginning of a row whose end is in a later chunk. */
export class Carry {
  #pieces: Uint8Array[] = [];
  #length = 0;

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** Whether it was too much to be kept. */
  get isTooLong(): boolean {
    return this.#length > LONGEST_ROW;
  }

  /** Keeps a copy: Node's buffers share their memory even when sliced. */
  keep(bytes: Uint8Array): void {
    this.#length += bytes.length;
    if (this.isTooLong) this.#pieces = [];
    else this.#pieces.push(new Uint8Array(bytes));
  }

  /** All that was kept, in one; it is then empty again. */
  take(): Uint8Array {
    const joined = new Uint8Array(this.isTooLong ? 0 : this.#length);
    let at = 0;
    for (const piece of this.#pieces) {
      joined.set(piece, at);
      at += piece.length;
    }
    this.#pieces = [];
    this.#length = 0;
    return joined;
  }
}
