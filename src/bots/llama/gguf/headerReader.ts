import { Buffer } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';
import { cutOff, GgufProblem } from './problem.ts';

/** Read at once; a header is read once, from front to back. */
const CHUNK = 256 * 1024;
/** A vocabulary of 250,000 tokens takes about 10 MB; far above that it is no header. */
const MOST_HEADER = 256 * 1024 * 1024;

/**
 * Reads a file's beginning piece by piece. `fill` first, then the numbers, which need no waiting:
 * a vocabulary has hundreds of thousands of small values.
 */
export class HeaderReader {
  readonly #file: FileHandle;
  readonly #size: number;
  #buffer = Buffer.alloc(0);
  /** Where the buffer begins in the file. */
  #start = 0;
  #at = 0;

  /** @param size of the whole file, in bytes. */
  constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.#size = size;
  }

  get position(): number {
    return this.#start + this.#at;
  }

  /** Bytes of the file from here on. */
  get left(): number {
    return this.#size - this.position;
  }

  /** Whether so many bytes can be read without waiting. */
  has(bytes: number): boolean {
    return this.#buffer.length - this.#at >= bytes;
  }

  /** @throws GgufProblem if the file ends before */
  async fill(bytes: number): Promise<void> {
    if (this.has(bytes)) return;
    const { position } = this;
    if (bytes > this.left) throw cutOff();
    if (position + bytes > MOST_HEADER) {
      throw new GgufProblem('has a header of more than 256 MB, which no model has');
    }
    const next = Buffer.alloc(Math.min(Math.max(bytes, CHUNK), this.left));
    let filled = this.#buffer.copy(next, 0, this.#at);
    while (filled < next.length) {
      const { bytesRead } = await this.#file.read(
        next,
        filled,
        next.length - filled,
        position + filled,
      );
      // It became shorter while it was read.
      if (bytesRead === 0) throw cutOff();
      filled += bytesRead;
    }
    this.#buffer = next;
    this.#start = position;
    this.#at = 0;
  }

  /** @throws GgufProblem if the file ends before */
  skip(bytes: number): void {
    if (bytes > this.left) throw cutOff();
    if (this.has(bytes)) {
      this.#at += bytes;
      return;
    }
    this.#start = this.position + bytes;
    this.#buffer = Buffer.alloc(0);
    this.#at = 0;
  }

  u8(): number {
    return this.#buffer.readUInt8(this.#take(1));
  }

  i8(): number {
    return this.#buffer.readInt8(this.#take(1));
  }

  u16(): number {
    return this.#buffer.readUInt16LE(this.#take(2));
  }

  i16(): number {
    return this.#buffer.readInt16LE(this.#take(2));
  }

  u32(): number {
    return this.#buffer.readUInt32LE(this.#take(4));
  }

  i32(): number {
    return this.#buffer.readInt32LE(this.#take(4));
  }

  f32(): number {
    return this.#buffer.readFloatLE(this.#take(4));
  }

  f64(): number {
    return this.#buffer.readDoubleLE(this.#take(8));
  }

  /** Exact up to 2^53; above it is near enough to be refused as too large. */
  u64(): number {
    const at = this.#take(8);
    return this.#buffer.readUInt32LE(at) + this.#buffer.readUInt32LE(at + 4) * 2 ** 32;
  }

  i64(): number {
    const at = this.#take(8);
    return this.#buffer.readUInt32LE(at) + this.#buffer.readInt32LE(at + 4) * 2 ** 32;
  }

  text(bytes: number): string {
    const at = this.#take(bytes);
    return this.#buffer.toString('utf8', at, at + bytes);
  }

  /** As {@link text}, one character a byte: for telling texts apart. */
  latin(bytes: number): string {
    const at = this.#take(bytes);
    return this.#buffer.toString('latin1', at, at + bytes);
  }

  #take(bytes: number): number {
    const at = this.#at;
    this.#at += bytes;
    return at;
  }
}
