import { setTimeout as pause } from 'node:timers/promises';
import type { SqlJsStatic } from 'sql.js';
import type { Timestamp } from '../../core/model.ts';
import { Database } from './database.ts';
import { fileNamesOf } from './fileNames.ts';
import { nodeFiles } from './files.ts';
import type { Files } from './files.ts';
import { refuseForeign } from './mainFile.ts';
import type { DamageReason, StoreNotice } from './notice.ts';
import { firstAttach, Possession } from './possession.ts';
import { readFiles } from './readFiles.ts';
import type { Found } from './readFiles.ts';
import type { Source } from './source.ts';
import { StoreError, toStoreError } from './storeError.ts';

export interface OpenOptions {
  /** Absolute; missing folders are made. */
  readonly path: string;
  /** Called once, here: half a megabyte of WebAssembly is not for the start of the editor. */
  readonly loadSqlJs: () => Promise<SqlJsStatic>;
  readonly onNotice: (notice: StoreNotice) => void;
  readonly now: () => Timestamp;
  /** How many backups are kept; if not given, one is made before a migration and none is removed. */
  readonly backups?: () => number;
  /** Reads, and neither writes nor makes anything, nor takes the database from a window. */
  readonly readOnly?: boolean;
  readonly files?: Files;
  /** Size of the journal at which a snapshot is taken unasked, in bytes. */
  readonly journalLimit?: number;
}

const JOURNAL_LIMIT = 8 * 1024 * 1024;
/** A window may be replacing one file after the other just then. */
const READS = 5;
const BETWEEN_READS_MS = 100;

/**
 * Opens the database, or makes it, and takes it over from any window that has it open; that one takes
 * it back when it writes.
 *
 * Damaged files are set aside and told to `onNotice`; where nothing can be written, it is opened for
 * reading. The promise rejects only if the database cannot be used at all.
 *
 * @throws StoreError `newer`, `notOurs`, `notAFile`, `missing`, `readOnly`, `full`, `io` or `lost`.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const { path, onNotice, now } = options;
  try {
    const files = options.files ?? nodeFiles;
    const { backups } = options;
    const source: Source = { files, onNotice, now, backups, sqlJs: await options.loadSqlJs() };
    const possession = await possess(source, options);
    return new Database(source, possession, options.journalLimit ?? JOURNAL_LIMIT);
  } catch (error) {
    throw toStoreError(error, path);
  }
}

async function possess(source: Source, { path, readOnly }: OpenOptions): Promise<Possession> {
  if (readOnly === true) {
    const { memory, mainDamage, journalDamage } = await read(source, path);
    const damage = mainDamage ?? journalDamage;
    if (damage) {
      memory.engine.close();
      throw new StoreError('io', damagedAdvice(path, damage));
    }
    return new Possession(source, { path, memory, forReading: true });
  }
  try {
    const { memory, hold, fromLiving } = await firstAttach(source, path);
    if (fromLiving) source.onNotice({ kind: 'shared', path });
    return new Possession(source, { path, memory, hold, sharingIsKnown: fromLiving });
  } catch (error) {
    const obstacle = toStoreError(error, path);
    if (obstacle.code !== 'readOnly' && obstacle.code !== 'full') throw error;
    const { memory } = await read(source, path).catch(() => {
      throw obstacle;
    });
    source.onNotice({ kind: obstacle.code, path, error: obstacle });
    return new Possession(source, { path, memory });
  }
}

/** @throws StoreError `missing` if there is nothing to read. */
async function read(source: Source, path: string): Promise<Found> {
  const names = fileNamesOf(await source.files.realPath(path));
  for (let attempt = 1; ; attempt++) {
    const size = (await source.files.facts(names.main))?.size ?? 0;
    if (size === 0 && attempt >= READS)
      throw new StoreError('missing', `There is no database at ${path}.`);
    if (size > 0) {
      await refuseForeign(source, names.main);
      const found = await readFiles(source, names);
      if ((!found.mainDamage && !found.journalDamage) || attempt >= READS) return found;
      found.memory.engine.close();
    }
    await pause(BETWEEN_READS_MS);
  }
}

/** Whoever only reads takes no part for the whole. */
function damagedAdvice(path: string, damage: DamageReason): string {
  return `${path} is damaged (${damage}). Open it in the editor once: what can be read is recovered, and the rest is set aside.`;
}
