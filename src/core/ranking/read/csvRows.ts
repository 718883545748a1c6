import { millisOf, NO_TIME, type BattleRows } from './battleRows.ts';
import { BYTE, plainNumber, type Decode } from './bytes.ts';
import { csvFields } from './csvFields.ts';
import { csvHeader, type CsvHeader } from './csvHeader.ts';
import { Lines } from './lines.ts';
import type { Refuse, RowSource } from './rowSource.ts';
import { outcomeAt } from './winnerWords.ts';

/** So far behind a quote the one that closes it is looked for; in UTF-16 code units. */
const LONGEST_RECORD = 1024 ** 2;

interface Line {
  /** Without LF. */
  readonly text: string;
  readonly line: number;
}

/**
 * Reads battles from CSV with commas, semicolons or tabs: a header line that names `model_a`, `model_b`,
 * `winner` and perhaps `tstamp` and `judge`, among any others and in any order; then a battle a record.
 *
 * Fields may be in quotes and then go over lines. A quote that nothing closes costs its own line only.
 */
export class CsvRows implements RowSource {
  readonly #rows: BattleRows;
  readonly #refuse: Refuse;
  readonly #lines: Lines;
  /** Undefined before the first line; null if that names no battles, and nothing can be read. */
  #header: CsvHeader | null | undefined;
  /** Lines that may be one record: a quote is still open. */
  #open: Line[] = [];
  #openLength = 0;

  /** @throws TooManyBots while it reads */
  constructor(rows: BattleRows, decode: Decode, refuse: Refuse) {
    this.#rows = rows;
    this.#refuse = refuse;
    this.#lines = new Lines((bytes, start, end, line) => {
      const isWhole = this.#open.length === 0 && this.#header;
      if (isWhole && this.#isPlain(this.#header as CsvHeader, bytes, start, end)) return;
      this.#takeLines([{ text: decode(bytes.subarray(start, end)), line }]);
    }, refuse);
  }

  push(chunk: Uint8Array): void {
    this.#lines.push(chunk);
  }

  end(): void {
    this.#lines.end();
    while (this.#open.length > 0) this.#takeLines(this.#giveUp());
  }

  /** Adds the record in one pass over its bytes if nothing unusual is in it. */
  #isPlain(header: CsvHeader, bytes: Uint8Array, start: number, end: number): boolean {
    const delimiter = header.delimiter.charCodeAt(0);
    const last = bytes[end - 1] === BYTE.carriageReturn ? end - 1 : end;
    let aStart = 0;
    let aEnd = 0;
    let bStart = 0;
    let bEnd = 0;
    let voterStart = 0;
    let voterEnd = 0;
    let outcome = -1;
    let time = NO_TIME;
    let column = 0;
    for (let from = start; from <= last; column++) {
      if (from < last && bytes[from] === BYTE.quote) return false;
      let at = from;
      while (at < last && bytes[at] !== delimiter) at++;
      if (column === header.a) {
        aStart = from;
        aEnd = at;
      } else if (column === header.b) {
        bStart = from;
        bEnd = at;
      } else if (column === header.winner) outcome = outcomeAt(bytes, from, at);
      else if (column === header.time && at > from) time = millisOf(plainNumber(bytes, from, at));
      else if (column === header.voter) {
        voterStart = from;
        voterEnd = at;
      }
      from = at + 1;
    }
    if (column !== header.columns || outcome < 0 || Number.isNaN(time)) return false;
    if (aEnd === aStart || bEnd === bStart) return false;
    const { words, voters } = this.#rows;
    const a = words.numberOf(bytes, aStart, aEnd);
    const b = words.numberOf(bytes, bStart, bEnd);
    this.#rows.add(a, b, outcome, time, voters.numberOf(bytes, voterStart, voterEnd));
    return true;
  }

  /** Takes the lines, and once more those that an open quote had swallowed in vain. */
  #takeLines(lines: readonly Line[]): void {
    const waiting = lines.toReversed();
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      for (const again of this.#takeLine(next).toReversed()) waiting.push(again);
    }
  }

  /** @returns lines to be taken again. */
  #takeLine(line: Line): readonly Line[] {
    const header = this.#header;
    if (header === undefined) this.#begin(line);
    if (!header) return [];
    // With an even number of quotes in it, a line ends as it began: in a field that is open.
    const couldClose = this.#open.length === 0 || line.text.split('"').length % 2 === 0;
    this.#open.push(line);
    this.#openLength += line.text.length;
    const isTooLong = this.#openLength > LONGEST_RECORD;
    if (!couldClose && !isTooLong) return [];
    const text = this.#open.map(each => each.text).join('\n');
    const fields = csvFields(text.replace(/\r$/, ''), header.delimiter);
    if (fields === 'open') return isTooLong ? this.#giveUp() : [];
    if (fields === 'stray') return this.#giveUp('something stands behind a closing quote');
    if (fields.length !== header.columns) {
      return this.#giveUp(`it has ${fields.length} columns, the header has ${header.columns}`);
    }
    const [first] = this.#close();
    const reason = this.#rows.addFields({
      model_a: fields[header.a],
      model_b: fields[header.b],
      winner: fields[header.winner],
      tstamp: fields[header.time],
      judge: fields[header.voter],
    });
    if (reason !== undefined) this.#refuse(first?.line ?? line.line, reason);
    return [];
  }

  #begin({ text, line }: Line): void {
    this.#header = csvHeader(text) ?? null;
    if (this.#header === null) {
      this.#refuse(line, 'the header has no columns model_a, model_b and winner');
    }
  }

  /** Refuses the line with the open quote alone. @returns those behind it */
  #giveUp(reason?: string): readonly Line[] {
    const [first, ...others] = this.#close();
    const isAlone = others.length === 0 && reason !== undefined;
    if (!first) return others;
    this.#refuse(first.line, isAlone ? reason : 'the closing quote of a field is missing');
    return others;
  }

  #close(): readonly Line[] {
    const lines = this.#open;
    this.#open = [];
    this.#openLength = 0;
    return lines;
  }
}
