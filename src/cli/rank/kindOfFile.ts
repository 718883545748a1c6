import { stat } from 'node:fs/promises';
import { csvHeader } from '../../core/ranking/read/csvHeader.ts';
import { EXIT, Problem } from '../problem.ts';
import { bytesOf } from './bytesOf.ts';
import type { RankFormat } from './rankWords.ts';

/** What a file holds: battles, or sessions with their votes, in a database or another file. */
export type FileKind = 'battles' | 'sessions' | 'database';

const PACKED: readonly (readonly [name: string, magic: readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['Zstandard', [0x28, 0xb5, 0x2f, 0xfd]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
];
const SQLITE = [...Buffer.from('SQLite format 3\0')];
/** Marks of little and big end first. */
const UTF_16 = [
  [0xff, 0xfe],
  [0xfe, 0xff],
];

/**
 * Says by a file's beginning what is in it. The standard input and other pipes can only be battles: they
 * are read once.
 *
 * @throws Problem for a missing file, a folder, or what is packed or no text in UTF-8
 */
export async function kindOfFile(file: string, format: RankFormat): Promise<FileKind> {
  if (file === '-' || (await isPipe(file))) return 'battles';
  const head = await headOf(file);
  const startsWith = (magic: readonly number[]): boolean =>
    magic.every((byte, i) => head[i] === byte);
  const packed = PACKED.find(([, magic]) => startsWith(magic));
  if (packed) throw new Problem(EXIT.files, `${file} is packed (${packed[0]}); unpack it first`);
  if (startsWith(SQLITE)) {
    if (format === 'auto' || format === 'chatzoo') return 'database';
    throw new Problem(EXIT.files, `${file} is a database; leave out --format ${format}`);
  }
  if (UTF_16.some(startsWith)) {
    throw new Problem(EXIT.files, `${file} is in UTF-16; save it as UTF-8 first`);
  }
  if (head.includes(0)) throw new Problem(EXIT.files, `${file} is no text`);
  if (format !== 'auto') return format === 'chatzoo' ? 'sessions' : 'battles';
  const text = new TextDecoder().decode(head).trimStart();
  // Within a text of a session the quotes would stand behind backslashes.
  const isEmpty = /^(\[\s*\]?\s*)?$/.test(text);
  const isOfBattles = isEmpty || text.includes('"model_a"') || csvHeader(firstLineOf(text));
  return isOfBattles ? 'battles' : 'sessions';
}

/** As `<(zcat battles.gz)` is one. */
async function isPipe(file: string): Promise<boolean> {
  const stats = await stat(file).catch(() => undefined);
  return stats?.isFIFO() ?? false;
}

async function headOf(file: string): Promise<Uint8Array> {
  for await (const chunk of bytesOf(file)) return chunk.slice();
  return new Uint8Array(0);
}

function firstLineOf(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
