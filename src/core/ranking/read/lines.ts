import { BYTE, pastBlanks } from './bytes.ts';
import { Carry } from './carry.ts';
import { TOO_LONG, type Refuse, type RowSource } from './rowSource.ts';

/** Splits a file at its line ends, LF or CRLF; lines of nothing but blanks are none. */
export class Lines implements RowSource {
  readonly #take: (bytes: Uint8Array, start: number, end: number, line: number) => void;
  readonly #refuse: Refuse;
  readonly #carry = new Carry();
  #line = 1;

  constructor(
    take: (bytes: Uint8Array, start: number, end: number, line: number) => void,
    refuse: Refuse,
  ) {
    this.#take = take;
    this.#refuse = refuse;
  }

  push(chunk: Uint8Array): void {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(BYTE.newLine, start);
      if (end < 0) break;
      if (this.#carry.isEmpty) this.#give(chunk, start, end);
      else {
        this.#carry.keep(chunk.subarray(start, end));
        this.#giveCarry();
      }
      this.#line++;
      start = end + 1;
    }
    if (start < chunk.length) this.#carry.keep(chunk.subarray(start));
  }

  end(): void {
    if (!this.#carry.isEmpty) this.#giveCarry();
  }

  #giveCarry(): void {
    if (this.#carry.isTooLong) this.#refuse(this.#line, TOO_LONG);
    const bytes = this.#carry.take();
    this.#give(bytes, 0, bytes.length);
  }

  #give(bytes: Uint8Array, start: number, end: number): void {
    if (pastBlanks(bytes, start, end) < end) this.#take(bytes, start, end, this.#line);
  }
}
