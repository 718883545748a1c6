import { keepBackup } from './backups.ts';
import { fileNamesOf, isTempName } from './fileNames.ts';
import type { FileNames } from './fileNames.ts';
import type { Files } from './files.ts';
import { Hold } from './hold.ts';
import { Journal } from './journal.ts';
import { exportMain, refuseForeign } from './mainFile.ts';
import type { DamageReason } from './notice.ts';
import { Owner } from './owner.ts';
import { readFiles } from './readFiles.ts';
import type { Found } from './readFiles.ts';
import { reconcile } from './reconcile.ts';
import type { Held } from './reconcile.ts';
import { countRows } from './recover.ts';
import { replaceFile } from './replaceFile.ts';
import { setAside } from './setAside.ts';
import type { Source } from './source.ts';
import { StoreError } from './storeError.ts';
import type { Memory } from './writers.ts';

/** What a window has once the database is its own. */
export interface Attached {
  readonly memory: Memory;
  readonly hold: Hold;
  /** Another window, still open, had it before. */
  readonly fromLiving: boolean;
}

/**
 * Takes the database over from whoever has it and reads it.
 *
 * @param mine what this window had in memory, when it opens the files again.
 * @throws StoreError, Displaced; then `mine` is as it was.
 */
export async function attach(source: Source, path: string, mine?: Held): Promise<Attached> {
  const { files } = source;
  await files.makeFolder(fileNamesOf(path).folder);
  // Behind links, so that two windows meet at one owner file and no link is replaced by a file.
  const names = fileNamesOf(await files.realPath(path));
  await refuseForeign(source, names.main).catch((error: unknown) => {
    // What another program put in our place while we had it open is set aside.
    if (!mine || !(error instanceof StoreError && error.code === 'notOurs')) throw error;
  });
  const { owner, fromLiving } = await Owner.take(files, names.owner);
  await removeLeftovers(files, names);
  const found = await readFiles(source, names);
  try {
    if (found.isSound && !mine) await keepBackup(source, names, owner, found.migrated);
    const { memory, outcome, replaces } = reconcile(found, mine);
    const keep = (from: string, reason: DamageReason | undefined): Promise<string> | undefined =>
      reason && setAside(source, owner, names, from, reason);
    const main = await keep(names.main, replaces);
    const journal = await keep(
      names.journal,
      outcome === 'rewritten' ? undefined : found.journalDamage,
    );
    const mainIsOld = found.mainIsOld || outcome !== 'read';
    const hold = await claim(files, names, owner, memory, mainIsOld ? undefined : found);
    tellFound(source, names, found);
    if (outcome !== 'read') source.onNotice({ kind: 'rewritten', path: names.main });
    else tellRecovered(source, names, found, main ?? journal ?? names.main);
    if (memory.engine !== found.memory.engine) found.memory.engine.close();
    return { memory, hold, fromLiving };
  } catch (error) {
    found.memory.engine.close();
    throw error;
  }
}

/**
 * Writes the files as they are to be from now on.
 *
 * @param upToDate what a main file that can stay needs of the journal.
 */
export async function claim(
  files: Files,
  names: FileNames,
  owner: Owner,
  { engine, id, seq }: Memory,
  upToDate?: Pick<Found, 'kept'>,
): Promise<Hold> {
  if (!upToDate) {
    // Before the journal is touched: it may have what no other file has.
    const file = await replaceFile(files, owner, names.main, exportMain(engine, seq));
    await file.close();
  }
  const journal = await Journal.begin(files, owner, names.journal, id, upToDate?.kept ?? []);
  try {
    return await Hold.of(files, names, owner, journal);
  } catch (error) {
    await journal.close();
    throw error;
  }
}

/** Removes what a killed window was preparing; an overtaken one finds nothing to rename any more. */
async function removeLeftovers(files: Files, names: FileNames): Promise<void> {
  for (const name of await files.list(names.folder))
    if (isTempName(name, names)) await files.remove(`${names.folder}/${name}`);
}

function tellFound({ onNotice }: Source, names: FileNames, { torn, journalDamage }: Found): void {
  if (torn !== undefined && !journalDamage)
    onNotice({ kind: 'tornTail', path: names.journal, bytes: torn });
}

/** @param to the other name of what was recovered. */
function tellRecovered(
  { onNotice }: Source,
  names: FileNames,
  { memory, recoveredFrom, mainDamage }: Found,
  to: string,
): void {
  if (recoveredFrom === undefined) return;
  const counts = countRows(memory.engine);
  if (Object.values(counts).every(count => count === 0)) return;
  onNotice({
    kind: 'recovered',
    from: mainDamage ? names.main : names.journal,
    to,
    ...counts,
    ...(recoveredFrom === '' ? {} : { backup: recoveredFrom }),
  });
}
