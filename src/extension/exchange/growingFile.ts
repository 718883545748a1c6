import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { SharedLine, SharedLines } from '../app/ports.ts';
import { linesOf } from './lines.ts';
import { decoded } from './text.ts';

const NEWLINE = 0x0a;
/** Bytes of the beginning and of the last lines read that are looked at again. */
const SAMPLE = 1024;
const CHUNK = 64 * 1024;
/** Lines given at a time. */
const BATCH = 100;
/** UTF-16 code units; a session of a day's work is a hundredth of this. */
const LONGEST_LINE = 16 * 1024 ** 2;

/** How far a file was read, and how to see that it has only grown since. */
export interface ReadMark {
  readonly size: number;
  readonly mtimeMs: number;
  /** Where the last line that was whole ends. */
  readonly offset: number;
  /** How many lines end before that. */
  readonly lines: number;
  readonly sample: string;
}

/** Where a file is read from that nobody has read yet. */
export const UNREAD: ReadMark = { size: -1, mtimeMs: -1, offset: 0, lines: 0, sample: '' };

/**
 * The whole lines after the mark, or all of them if the file did not just grow; at the end a last
 * line without its newline, if it is JSON already: it is given again once it is ended.
 *
 * @param onMark told the new mark, once all lines have been taken.
 */
export async function* linesSince(
  path: string,
  mark: ReadMark,
  onMark: (mark: ReadMark) => void,
): AsyncIterable<Omit<SharedLines, 'file'>> {
  const handle = await open(path, 'r');
  let size: number;
  let mtimeMs: number;
  let from: number;
  let end: number;
  let tail: string;
  try {
    ({ size, mtimeMs } = await handle.stat());
    const grown = size >= mark.offset && (await sampleOf(handle, mark.offset)) === mark.sample;
    from = grown ? mark.offset : 0;
    end = await endOfLastLine(handle, from, size);
    tail = size - end <= LONGEST_LINE ? (await bytesOf(handle, end, size)).toString('utf8') : '';
  } finally {
    await handle.close();
  }
  let lines = from === 0 ? 0 : mark.lines;
  const before = lines;
  if (from === 0) yield { fresh: true, lines: [] };

  if (end > from) {
    const stream = createReadStream(path, { start: from, end: end - 1 }) as AsyncIterable<Buffer>;
    const count = (newlines: number): void => {
      lines += newlines;
    };
    let batch: SharedLine[] = [];
    const text = decoded(countingNewlines(stream, count), () => undefined);
    for await (const { line, text: found } of linesOf(text, LONGEST_LINE)) {
      batch.push({ line: before + line, text: found });
      if (batch.length < BATCH) continue;
      yield { fresh: false, lines: batch };
      batch = [];
    }
    if (batch.length > 0) yield { fresh: false, lines: batch };
  }
  if (isJson(tail)) yield { fresh: false, lines: [{ line: lines + 1, text: tail }] };
  const again = await open(path, 'r');
  try {
    onMark({ size, mtimeMs, offset: end, lines, sample: await sampleOf(again, end) });
  } finally {
    await again.close();
  }
}

async function* countingNewlines(
  chunks: AsyncIterable<Buffer>,
  count: (newlines: number) => void,
): AsyncIterable<Buffer> {
  for await (const chunk of chunks) {
    let newlines = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) newlines++;
    count(newlines);
    yield chunk;
  }
}

/** The hash of the first bytes and of the last ones before `end`. */
async function sampleOf(handle: FileHandle, end: number): Promise<string> {
  if (end === 0) return '';
  const hash = createHash('sha256');
  hash.update(await bytesOf(handle, 0, Math.min(SAMPLE, end)));
  hash.update(await bytesOf(handle, Math.max(0, end - SAMPLE), end));
  return hash.digest('hex');
}

/** Where the last newline in `[from, size)` ends, or `from` if there is none. */
async function endOfLastLine(handle: FileHandle, from: number, size: number): Promise<number> {
  for (let end = size; end > from;) {
    const start = Math.max(from, end - CHUNK);
    const at = (await bytesOf(handle, start, end)).lastIndexOf(NEWLINE);
    if (at >= 0) return start + at + 1;
    end = start;
  }
  return from;
}

async function bytesOf(handle: FileHandle, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.alloc(end - start);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
  return bytes.subarray(0, bytesRead);
}

function isJson(text: string): boolean {
  if (text.trim() === '') return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
