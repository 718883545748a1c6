// The bytes that the readers look for, and what they do with a few of them at a time.

export const BYTE = {
  newLine: 0x0a,
  carriageReturn: 0x0d,
  blank: 0x20,
  quote: 0x22,
  comma: 0x2c,
  minus: 0x2d,
  dot: 0x2e,
  zero: 0x30,
  nine: 0x39,
  colon: 0x3a,
  openList: 0x5b,
  backslash: 0x5c,
  closeList: 0x5d,
  openObject: 0x7b,
  closeObject: 0x7d,
} as const;

/** Text from UTF-8; whatever is none becomes U+FFFD. Core has no decoder of its own. */
export type Decode = (bytes: Uint8Array) => string;

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, character => character.charCodeAt(0));
}

/** Whether these bytes are the word's. */
export function matches(bytes: Uint8Array, start: number, end: number, word: Uint8Array): boolean {
  const { length } = word;
  if (end - start !== length) return false;
  for (let i = 0; i < length; i++) if (bytes[start + i] !== word[i]) return false;
  return true;
}

/** Where the first byte is that is no blank, tab or line end. */
export function pastBlanks(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(bytes[at] as number)) at++;
  return at;
}

/** JSON's white space. */
export function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/**
 * A number in digits, perhaps with a decimal point: `1700000000.25`. It is exact, as up to 15 digits and
 * a power of ten up to 10^15 are: their quotient is then rounded once, as it is for a literal.
 *
 * @returns NaN for anything else, which may be a number all the same.
 */
export function plainNumber(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 16 || end === start) return Number.NaN;
  let digits = 0;
  let value = 0;
  let behindDot = -1;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte >= BYTE.zero && byte <= BYTE.nine) {
      value = value * 10 + (byte - BYTE.zero);
      digits++;
      if (behindDot >= 0) behindDot++;
    } else if (byte === BYTE.dot && behindDot < 0 && digits > 0) behindDot = 0;
    else return Number.NaN;
  }
  const startsWithZero = bytes[start] === BYTE.zero && digits > 1 && bytes[start + 1] !== BYTE.dot;
  if (digits > 15 || behindDot === 0 || startsWithZero) return Number.NaN;
  return behindDot > 0 ? value / 10 ** behindDot : value;
}
