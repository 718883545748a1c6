/** Bytes that come again and again, so made that four of them are compared at a time. */
export interface Literal {
  readonly length: number;
  /** As numbers of 32 bits, little end first. */
  readonly words: Int32Array;
  /** The last few. */
  readonly rest: Uint8Array;
}

export function literalOf(bytes: Uint8Array): Literal {
  const { buffer, byteOffset, length } = bytes;
  const view = new DataView(buffer, byteOffset, length);
  const words = new Int32Array(length >> 2).map((_, i) => view.getInt32(4 * i, true));
  return { length, words, rest: bytes.slice(4 * words.length) };
}

/** Whether the literal is at this place, from which on there are as many bytes as it has. */
export function isAt(view: DataView, place: number, { words, rest }: Literal): boolean {
  let at = place;
  for (let i = 0; i < words.length; i++) {
    if (view.getInt32(at, true) !== words[i]) return false;
    at += 4;
  }
  for (let i = 0; i < rest.length; i++) {
    if (view.getUint8(at) !== rest[i]) return false;
    at++;
  }
  return true;
}
