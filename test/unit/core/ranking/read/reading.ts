import {
  BattleReader,
  type BattleShape,
} from '../../../../../src/core/ranking/read/battleReader.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Reads texts or bytes, each a file, in chunks of so many bytes, through one buffer as from a disk. */
export function read(
  files: readonly (string | Uint8Array)[],
  { chunk = 1024, shape = 'auto' }: { chunk?: number; shape?: BattleShape } = {},
) {
  const reader = new BattleReader(bytes => decoder.decode(bytes), shape);
  for (const file of files) {
    const bytes = typeof file === 'string' ? encoder.encode(file) : file;
    const buffer = new Uint8Array(chunk);
    for (let at = 0; at < bytes.length; at += chunk) {
      const piece = bytes.subarray(at, at + chunk);
      buffer.set(piece);
      reader.push(buffer.subarray(0, piece.length));
    }
    reader.endFile();
  }
  return reader.end();
}

/** The battles as `a outcome b`, with 0 for a's win, 1 for b's, 2 and 3 for the ties. */
export function battlesIn({ names, battles }: ReturnType<typeof read>): string[] {
  return Array.from(
    battles.a,
    (a, i) => `${names[a]} ${battles.outcome[i]} ${names[battles.b[i] ?? -1]}`,
  );
}
