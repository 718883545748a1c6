import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import type { BattleColumns } from '../../../src/core/ranking/battleColumns.ts';

const HEADER_BYTES = 8;
/** The file's words for outcomes, by their codes. */
const WINNERS = ['model_a', 'model_b', 'tie', 'tie (bothbad)'];
const CHUNK_CHARACTERS = 2 ** 20;

/** Columns one after another, little endian: u32 bots, u32 votes, u16 a[], u16 b[], u8 outcome[]. */
export function writeColumns(file: string, { bots, a, b, outcome }: BattleColumns): void {
  const votes = a.length;
  const bytes = new Uint8Array(HEADER_BYTES + 5 * votes);
  new Uint32Array(bytes.buffer, 0, 2).set([bots, votes]);
  new Uint16Array(bytes.buffer, HEADER_BYTES, votes).set(a);
  new Uint16Array(bytes.buffer, HEADER_BYTES + 2 * votes, votes).set(b);
  bytes.set(outcome, HEADER_BYTES + 4 * votes);
  writeFileSync(file, bytes);
}

export function readColumns(file: string): BattleColumns {
  const { buffer, byteOffset } = readFileSync(file);
  const [bots = 0, votes = 0] = new Uint32Array(buffer, byteOffset, 2);
  const start = byteOffset + HEADER_BYTES;
  return {
    bots,
    a: new Uint16Array(buffer, start, votes),
    b: new Uint16Array(buffer, start + 2 * votes, votes),
    outcome: new Uint8Array(buffer, start + 4 * votes, votes),
  };
}

/** The same votes as JSON Lines, 63 bytes each with 100 bots. */
export function writeJsonLines(file: string, { bots, a, b, outcome }: BattleColumns): void {
  const names = namesOf(bots);
  const descriptor = openSync(file, 'w');
  let text = '';
  for (let i = 0; i < a.length; i++) {
    const [left, right] = [names[a[i] ?? 0], names[b[i] ?? 0]];
    text += `{"model_a":"${left}","model_b":"${right}","winner":"${WINNERS[outcome[i] ?? 0]}"}\n`;
    if (text.length < CHUNK_CHARACTERS && i < a.length - 1) continue;
    writeSync(descriptor, text);
    text = '';
  }
  closeSync(descriptor);
}

/** `model-00`, `model-01` …, in the order of their numbers. */
export function namesOf(bots: number): string[] {
  const width = String(bots - 1).length;
  return Array.from({ length: bots }, (_, bot) => `model-${String(bot).padStart(width, '0')}`);
}
