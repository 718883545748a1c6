import type { SqlJsStatic } from 'sql.js';
import type { Timestamp } from '../../core/model.ts';
import { Database } from './database.ts';
import { fileNamesOf, isTempName } from './fileNames.ts';
import type { FileNames } from './fileNames.ts';
import { nodeFiles } from './files.ts';
import type { Files } from './files.ts';
import { Journal } from './journal.ts';
import { decodeJournal } from './journalFormat.ts';
import type { JournalContents } from './journalFormat.ts';
import { createMain, exportMain, isDamagedDisk, loadMain, refuseForeign } from './mainFile.ts';
import type { Loaded } from './mainFile.ts';
import { migrate } from './migrations.ts';
import type { DamageReason, StoreNotice } from './notice.ts';
import { Owner } from './owner.ts';
import { replaceFile } from './replaceFile.ts';
import { replay } from './replay.ts';
import { setAside } from './setAside.ts';
import { toStoreError } from './storeError.ts';

export interface OpenOptions {
  /** Absolute; missing folders are made. */
  readonly path: string;
  /** Called once, here: half a megabyte of WebAssembly is not for the start of the editor. */
  readonly loadSqlJs: () => Promise<SqlJsStatic>;
  readonly onNotice: (notice: StoreNotice) => void;
  readonly now: () => Timestamp;
  readonly files?: Files;
  /** Size of the journal at which a snapshot is taken unasked, in bytes. */
  readonly journalLimit?: number;
}

const JOURNAL_LIMIT = 8 * 1024 * 1024;

/**
 * Opens the database, or makes it, and takes it over from any window that has it open.
 *
 * Damaged files are set aside and told to `onNotice`; the promise rejects only if the database
 * cannot be used at all.
 *
 * @throws StoreError `newer`, `notOurs`, `notAFile`, `readOnly`, `full`, `io` or `lost`.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  try {
    return await open(options, options.files ?? nodeFiles);
  } catch (error) {
    throw toStoreError(error, options.path);
  }
}

async function open(options: OpenOptions, files: Files): Promise<Database> {
  const { onNotice } = options;
  await files.makeFolder(fileNamesOf(options.path).folder);
  // Behind links, so that two windows meet at one owner file and no link is replaced by a file.
  const names = fileNamesOf(await files.realPath(options.path));
  await refuseForeign(files, names.main);
  const owner = await Owner.take(files, names.owner);
  await removeLeftovers(files, names);

  const { loaded, isNew } = await loadOrCreate(options, files, owner, names);
  const { engine, id } = loaded;
  try {
    const { contents, damage } = await readJournal(files, names.journal, isNew, id);
    const replayed = await replay(engine, loaded.seq, contents?.records ?? []);
    const problem = damage ?? replayed.problem;
    const { seq } = replayed;
    const migrated = migrate(engine, loaded.version);
    let kept = (contents?.records ?? []).filter(record => record.seq > loaded.seq);
    if (migrated || problem) {
      // What could be read of the journal is safe before the journal is touched.
      const file = await replaceFile(files, owner, names.main, exportMain(engine, seq));
      await file.close();
      kept = [];
    }
    if (problem) await setAside(files, owner, names, names.journal, problem, options);
    const journal = await Journal.begin(files, owner, names.journal, id, kept);
    if (!problem && contents?.end.kind === 'torn')
      onNotice({ kind: 'tornTail', path: names.journal, bytes: contents.end.bytes });
    const journalLimit = options.journalLimit ?? JOURNAL_LIMIT;
    return new Database({ engine, journal, owner, files, names, seq, journalLimit, onNotice });
  } catch (error) {
    engine.close();
    throw error;
  }
}

/** Removes what a killed window was preparing; an overtaken one finds nothing to rename any more. */
async function removeLeftovers(files: Files, names: FileNames): Promise<void> {
  for (const name of await files.list(names.folder))
    if (isTempName(name, names)) await files.remove(`${names.folder}/${name}`);
}

async function loadOrCreate(
  options: OpenOptions,
  files: Files,
  owner: Owner,
  names: FileNames,
): Promise<{ readonly loaded: Loaded; readonly isNew: boolean }> {
  const sqlJs = await options.loadSqlJs();
  const bytes = await readOrDamage(files, names.main);
  if (bytes !== undefined && (bytes === 'unreadable' || bytes.length > 0)) {
    const found = bytes === 'unreadable' ? bytes : loadMain(sqlJs, bytes);
    if (typeof found !== 'string') return { loaded: found, isNew: false };
    await setAside(files, owner, names, names.main, found, options);
  }
  return { loaded: createMain(sqlJs), isNew: true };
}

async function readJournal(
  files: Files,
  path: string,
  isNew: boolean,
  databaseId: string,
): Promise<{ readonly contents?: JournalContents; readonly damage?: DamageReason }> {
  const bytes = await readOrDamage(files, path);
  if (bytes === 'unreadable') return { damage: 'unreadable' };
  if (bytes === undefined || bytes.length === 0) return {};
  const contents = decodeJournal(bytes);
  if (!contents) return { damage: 'corrupt' };
  if (isNew || contents.databaseId !== databaseId)
    return contents.records.length === 0 && contents.end.kind === 'clean'
      ? {}
      : { damage: 'orphaned' };
  const { kind } = contents.end;
  return kind === 'corrupt' || kind === 'gap' ? { contents, damage: kind } : { contents };
}

async function readOrDamage(
  files: Files,
  path: string,
): Promise<Buffer | 'unreadable' | undefined> {
  try {
    return await files.read(path);
  } catch (error) {
    if (isDamagedDisk(error)) return 'unreadable';
    throw error;
  }
}
