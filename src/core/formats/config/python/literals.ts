/** What a Python literal is, or why it cannot be told. */
export type Literal<T> =
  { readonly value: T } | { readonly not: 'formattedText' | 'bytes' | 'escape' | 'number' };

const PARTS = /^([a-z]*)("""|'''|"|')([^]*)\2$/i;
const ESCAPES =
  /\\(?:(\r\n?|\n)|([0-7]{1,3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))/g;
const LETTERS: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};
const LAST_CHARACTER = 0x10ffff;

/** @param written with prefix and quotes. */
export function textLiteral(written: string): Literal<string> {
  const [, prefix = '', , inner = ''] = PARTS.exec(written) ?? [];
  const marks = prefix.toLowerCase();
  if (marks.includes('f') || marks.includes('t')) return { not: 'formattedText' };
  if (marks.includes('b')) return { not: 'bytes' };
  // Python sees one kind of line end, whichever the file has.
  const text = inner.replace(/\r\n?/g, '\n');
  if (marks.includes('r')) return { value: text };
  const broken: string[] = [];
  const value = text.replace(ESCAPES, (escape: string, ...groups: (string | undefined)[]) => {
    const [lineEnd, octal, byte, short, long, letter] = groups;
    if (lineEnd !== undefined) return '';
    if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
    const code = byte ?? short ?? long;
    if (code !== undefined && parseInt(code, 16) <= LAST_CHARACTER) {
      return String.fromCodePoint(parseInt(code, 16));
    }
    // Python keeps the backslash of an escape that it does not know; of these it takes none.
    if (letter === undefined || 'xuUN'.includes(letter)) broken.push(escape);
    return LETTERS[letter ?? ''] ?? escape;
  });
  return broken.length === 0 ? { value } : { not: 'escape' };
}

export function numberLiteral(written: string): Literal<number> {
  const plain = written.replaceAll('_', '');
  // Python writes a leading zero in no other number than 0 itself.
  const isWhole = /^(?:0[xob][\da-f]+|0+|[1-9]\d*)$/i.test(plain);
  const isFraction = /^(?:\d+\.\d*|\.\d+|\d+(?=e))(?:e[+-]?\d+)?$/i.test(plain);
  const value = isWhole || isFraction ? Number(plain) : NaN;
  return Number.isFinite(value) ? { value } : { not: 'number' };
}
