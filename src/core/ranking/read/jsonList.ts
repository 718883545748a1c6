import { BYTE, isBlank } from './bytes.ts';
import { Carry } from './carry.ts';
import { TOO_LONG, type Refuse, type RowSource } from './rowSource.ts';

/**
 * Finds the objects of a JSON list, or of one object after the other, however they are broken into
 * lines. What is in an object is for others to read; commas between them are not missed.
 */
export class JsonList implements RowSource {
  readonly #take: (bytes: Uint8Array, start: number, end: number, line: number) => void;
  readonly #refuse: Refuse;
  readonly #carry = new Carry();
  #isInRow = false;
  /** Something is broken: the next object that begins is the next row. */
  #isLost = false;
  /** Brackets of the row that are open. */
  #depth = 0;
  /** Whether a text of the row is open. */
  #text: 'none' | 'open' | 'escape' = 'none';
  #line = 1;
  /** Where the row began. */
  #rowLine = 1;
  #list: 'none' | 'open' | 'closed' = 'none';

  constructor(
    take: (bytes: Uint8Array, start: number, end: number, line: number) => void,
    refuse: Refuse,
  ) {
    this.#take = take;
    this.#refuse = refuse;
  }

  push(chunk: Uint8Array): void {
    const { length } = chunk;
    // A row that an earlier chunk began goes on at once.
    let start = 0;
    let at = 0;
    for (;;) {
      if (!this.#isInRow) at = start = this.#nextRow(chunk, at);
      if (at >= length) break;
      at = this.#restOfRow(chunk, at);
      if (this.#isInRow) break;
      if (!this.#isLost) this.#endRow(chunk, start, at);
    }
    if (this.#isInRow) this.#carry.keep(chunk.subarray(start));
  }

  end(): void {
    if (this.#isInRow) this.#refuse(this.#rowLine, 'it does not end: the file may be cut off');
    else if (this.#list === 'open' && !this.#isLost) {
      this.#refuse(this.#line, 'the list does not end: the file may be cut off');
    }
  }

  /** Where the next object begins; the chunk's length if none does. */
  #nextRow(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (byte === BYTE.openObject) {
        this.#isInRow = true;
        this.#isLost = false;
        this.#rowLine = this.#line;
        this.#depth = 0;
        return at;
      }
      if (byte === BYTE.newLine) this.#line++;
      else if (!this.#isLost) this.#between(byte);
    }
    return chunk.length;
  }

  /** Follows the row to its end, or the chunk's. @returns where that is */
  #restOfRow(chunk: Uint8Array, from: number): number {
    let depth = this.#depth;
    let text = this.#text;
    let at = from;
    while (at < chunk.length) {
      const byte = chunk[at++] as number;
      if (byte === BYTE.newLine) {
        this.#line++;
        if (text !== 'none') {
          this.#lose('a text in it does not end');
          return at;
        }
      } else if (text === 'escape') text = 'open';
      else if (text === 'open') {
        if (byte === BYTE.quote) text = 'none';
        else if (byte === BYTE.backslash) text = 'escape';
      } else if (byte === BYTE.quote) text = 'open';
      else if (byte === BYTE.openObject || byte === BYTE.openList) depth++;
      else if ((byte === BYTE.closeObject || byte === BYTE.closeList) && --depth === 0) {
        this.#isInRow = false;
        break;
      }
    }
    this.#depth = depth;
    this.#text = text;
    return at;
  }

  #between(byte: number): void {
    if (isBlank(byte) || byte === BYTE.comma) return;
    if (byte === BYTE.openList && this.#list === 'none') this.#list = 'open';
    else if (byte === BYTE.closeList && this.#list === 'open') this.#list = 'closed';
    else {
      this.#isLost = true;
      this.#refuse(this.#line, 'there is something else than an object');
    }
  }

  #endRow(chunk: Uint8Array, start: number, end: number): void {
    if (this.#carry.isEmpty) {
      this.#take(chunk, start, end, this.#rowLine);
      return;
    }
    this.#carry.keep(chunk.subarray(start, end));
    if (this.#carry.isTooLong) this.#refuse(this.#rowLine, TOO_LONG);
    const bytes = this.#carry.take();
    if (bytes.length > 0) this.#take(bytes, 0, bytes.length, this.#rowLine);
  }

  #lose(reason: string): void {
    this.#carry.take();
    this.#refuse(this.#rowLine, reason);
    this.#isInRow = false;
    this.#isLost = true;
    this.#text = 'none';
  }
}
