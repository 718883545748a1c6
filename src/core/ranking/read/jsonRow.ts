import { millisOf, NO_TIME, type BattleRows } from './battleRows.ts';
import { plainNumber, type Decode } from './bytes.ts';
import { literalOf } from './literal.ts';
import { FIELD, layoutOf, valuesBy, type RowLayout, type ViewedBytes } from './rowLayout.ts';
import { outcomeAt } from './winnerWords.ts';

/**
 * Reads one battle from the bytes of a JSON object.
 *
 * Rows as one program writes them differ in their values only, so each is first held against the layout
 * of the one before. A row with anything unusual in it – an escape, a list, a field twice, a fault – is
 * parsed as JSON, so that both ways take and refuse the same.
 */
export class JsonRow {
  readonly #rows: BattleRows;
  readonly #decode: Decode;
  /** Of each wanted field; a start of -1 for one that the layout has not. */
  readonly #starts = new Int32Array(Object.keys(FIELD).length);
  readonly #ends = new Int32Array(Object.keys(FIELD).length);
  #layout: RowLayout = { parts: [], behind: literalOf(new Uint8Array(0)) };
  /** Many rows one after the other are in the same bytes. */
  #viewed: ViewedBytes = viewed(new Uint8Array(0));

  constructor(rows: BattleRows, decode: Decode) {
    this.#rows = rows;
    this.#decode = decode;
  }

  /** @returns why the row is not counted. @throws TooManyBots */
  read(bytes: Uint8Array, start: number, end: number): string | undefined {
    const isPlain = this.#find(bytes, start, end) && this.#addFound(bytes);
    return isPlain ? undefined : this.#parsed(bytes.subarray(start, end));
  }

  /** Whether the values were found without parsing. */
  #find(bytes: Uint8Array, start: number, end: number): boolean {
    const values = { starts: this.#starts, ends: this.#ends };
    if (this.#viewed.bytes !== bytes) this.#viewed = viewed(bytes);
    if (valuesBy(this.#layout, this.#viewed, start, end, values)) return true;
    const layout = layoutOf(bytes, start, end);
    if (layout === undefined) return false;
    this.#layout = layout;
    this.#starts.fill(-1);
    return valuesBy(layout, this.#viewed, start, end, values);
  }

  /** Adds the battle if its values are all there and of the usual kind. */
  #addFound(bytes: Uint8Array): boolean {
    const starts = this.#starts;
    const ends = this.#ends;
    const aStart = starts[FIELD.a] as number;
    const aEnd = ends[FIELD.a] as number;
    const bStart = starts[FIELD.b] as number;
    const bEnd = ends[FIELD.b] as number;
    if (aStart < 0 || aEnd === aStart || bStart < 0 || bEnd === bStart) return false;
    const winnerStart = starts[FIELD.winner] as number;
    const outcome = outcomeAt(bytes, winnerStart, ends[FIELD.winner] as number);
    if (winnerStart < 0 || outcome < 0) return false;
    const timeStart = starts[FIELD.time] as number;
    const timeEnd = ends[FIELD.time] as number;
    const time = timeStart < 0 ? NO_TIME : millisOf(plainNumber(bytes, timeStart, timeEnd));
    if (Number.isNaN(time)) return false;
    // Only now that the row counts do its names.
    const { words, voters } = this.#rows;
    const a = words.numberOf(bytes, aStart, aEnd);
    const b = words.numberOf(bytes, bStart, bEnd);
    const voterStart = starts[FIELD.voter] as number;
    const voterEnd = ends[FIELD.voter] as number;
    const voter = voterStart < 0 ? 0 : voters.numberOf(bytes, voterStart, voterEnd);
    this.#rows.add(a, b, outcome, time, voter);
    return true;
  }

  #parsed(bytes: Uint8Array): string | undefined {
    let value: unknown;
    try {
      value = JSON.parse(this.#decode(bytes));
    } catch {
      return 'it is no JSON';
    }
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject
      ? this.#rows.addFields(value as Readonly<Record<string, unknown>>)
      : 'it is no object';
  }
}

function viewed(bytes: Uint8Array): ViewedBytes {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) };
}
