/**
 * Cuts a text at random places as a stream does; the same seed cuts alike. Never many
 * pieces: each costs a paint.
 */
export function inPieces(text: string, seed: number): string[] {
  // Numerical Recipes' linear congruential generator: enough for cutting.
  let state = seed;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const most = Math.max(4, Math.ceil((text.length * 2) / (text.length > 50_000 ? 40 : 250)));
  const pieces: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = start + 1 + Math.floor(random() * most);
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}
