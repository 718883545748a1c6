import { ascii, BYTE, matches, pastBlanks, plainNumber } from './bytes.ts';
import { isAt, literalOf, type Literal } from './literal.ts';

/** The fields that are looked for, and their places in what {@link valuesBy} fills. */
const KEYS = ['model_a', 'model_b', 'winner', 'tstamp', 'judge'].map(ascii);
export const FIELD = { a: 0, b: 1, winner: 2, time: 3, voter: 4 } as const;
const LITERALS = ['true', 'false', 'null'].map(ascii);

/** A field of a row, of which only the value is another in the next row. */
interface Part {
  /** Everything between the value before it and its own: `","winner":"`. */
  readonly before: Literal;
  /** Its place by {@link FIELD}; -1 for a field that is not looked for. */
  readonly field: number;
  /** A text ends at its quote; anything else is a number, true, false or null. */
  readonly isText: boolean;
}

/** How a program writes its rows: the bytes that all of them share. */
export interface RowLayout {
  readonly parts: readonly Part[];
  /** Behind the last value: `"}`. */
  readonly behind: Literal;
}

/** Where the values of a row are, by {@link FIELD}. */
interface RowValues {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/**
 * The layout of a row that is a JSON object of texts, numbers and literals.
 *
 * @returns undefined for anything else: escapes, lists, a wanted field twice or of another type, faults.
 */
export function layoutOf(bytes: Uint8Array, start: number, end: number): RowLayout | undefined {
  const parts: Part[] = [];
  let begin = start;
  let at = pastBlanks(bytes, start, end);
  if (bytes[at] !== BYTE.openObject) return undefined;
  for (;;) {
    at = pastBlanks(bytes, at + 1, end);
    if (bytes[at] !== BYTE.quote) return undefined;
    const key = at + 1;
    at = textEnd(bytes, key, end);
    if (at < 0) return undefined;
    const field = KEYS.findIndex(word => matches(bytes, key, at, word));
    at = pastBlanks(bytes, at + 1, end);
    if (bytes[at] !== BYTE.colon) return undefined;
    at = pastBlanks(bytes, at + 1, end);
    const isText = bytes[at] === BYTE.quote;
    if (isText) at++;
    // Of two the last would count; and a time in words is rare.
    if (field >= 0 && parts.some(part => part.field === field)) return undefined;
    if (field >= 0 && isText === (field === FIELD.time)) return undefined;
    parts.push({ before: literalOf(bytes.subarray(begin, at)), field, isText });
    at = isText ? textEnd(bytes, at, end) : scalarEnd(bytes, at, end);
    if (at < 0) return undefined;
    begin = at;
    at = pastBlanks(bytes, isText ? at + 1 : at, end);
    if (bytes[at] === BYTE.closeObject) break;
    if (bytes[at] !== BYTE.comma) return undefined;
  }
  if (pastBlanks(bytes, at + 1, end) !== end) return undefined;
  return { parts, behind: literalOf(bytes.subarray(begin, end)) };
}

/** Bytes, and a view of the same. */
export interface ViewedBytes {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

/**
 * Finds the values of a row with this layout. A row that fits is sound JSON, because the one that the
 * layout was taken from was.
 *
 * @param values those of fields that the layout has not are left as they are.
 * @returns whether it fits; if not, the values mean nothing.
 */
export function valuesBy(
  layout: RowLayout,
  { bytes, view }: ViewedBytes,
  start: number,
  end: number,
  values: RowValues,
): boolean {
  const { starts, ends } = values;
  const { parts, behind } = layout;
  let at = start;
  for (const { before, field, isText } of parts) {
    const value = at + before.length;
    if (value > end || !isAt(view, at, before)) return false;
    at = isText ? textEnd(bytes, value, end) : scalarEnd(bytes, value, end);
    if (at < 0) return false;
    if (field >= 0) {
      starts[field] = value;
      ends[field] = at;
    }
  }
  return end - at === behind.length && isAt(view, at, behind);
}

/** Where the closing quote is; -1 if there is none, or an escape or a control character before it. */
function textEnd(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte === BYTE.quote) return at;
    if (byte === BYTE.backslash || byte < BYTE.blank) return -1;
  }
  return -1;
}

/** Where a plain number or literal ends; -1 for anything else. */
function scalarEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && !endsScalar(bytes[at] as number)) at++;
  const digits = bytes[start] === BYTE.minus ? start + 1 : start;
  if (!Number.isNaN(plainNumber(bytes, digits, at))) return at;
  return LITERALS.some(literal => matches(bytes, start, at, literal)) ? at : -1;
}

function endsScalar(byte: number): boolean {
  return byte === BYTE.comma || byte === BYTE.closeObject || byte <= BYTE.blank;
}
