import { listBackups } from './backups.ts';
import type { Backup } from './backups.ts';
import { fileNamesOf } from './fileNames.ts';
import type { Files } from './files.ts';
import type { Hold } from './hold.ts';
import { StoreError } from './storeError.ts';

/** Where the data is and how much. */
export interface DatabaseInfo {
  readonly path: string;
  /** Of the last snapshot. */
  readonly bytes: number;
  readonly journalBytes: number;
  /** Newest first. */
  readonly backups: readonly Backup[];
  /** `elsewhere`: another window has it, until this one writes. */
  readonly state: 'writable' | 'readOnly' | 'elsewhere';
}

export async function databaseInfo(
  files: Files,
  path: string,
  { hold, overtaken }: { readonly hold: Hold | undefined; readonly overtaken: boolean },
): Promise<DatabaseInfo> {
  const names = hold?.names ?? fileNamesOf(await files.realPath(path));
  const [main, journal, backups] = await Promise.all([
    files.facts(names.main),
    files.facts(names.journal),
    listBackups(files, names).catch(() => []),
  ]);
  return {
    path,
    bytes: main?.size ?? 0,
    journalBytes: journal?.size ?? 0,
    backups,
    state: overtaken ? 'elsewhere' : hold ? await stateOf(hold) : 'readOnly',
  };
}

async function stateOf(hold: Hold): Promise<DatabaseInfo['state']> {
  try {
    await hold.owner.check();
  } catch (error) {
    if (error instanceof StoreError && error.code === 'lost') return 'elsewhere';
  }
  return 'writable';
}
