import { randomUUID } from 'node:crypto';
import type { SqlJsStatic } from 'sql.js';
import { Engine } from './engine.ts';
import type { Files } from './files.ts';
import { SCHEMA_VERSION } from './migrations.ts';
import { errnoOf, StoreError } from './storeError.ts';

/** "CZoo"; marks an SQLite file as ours. */
const APPLICATION_ID = 0x435a6f6f;
/** @see https://www.sqlite.org/fileformat.html#the_database_header for the offsets. */
const HEADER = { size: 100, magic: 'SQLite format 3\0', userVersion: 60, applicationId: 68 };

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
 * @throws StoreError `newer` or `notOurs` for a healthy file that is not for this version.
 */
export async function refuseForeign(files: Files, path: string): Promise<void> {
  const header = await files.read(path, HEADER.size).catch((error: unknown) => {
    // Damage is for the one who opens; what cannot even be opened for reading is told here.
    if (isDamagedDisk(error)) return undefined;
    throw error;
  });
  if (!header || !isSqlite(header)) return;
  if (header.readUInt32BE(HEADER.applicationId) !== APPLICATION_ID) {
    throw new StoreError(
      'notOurs',
      `${path} is an SQLite database of another program. Choose another path for the database.`,
    );
  }
  const version = header.readUInt32BE(HEADER.userVersion);
  if (version > SCHEMA_VERSION) {
    throw new StoreError(
      'newer',
      `${path} was written by a newer version of ChatZoo (schema ${version}, this one knows ${SCHEMA_VERSION}). Update the extension or choose another path.`,
    );
  }
}

/** A database without tables, still to be migrated. */
export function createMain(sqlJs: SqlJsStatic): Loaded {
  const engine = new Engine(new sqlJs.Database());
  const id = randomUUID();
  engine.script(`PRAGMA application_id = ${APPLICATION_ID}`);
  engine.script('CREATE TABLE meta (id TEXT NOT NULL, seq INTEGER NOT NULL) STRICT');
  engine.change({ sql: 'INSERT INTO meta (id, seq) VALUES (?, 0)', params: [id] });
  return { engine, id, seq: 0, version: 0 };
}

/** @returns what is wrong with the bytes if they cannot be trusted. */
export function loadMain(sqlJs: SqlJsStatic, bytes: Buffer): Loaded | 'notADatabase' | 'corrupt' {
  if (!isSqlite(bytes)) return 'notADatabase';
  let engine: Engine | undefined;
  try {
    engine = new Engine(new sqlJs.Database(bytes));
    // sql.js opens lazily and would fail at the first read of a bad page, perhaps days later.
    const [check] = engine.all('PRAGMA quick_check(1)');
    const [meta] = engine.all('SELECT id, seq FROM meta');
    const [pragma] = engine.all('PRAGMA user_version');
    if (
      check?.['quick_check'] === 'ok' &&
      typeof meta?.['id'] === 'string' &&
      typeof meta['seq'] === 'number' &&
      typeof pragma?.['user_version'] === 'number'
    )
      return { engine, id: meta['id'], seq: meta['seq'], version: pragma['user_version'] };
  } catch (error) {
    engine?.close();
    // Too large for this machine is not damaged.
    if (error instanceof RangeError || /memory/i.test(String(error))) throw error;
    return 'corrupt';
  }
  engine.close();
  return 'corrupt';
}

/** The database as a file whose `meta` says up to which record it goes. */
export function exportMain(engine: Engine, seq: number): Uint8Array {
  engine.change({ sql: 'UPDATE meta SET seq = ?', params: [seq] });
  return engine.export();
}

/** Whether the disk, and not a permission or a wrong path, keeps the content back. */
export function isDamagedDisk(error: unknown): boolean {
  return errnoOf(error) === 'EIO';
}

function isSqlite(bytes: Buffer): boolean {
  return bytes.length >= HEADER.size && bytes.toString('latin1', 0, 16) === HEADER.magic;
}
