/** Whole numbers from 0 to below `n`, the same for the same seed. */
export type Below = (n: number) => number;

/** @see Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators" (the mixing) */
export function dice(seed: number): Below {
  let state = seed;
  return n => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % n;
  };
}

/** A text of so many of these pieces. */
export function textOf(pieces: readonly string[], count: number, below: Below): string {
  return Array.from({ length: count }, () => pieces[below(pieces.length)] ?? '').join('');
}

/** The text in pieces of 0 … 5 UTF-16 units: surrogate pairs are cut too. */
export function split(text: string, below: Below): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length;) {
    const length = below(6);
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}

/** The text in pieces of one UTF-16 unit. */
export function units(text: string): string[] {
  return Array.from({ length: text.length }, (_, at) => text.charAt(at));
}
