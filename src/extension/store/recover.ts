import type { Engine } from './engine.ts';
import type { FileNames } from './fileNames.ts';
import { listBackups } from './backups.ts';
import { createMain, loadMain } from './mainFile.ts';
import type { Loaded } from './mainFile.ts';
import { migrate, SCHEMA_VERSION } from './migrations.ts';
import { salvage } from './salvage.ts';
import type { Source } from './source.ts';

/** A database made of what is left of one. */
export interface Recovered {
  readonly loaded: Loaded;
  /** Where it comes from, if not from the damaged file. */
  readonly backup?: string;
}

/**
 * Makes a new database of the readable rows of damaged bytes; if there are none, of the newest sound
 * backup.
 *
 * @param journalId the database that the journal belongs to. A main file that is simply gone takes
 *   only a backup of that very database: it may have been removed to begin anew.
 * @returns undefined if there is nothing to begin with.
 */
export async function recover(
  source: Source,
  names: FileNames,
  bytes: Buffer | undefined,
  journalId: string | undefined,
): Promise<Recovered | undefined> {
  const { sqlJs, files } = source;
  const salvaged = bytes && salvageInto(source, bytes, journalId);
  if (salvaged && countRows(salvaged.engine).sessions > 0) return { loaded: salvaged };
  for (const { path } of await listBackups(files, names)) {
    const backup = await files.read(path).catch(() => undefined);
    const loaded = backup && loadMain(sqlJs, backup);
    if (typeof loaded !== 'object') continue;
    if (bytes || journalId === undefined || loaded.id === journalId) {
      salvaged?.engine.close();
      return { loaded, backup: path };
    }
    loaded.engine.close();
  }
  return salvaged && { loaded: salvaged };
}

function salvageInto(
  { sqlJs }: Source,
  bytes: Buffer,
  journalId: string | undefined,
): Loaded | undefined {
  const made = createMain(sqlJs, journalId);
  try {
    migrate(made.engine, 0);
    const who = salvage(sqlJs, bytes, made.engine);
    if (who) {
      const id = who.id ?? made.id;
      made.engine.change({ sql: 'UPDATE meta SET id = ?', params: [id] });
      return { engine: made.engine, id, seq: who.seq ?? 0, version: SCHEMA_VERSION };
    }
  } catch (error) {
    made.engine.close();
    throw error;
  }
  made.engine.close();
  return undefined;
}

/** How much there is, for people to compare. */
export function countRows(engine: Engine): {
  readonly sessions: number;
  readonly turns: number;
  readonly replies: number;
  readonly votes: number;
} {
  const count = (table: string): number =>
    Number(engine.all(`SELECT count(*) AS n FROM ${table}`)[0]?.['n'] ?? 0);
  return {
    sessions: count('sessions'),
    turns: count('turns'),
    replies: count('replies'),
    votes: count('votes'),
  };
}
