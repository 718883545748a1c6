import { basename, join } from 'node:path';
import type { Timestamp } from '../../core/model.ts';
import { keptName, parseKept, tempName } from './fileNames.ts';
import type { FileNames, KeptKind } from './fileNames.ts';
import type { Files } from './files.ts';
import type { Owner } from './owner.ts';
import type { Source } from './source.ts';
import { toStoreError } from './storeError.ts';

export interface Backup {
  readonly path: string;
  readonly at: Timestamp;
  readonly bytes: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The backups of a database, newest first. */
export async function listBackups(files: Files, names: FileNames): Promise<readonly Backup[]> {
  const backups: Backup[] = [];
  for (const { path, at } of await keptFiles(files, names, ['backup'])) {
    const facts = await files.facts(path);
    if (facts) backups.push({ path, at, bytes: facts.size });
  }
  return backups.sort((a, b) => b.at - a.at || b.path.localeCompare(a.path));
}

/** Files beside the database that are kept but not in use. */
export async function keptFiles(
  files: Files,
  names: FileNames,
  kinds: readonly KeptKind[] = ['damaged', 'replaced', 'backup'],
): Promise<readonly { readonly path: string; readonly at: Timestamp }[]> {
  return (await files.list(names.folder)).flatMap(name => {
    const kept = parseKept(name, names);
    return kept && kinds.includes(kept.kind)
      ? [{ path: join(names.folder, name), at: kept.at }]
      : [];
  });
}

/**
 * Keeps a sound main file under another name, if `isDue` or the newest backup is a day old, and
 * removes the oldest beyond the wanted number; the newest one stays even if none is wanted. A failure
 * is told, and harms nothing; a window that was overtaken leaves it to the other one.
 */
export async function keepBackup(
  source: Source,
  names: FileNames,
  owner: Owner,
  isDue: boolean,
): Promise<void> {
  const { files, now, onNotice } = source;
  const wanted = source.backups ? Math.max(0, Math.floor(source.backups())) : undefined;
  try {
    const before = await listBackups(files, names);
    // Either way: a clock that went back must not stop the backups.
    const isOld = Math.abs(now() - (before[0]?.at ?? -Infinity)) >= DAY_MS;
    const backups = before.map(({ path }) => path);
    if (wanted === undefined ? isDue : wanted > 0 && (isDue || isOld)) {
      const taken = new Set(backups.map(path => basename(path)));
      const path = keptName(names.main, 'backup', now(), taken);
      // A copy: what damages the file must not damage its backup.
      const temp = tempName(names.main, basename(path));
      try {
        await files.copy(names.main, temp);
        // Another window may have erased what was copied.
        await owner.check();
        await files.rename(temp, path);
      } catch (error) {
        await files.remove(temp).catch(() => undefined);
        throw error;
      }
      await files.syncFolder(names.folder);
      backups.unshift(path);
    }
    for (const path of backups.slice(wanted === undefined ? backups.length : Math.max(1, wanted)))
      await files.remove(path);
  } catch (error) {
    const isOurs = await owner.check().then(
      () => true,
      () => false,
    );
    if (isOurs)
      onNotice({ kind: 'backupFailed', path: names.main, error: toStoreError(error, names.main) });
  }
}
