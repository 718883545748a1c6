import { randomUUID } from 'node:crypto';
import type { SqlJsStatic } from 'sql.js';
import { Engine } from './engine.ts';
import { fileNamesOf } from './fileNames.ts';
import type { Files } from './files.ts';
import { beginsAsJournal, JOURNAL_HEADER_SIZE } from './journalFormat.ts';
import { SCHEMA_VERSION } from './migrations.ts';
import { beginsAsOwner } from './owner.ts';
import { encodeSums, endsAsOurs, splitSums } from './pageSums.ts';
import type { Source } from './source.ts';
import { errnoOf, StoreError } from './storeError.ts';
import { FORGET_OLD_WRITERS } from './writers.ts';

/** "CZoo"; marks an SQLite file as ours. */
const APPLICATION_ID = 0x435a6f6f;
/** @see https://www.sqlite.org/fileformat.html#the_database_header for the offsets. */
const HEADER = {
  size: 100,
  magic: 'SQLite format 3\0',
  userVersion: 60,
  applicationId: 68,
  /** No version will ever be so high: that is damage. */
  absurdVersion: 1000,
};

/** A database in memory, as the main file had it. */
export interface Loaded {
  readonly engine: Engine;
  /** Never changes; a journal names the database that it belongs to. */
  readonly id: string;
  /** Number of the last journal record that is in it. */
  readonly seq: number;
  readonly version: number;
}

/**
 * Looks at a file before it is touched.
 *
 * @throws StoreError `newer` or `notOurs` for a healthy file that is not for this version, and `notOurs`
 *   for one that shows no trace of a database of ours.
 */
export async function refuseForeign({ files, sqlJs }: Source, path: string): Promise<void> {
  const header = await files.read(path, HEADER.size).catch((error: unknown) => {
    // Damage is for the one who opens; what cannot even be opened for reading is told here.
    if (isDamagedDisk(error)) return undefined;
    throw error;
  });
  if (!header || header.length === 0) return;
  if (!beginsAsSqlite(header)) {
    if (endsAsOurs((await files.read(path)) ?? header) || (await hasCompanion(files, path))) return;
    throw new StoreError(
      'notOurs',
      `${path} is not a database of ChatZoo. Choose another path for the database.`,
    );
  }
  if (!isSqlite(header)) return;
  if (header.readUInt32BE(HEADER.applicationId) !== APPLICATION_ID) {
    if (!isHealthyForeign(sqlJs, (await files.read(path)) ?? header)) return;
    throw new StoreError(
      'notOurs',
      `${path} is an SQLite database of another program. Choose another path for the database.`,
    );
  }
  const version = header.readUInt32BE(HEADER.userVersion);
  if (version > SCHEMA_VERSION && version < HEADER.absurdVersion) {
    throw new StoreError(
      'newer',
      `${path} was written by a newer version of ChatZoo (schema ${version}, this one knows ${SCHEMA_VERSION}). Update the extension or choose another path.`,
    );
  }
}

/** Whether there is a journal or an owner file of ours, so that this is our main file, damaged. */
async function hasCompanion(files: Files, path: string): Promise<boolean> {
  const names = fileNamesOf(path);
  const [journal, owner] = await Promise.all(
    [names.journal, names.owner].map(each => files.read(each, JOURNAL_HEADER_SIZE)),
  );
  return (
    (journal !== undefined && beginsAsJournal(journal)) ||
    (owner !== undefined && beginsAsOwner(owner))
  );
}

/** What is damaged, or was ours before its header was damaged, is for recovery. */
function isHealthyForeign(sqlJs: SqlJsStatic, bytes: Buffer): boolean {
  if (splitSums(bytes).sums) return false;
  const db = new sqlJs.Database(bytes);
  try {
    const [check] = db.exec('PRAGMA quick_check(1)');
    const [meta] = db.exec("SELECT 1 FROM pragma_table_info('meta') WHERE name = 'seq'");
    const names = db.exec("SELECT 1 FROM sqlite_schema WHERE name = 'shown_bots'");
    return check?.values[0]?.[0] === 'ok' && !(meta && names.length > 0);
  } catch {
    return false;
  } finally {
    db.close();
  }
}

/**
 * A database without tables, still to be migrated.
 *
 * @param id of the journal that is to be replayed on it, if there is one.
 */
export function createMain(sqlJs: SqlJsStatic, id: string = randomUUID()): Loaded {
  const engine = new Engine(new sqlJs.Database());
  engine.script(`PRAGMA application_id = ${APPLICATION_ID}`);
  engine.script('CREATE TABLE meta (id TEXT NOT NULL, seq INTEGER NOT NULL) STRICT');
  engine.change({ sql: 'INSERT INTO meta (id, seq) VALUES (?, 0)', params: [id] });
  return { engine, id, seq: 0, version: 0 };
}

/** @returns what is wrong with the bytes if they cannot be trusted. */
export function loadMain(sqlJs: SqlJsStatic, bytes: Buffer): Loaded | 'notADatabase' | 'corrupt' {
  const { database, sums } = splitSums(bytes);
  if (sums && sums.bad.length > 0) return 'corrupt';
  if (!isSqlite(database)) return 'notADatabase';
  let engine: Engine | undefined;
  try {
    engine = new Engine(new sqlJs.Database(database));
    // sql.js opens lazily and would fail at the first read of a bad page, perhaps days later.
    const [check] = engine.all('PRAGMA quick_check(1)');
    const [meta] = engine.all('SELECT id, seq FROM meta');
    const [pragma] = engine.all('PRAGMA user_version');
    const [program] = engine.all('PRAGMA application_id');
    const version = pragma?.['user_version'];
    if (
      check?.['quick_check'] === 'ok' &&
      program?.['application_id'] === APPLICATION_ID &&
      typeof meta?.['id'] === 'string' &&
      typeof meta['seq'] === 'number' &&
      typeof version === 'number' &&
      version <= SCHEMA_VERSION
    )
      return { engine, id: meta['id'], seq: meta['seq'], version };
  } catch (error) {
    engine?.close();
    // Too large for this machine is not damaged.
    if (error instanceof RangeError || /memory/i.test(String(error))) throw error;
    return 'corrupt';
  }
  engine.close();
  return 'corrupt';
}

/** The database as the parts of a file whose `meta` says up to which record it goes. */
export function exportMain(engine: Engine, seq: number): readonly Uint8Array[] {
  engine.change({ sql: 'UPDATE meta SET seq = ?', params: [seq] });
  engine.change(FORGET_OLD_WRITERS);
  const database = engine.export();
  return [database, encodeSums(database)];
}

/** Whether the disk, and not a permission or a wrong path, keeps the content back. */
export function isDamagedDisk(error: unknown): boolean {
  return errnoOf(error) === 'EIO';
}

function isSqlite(bytes: Buffer): boolean {
  return bytes.length >= HEADER.size && beginsAsSqlite(bytes);
}

function beginsAsSqlite(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 16) === HEADER.magic;
}
