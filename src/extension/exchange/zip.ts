import { createInflateRaw } from 'node:zlib';
import { openPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { ImportProblem, toImportProblem } from './importProblem.ts';
import { inflated } from './inflate.ts';

const MOST_ENTRIES = 10_000;
const METHODS = { stored: 0, deflated: 8 };
/** The type bits of a Unix mode, and their value for a symbolic link. */
const TYPE_BITS = 0o170_000;
const LINK = 0o120_000;

/**
 * The bytes of the one file in an archive that can be imported: `conversations.json`, else the only
 * .json, .jsonl or .csv in it. Nothing is ever written to the disk.
 *
 * @throws ImportProblem `damaged`, `tooBig`, `encrypted`, `unsafeArchive`, `nothingInside` or `unreadable`.
 */
export async function* zippedBytes(path: string): AsyncIterable<Buffer> {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(path, { lazyEntries: true, autoClose: false });
    const entry = theOne(await entriesOf(zip));
    if (entry.isEncrypted())
      throw new ImportProblem('encrypted', `${entry.fileName} is encrypted.`);
    const raw = await zip.openReadStreamPromise(entry, { decodeFileData: false });
    if (entry.compressionMethod === METHODS.stored) yield* raw as AsyncIterable<Buffer>;
    else if (entry.compressionMethod === METHODS.deflated) yield* inflated(raw, createInflateRaw());
    else
      throw new ImportProblem(
        'notUnderstood',
        `${entry.fileName} is compressed by method ${entry.compressionMethod}.`,
      );
  } catch (error) {
    throw toImportProblem(error, 'damaged');
  } finally {
    zip?.close();
  }
}

async function entriesOf(zip: ZipFile): Promise<readonly Entry[]> {
  if (zip.entryCount > MOST_ENTRIES) throw tooMany();
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      if (((entry.externalFileAttributes >>> 16) & TYPE_BITS) === LINK)
        throw new ImportProblem('unsafeArchive', `${entry.fileName} is a link.`);
      entries.push(entry);
      if (entries.length > MOST_ENTRIES) throw tooMany();
    }
  } catch (error) {
    // yauzl checks the names: none absolute, none with "..".
    if (/absolute path|relative path/.test(String(error)))
      throw new ImportProblem('unsafeArchive', String(error), { cause: error });
    throw error;
  }
  return entries;
}

function theOne(entries: readonly Entry[]): Entry {
  const candidates = entries.filter(
    ({ fileName }) =>
      /\.(json|jsonl|ndjson|csv)$/i.test(fileName) && !/(^|\/)(__MACOSX\/|\.)/.test(fileName),
  );
  const named = candidates.filter(({ fileName }) => /(^|\/)conversations\.json$/i.test(fileName));
  const [entry, ...others] = named.length > 0 ? named : candidates;
  if (entry && others.length === 0) return entry;
  throw new ImportProblem(
    'nothingInside',
    entry
      ? `The archive has ${candidates.length} files that could be meant. Unpack it and choose one.`
      : 'The archive has no .json, .jsonl or .csv file.',
  );
}

function tooMany(): ImportProblem {
  return new ImportProblem('tooBig', `The archive has more than ${MOST_ENTRIES} entries.`);
}
