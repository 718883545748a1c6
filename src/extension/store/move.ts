import { basename, dirname, join } from 'node:path';
import { claim } from './attach.ts';
import { keptFiles } from './backups.ts';
import { fileNamesOf } from './fileNames.ts';
import type { FileNames } from './fileNames.ts';
import type { Files } from './files.ts';
import type { Hold } from './hold.ts';
import { JOURNAL_HEADER_SIZE } from './journalFormat.ts';
import { loadMain } from './mainFile.ts';
import { Owner } from './owner.ts';
import type { Source } from './source.ts';
import { StoreError } from './storeError.ts';
import type { Memory } from './writers.ts';

/**
 * Writes the database to another place, reads it back, and only then removes the old files. Whoever
 * still has them open finds word where they are now.
 *
 * @param held the old files, if they could be written.
 * @returns what the window has now; `there` if this very database is in the new place already.
 * @throws StoreError `taken` if something else is there, `lost`, and others; then the old files are whole.
 */
export async function moveFiles(
  { files, sqlJs }: Source,
  memory: Memory,
  from: { readonly names: FileNames; readonly held: Hold | undefined },
  path: string,
): Promise<Hold | 'there'> {
  await files.makeFolder(dirname(path));
  const to = fileNamesOf(await files.realPath(path));
  if (to.main === from.names.main) return 'there';
  const idThere = async (): Promise<string | undefined> => {
    const bytes = await files.read(to.main);
    const loaded = bytes && loadMain(sqlJs, bytes);
    if (typeof loaded !== 'object') return undefined;
    loaded.engine.close();
    return loaded.id;
  };
  if (!(await isFree(files, to))) {
    // Another window was told to move it too, and was quicker.
    if ((await idThere()) === memory.id) return 'there';
    throw new StoreError('taken', `There is something at ${path} already. Choose another path.`);
  }
  const { owner } = await Owner.take(files, to.owner);
  const hold = await claim(files, to, owner, memory);
  try {
    if ((await idThere()) !== memory.id)
      throw new StoreError('io', `${path} did not keep what was written. Choose another path.`);
    await from.held?.check();
  } catch (error) {
    await hold.journal.close();
    for (const each of [to.main, to.journal, to.owner]) await files.remove(each);
    throw error;
  }
  await leave(files, from.names, to);
  return hold;
}

/** Whether a database can be put there without harm to anything. */
async function isFree(files: Files, { main, journal }: FileNames): Promise<boolean> {
  const [mainFacts, journalFacts] = await Promise.all([files.facts(main), files.facts(journal)]);
  return (mainFacts?.size ?? 0) === 0 && (journalFacts?.size ?? 0) <= JOURNAL_HEADER_SIZE;
}

/** What cannot be removed stays: the data is safe in the new place. */
async function leave(files: Files, from: FileNames, to: FileNames): Promise<void> {
  try {
    await Owner.leaveWord(files, from.owner, to.main);
    for (const { path } of await keptFiles(files, from)) {
      const kept = join(
        to.folder,
        basename(to.main) + basename(path).slice(basename(from.main).length),
      );
      await files.duplicate(path, kept);
      await files.remove(path);
    }
    // First what would be incomplete alone.
    await files.remove(from.journal);
    await files.remove(from.main);
    await files.syncFolder(from.folder);
  } catch {
    // A place that became read-only, say.
  }
}

/** Removes all that was kept beside a database. */
export async function eraseFiles(files: Files, names: FileNames): Promise<void> {
  for (const { path } of await keptFiles(files, names)) await files.remove(path);
  await files.syncFolder(names.folder);
}
