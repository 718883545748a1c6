import type { BattleColumns } from '../battleColumns.ts';
import { BattleRows } from './battleRows.ts';
import { BYTE, pastBlanks, type Decode } from './bytes.ts';
import { csvHeader } from './csvHeader.ts';
import { CsvRows } from './csvRows.ts';
import { JsonList } from './jsonList.ts';
import { JsonRow } from './jsonRow.ts';
import { Lines } from './lines.ts';
import type { RowSource } from './rowSource.ts';

/** `json`: a list, or a row a line. `auto`: what a file's first line looks like. */
export type BattleShape = 'auto' | 'json' | 'csv';

/** A row that was not counted. */
interface RowProblem {
  /** Which of the files, from 0. */
  readonly file: number;
  /** From 1; where the row begins. */
  readonly line: number;
  /** A sentence without its full stop. */
  readonly reason: string;
}

/** What a heap of files says, in the order in which they were read. */
export interface ReadBattles {
  /** The bots' names by their numbers. */
  readonly names: readonly string[];
  /** Each battle is a vote of its own; battles of a bot against itself are left out. */
  readonly battles: BattleColumns;
  /** In milliseconds since 1970, −∞ where a row says none; undefined if no row says any. */
  readonly times: Float64Array | undefined;
  /** Who judged each battle, a number of `voters`; undefined if no row says. */
  readonly voter: Uint32Array | undefined;
  readonly voters: readonly string[];
  readonly selfBattles: number;
  /** The first of them, in the order of reading. */
  readonly problems: readonly RowProblem[];
  /** How many there are. */
  readonly problemCount: number;
}

/** So many problems are kept with their words. */
const MOST_PROBLEMS = 1000;
/** Within these the first line must end for its shape to be seen; in bytes. */
const LONGEST_HEAD = 64 * 1024;

/**
 * Reads battles as FastChat's cleaning writes them, as a JSON list, JSON Lines or CSV, from bytes to
 * columns, without making an object a row. Memory is that of the columns and of one chunk.
 *
 * ```ts
 * const reader = new BattleReader(bytes => decoder.decode(bytes));
 * for (const chunk of chunks) reader.push(chunk);
 * const { names, battles, times, problems } = reader.end();
 * ```
 *
 * A row that cannot be counted is told in `problems` and never guessed at. The bench of the ranking
 * measures this class: what it takes and gives stays as it is.
 */
export class BattleReader {
  readonly #decode: Decode;
  readonly #shape: BattleShape;
  readonly #rows: BattleRows;
  readonly #problems: RowProblem[] = [];
  #problemCount = 0;
  #file = 0;
  /** Bytes before the shape is known. */
  #head = new Uint8Array(0);
  #source: RowSource | undefined;

  /** @param decode UTF-8 to text; bytes that are none become U+FFFD. */
  constructor(decode: Decode, shape: BattleShape = 'auto') {
    this.#decode = decode;
    this.#shape = shape;
    this.#rows = new BattleRows(decode);
  }

  /** Takes a further piece of the file; its memory may be used again afterwards. @throws TooManyBots */
  push(chunk: Uint8Array): void {
    if (this.#source) {
      this.#source.push(chunk);
      return;
    }
    const head = new Uint8Array(this.#head.length + chunk.length);
    head.set(this.#head);
    head.set(chunk, this.#head.length);
    this.#head = head;
    const first = pastBlanks(head, byteOrderMark(head), head.length);
    const isEnough = head.length > LONGEST_HEAD || head.includes(BYTE.newLine, first);
    if (first < head.length && isEnough) this.#begin();
  }

  /** The file is at its end: what is pushed next is of another one. @throws TooManyBots */
  endFile(): void {
    if (!this.#source) this.#begin();
    this.#source?.end();
    this.#source = undefined;
    this.#file++;
  }

  /** Ends the last file, if that is still to do. @throws TooManyBots */
  end(): ReadBattles {
    if (this.#source ?? this.#head.length > 0) this.endFile();
    return {
      names: this.#rows.words.texts,
      ...this.#rows.columns(),
      voters: this.#rows.voters.texts,
      selfBattles: this.#rows.selfBattles,
      problems: this.#problems,
      problemCount: this.#problemCount,
    };
  }

  #begin(): void {
    const head = this.#head.subarray(byteOrderMark(this.#head));
    this.#head = new Uint8Array(0);
    this.#source = this.#sourceOf(head);
    this.#source.push(head);
  }

  #sourceOf(head: Uint8Array): RowSource {
    const refuse = (line: number, reason: string): void => {
      this.#problemCount++;
      if (this.#problems.length < MOST_PROBLEMS) {
        this.#problems.push({ file: this.#file, line, reason });
      }
    };
    const row = new JsonRow(this.#rows, this.#decode);
    const take = (bytes: Uint8Array, start: number, end: number, line: number): void => {
      const reason = row.read(bytes, start, end);
      if (reason !== undefined) refuse(line, reason);
    };
    switch (this.#shape === 'csv' ? 'csv' : shapeOf(this.#firstLine(head), this.#shape)) {
      case 'csv':
        return new CsvRows(this.#rows, this.#decode, refuse);
      case 'list':
        return new JsonList(take, refuse);
      case 'lines':
        return new Lines(take, refuse);
    }
  }

  #firstLine(head: Uint8Array): string {
    const start = pastBlanks(head, 0, head.length);
    const end = head.indexOf(BYTE.newLine, start);
    return this.#decode(head.subarray(start, end < 0 ? LONGEST_HEAD : end)).trim();
  }
}

function shapeOf(firstLine: string, shape: 'auto' | 'json'): 'csv' | 'list' | 'lines' {
  // An object that goes over lines is not alone on its first one.
  if (firstLine.startsWith('[') || firstLine === '{') return 'list';
  return shape === 'auto' && csvHeader(firstLine) ? 'csv' : 'lines';
}

/** How many bytes the mark of UTF-8 takes at the beginning; 0 without one. */
function byteOrderMark(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}
