import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import type { SqlJsStatic } from 'sql.js';
import type { Content, Rows } from '../../core/formats/import/format.ts';
import type { OpenedContent } from '../app/ports.ts';
import { csvRows } from './csv.ts';
import { ImportProblem, toImportProblem } from './importProblem.ts';
import { inflated } from './inflate.ts';
import { parseJson } from './jsonText.ts';
import { linesOf } from './lines.ts';
import { sniff } from './sniff.ts';
import { readTables, SQLITE_MAGIC } from './tables.ts';
import { decoded } from './text.ts';
import { zippedBytes } from './zip.ts';

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);
const ZIP_MAGIC = Buffer.from('PK\u0003\u0004', 'latin1');
/** A JSON document is one string first, and an engine's longest has a little less than this many. */
const MOST_OF_A_DOCUMENT = 512 * 1024 ** 2 - 1024;
/** Enough to recognise a format by. */
const FIRST_ROWS = { count: 20, characters: 1024 ** 2 };

/**
 * Opens a file of whatever program, and says by its first bytes, never by its name, what it is:
 * SQLite, JSON, JSON Lines or CSV, the texts also inside gzip or zip.
 *
 * Rows are read from the file as they are asked for, and from its beginning each time.
 *
 * @throws ImportProblem for what cannot be read at all; reading on through the rows can throw it too;
 *   the signal's reason.
 */
export async function openContent(
  path: string,
  tools: {
    readonly loadSqlJs: () => Promise<SqlJsStatic>;
    /** Stops reading a database, which is read as a whole. */
    readonly signal?: AbortSignal | undefined;
  },
): Promise<OpenedContent> {
  const notes = new Set<string>();
  const note = (what: string): void => void notes.add(what);
  const magic = await firstBytes(path);
  const content = startsWith(magic, SQLITE_MAGIC)
    ? ({ shape: 'tables', tables: await readTables(path, { ...tools, onNote: note }) } as const)
    : await openText(bytesOf(path, magic), note);
  // Each reading of the rows opens the file and closes it again: nothing stays open in between.
  return { content, notes: () => [...notes], close: () => Promise.resolve() };
}

type Bytes = () => AsyncIterable<Buffer>;

function bytesOf(path: string, magic: Buffer): Bytes {
  if (startsWith(magic, ZIP_MAGIC)) return () => zippedBytes(path);
  if (startsWith(magic, GZIP_MAGIC)) return () => inflated(createReadStream(path), createGunzip());
  return () => plainBytes(path);
}

async function openText(bytes: Bytes, note: (what: string) => void): Promise<Content> {
  const chunks = (): AsyncIterable<string> =>
    decoded(bytes(), () => {
      note('invalid UTF-8');
    });
  const onReplaced = (): void => {
    note('characters that are none: half a surrogate pair, or U+0000');
  };
  const found = await sniff(chunks());
  switch (found.shape) {
    case 'json':
      return { shape: 'json', value: parseJson(await wholeText(chunks()), onReplaced) };
    case 'jsonl':
      return ofRows('jsonl', chunks, text => jsonRows(text, onReplaced));
    case 'csv':
      return ofRows('csv', chunks, text => csvRows(text, found.delimiter));
    case 'blank':
      throw new ImportProblem('empty', 'There is nothing in it.');
    case 'other':
      throw new ImportProblem('notUnderstood', 'It begins like neither JSON nor CSV.');
  }
}

async function ofRows(
  shape: 'jsonl' | 'csv',
  chunks: () => AsyncIterable<string>,
  read: (text: AsyncIterable<string>) => Rows,
): Promise<Content> {
  const first: unknown[] = [];
  let characters = 0;
  const beginning = counted(chunks(), length => (characters += length));
  for await (const each of read(beginning)) {
    if ('row' in each) first.push(each.row);
    if (first.length >= FIRST_ROWS.count || characters > FIRST_ROWS.characters) break;
  }
  const rows: Rows = { [Symbol.asyncIterator]: () => read(chunks())[Symbol.asyncIterator]() };
  return { shape, first, rows };
}

async function* counted(
  chunks: AsyncIterable<string>,
  count: (length: number) => void,
): AsyncIterable<string> {
  for await (const chunk of chunks) {
    count(chunk.length);
    yield chunk;
  }
}

async function* jsonRows(chunks: AsyncIterable<string>, onReplaced: () => void): Rows {
  for await (const { line, text } of linesOf(chunks)) {
    if (text === undefined) yield { line, broken: 'The line is longer than 256 MiB.' };
    else {
      const row = parsedLine(text, onReplaced);
      yield row instanceof ImportProblem ? { line, broken: row.message } : { line, row };
    }
  }
}

function parsedLine(text: string, onReplaced: () => void): unknown {
  try {
    return parseJson(text, onReplaced);
  } catch (error) {
    return error;
  }
}

async function wholeText(chunks: AsyncIterable<string>): Promise<string> {
  const pieces: string[] = [];
  let length = 0;
  for await (const piece of chunks) {
    length += piece.length;
    if (length > MOST_OF_A_DOCUMENT)
      throw new ImportProblem(
        'tooBig',
        'A JSON document of more than 512 MiB cannot be read at once. Use JSON Lines for so much.',
      );
    pieces.push(piece);
  }
  return pieces.join('');
}

async function* plainBytes(path: string): AsyncIterable<Buffer> {
  try {
    yield* createReadStream(path) as AsyncIterable<Buffer>;
  } catch (error) {
    throw toImportProblem(error, 'unreadable');
  }
}

async function firstBytes(path: string): Promise<Buffer> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw toImportProblem(error, 'unreadable');
  }
}

function startsWith(bytes: Buffer, prefix: Buffer): boolean {
  return bytes.subarray(0, prefix.length).equals(prefix);
}
