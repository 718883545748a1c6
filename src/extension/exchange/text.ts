import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

const UTF8_BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const UTF16 = [
  { bom: Buffer.from([0xff, 0xfe]), label: 'utf-16le' },
  { bom: Buffer.from([0xfe, 0xff]), label: 'utf-16be' },
];

/**
 * Bytes as text, chunk by chunk, without a byte-order mark: UTF-16 if the mark says so, else UTF-8.
 *
 * @param onInvalid told when bytes that are no UTF-8 were replaced by U+FFFD.
 */
export async function* decoded(
  bytes: AsyncIterable<Buffer>,
  onInvalid: () => void,
): AsyncIterable<string> {
  let carried: Buffer = Buffer.alloc(0);
  let utf16: TextDecoder | undefined;
  let begun = false;
  for await (const chunk of bytes) {
    let whole = carried.length === 0 ? chunk : Buffer.concat([carried, chunk]);
    carried = Buffer.alloc(0);
    if (!begun) {
      if (whole.length < UTF8_BOM.length) {
        carried = whole;
        continue;
      }
      begun = true;
      const marked = UTF16.find(({ bom }) => startsWith(whole, bom));
      // The decoder takes the mark away itself.
      if (marked) utf16 = new TextDecoder(marked.label);
      else if (startsWith(whole, UTF8_BOM)) whole = whole.subarray(UTF8_BOM.length);
    }
    if (utf16) {
      yield utf16.decode(whole, { stream: true });
      continue;
    }
    const end = wholeCharacters(whole);
    carried = whole.subarray(end);
    yield utf8(whole.subarray(0, end), onInvalid);
  }
  if (utf16) yield utf16.decode();
  else if (carried.length > 0) yield utf8(carried, onInvalid);
}

function utf8(bytes: Buffer, onInvalid: () => void): string {
  if (!isUtf8(bytes)) onInvalid();
  return bytes.toString('utf8');
}

/** Where the last character that is whole ends: at most three bytes before the end. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    const isContinuation = (byte & 0xc0) === 0x80;
    if (isContinuation) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function startsWith(bytes: Buffer, prefix: Buffer): boolean {
  return bytes.subarray(0, prefix.length).equals(prefix);
}
