import type { Decode } from './bytes.ts';

/**
 * Gives each text a number, from 0 on in the order of their coming, and knows it by its bytes: a text
 * is decoded once, however often it is read.
 */
export class ByteWords {
  readonly #decode: Decode;
  readonly #texts: string[] = [];
  readonly #byText = new Map<string, number>();
  /** Of each sequence of bytes: where it lies in the pool, its hash, and the number of its text. */
  #pool = new Uint8Array(4096);
  readonly #starts: number[] = [0];
  readonly #hashes: number[] = [];
  readonly #numbers: number[] = [];
  /** A sequence + 1 where its hash leads, 0 for none; at most half full, a power of two in length. */
  #slots = new Int32Array(1024);

  constructor(decode: Decode) {
    this.#decode = decode;
  }

  get texts(): readonly string[] {
    return this.#texts;
  }

  /** The number of the text that these bytes of UTF-8 are. */
  numberOf(bytes: Uint8Array, start: number, end: number): number {
    // FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/
    let hash = 0x811c9dc5;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const sequence = (slots[slot] as number) - 1;
      if (sequence < 0) return this.#add(bytes.subarray(start, end), hash, slot);
      if (this.#hashes[sequence] === hash && this.#isAt(sequence, bytes, start, end)) {
        return this.#numbers[sequence] as number;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** The number of a text that is at hand already. */
  numberOfText(text: string): number {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    this.#byText.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  #isAt(sequence: number, bytes: Uint8Array, start: number, end: number): boolean {
    const pool = this.#pool;
    const from = this.#starts[sequence] as number;
    if ((this.#starts[sequence + 1] as number) - from !== end - start) return false;
    for (let i = start; i < end; i++) if (pool[from + i - start] !== bytes[i]) return false;
    return true;
  }

  #add(bytes: Uint8Array, hash: number, slot: number): number {
    const from = this.#starts.at(-1) as number;
    const to = from + bytes.length;
    if (to > this.#pool.length) {
      const larger = new Uint8Array(Math.max(to, 2 * this.#pool.length));
      larger.set(this.#pool);
      this.#pool = larger;
    }
    this.#pool.set(bytes, from);
    this.#starts.push(to);
    this.#hashes.push(hash);
    const number = this.numberOfText(this.#decode(bytes));
    this.#slots[slot] = this.#numbers.push(number);
    if (2 * this.#numbers.length > this.#slots.length) this.#spread();
    return number;
  }

  #spread(): void {
    const slots = new Int32Array(2 * this.#slots.length);
    const mask = slots.length - 1;
    this.#hashes.forEach((hash, sequence) => {
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = sequence + 1;
    });
    this.#slots = slots;
  }
}
