import { hasNotes } from './notes.ts';

/**
 * The folders in which something may not be whole yet, remembered over restarts and for all windows: the
 * setting may name another one by then, and does so in another workspace.
 */
export interface KnownFolders {
  readonly read: () => readonly string[];
  readonly write: (folders: readonly string[]) => PromiseLike<void>;
}

/**
 * Remembers a folder as long as something is noted in it. One that cannot be read stays as it was: it may lie
 * on a disk that is not there just now.
 *
 * @param notes where they lie, for that folder.
 */
export async function reviseKnown(
  { read, write }: KnownFolders,
  folder: string,
  notes: string,
): Promise<void> {
  const isUsed = await hasNotes(notes);
  // Not read before: two of them may be at work at once.
  const known = read();
  if (isUsed === undefined || isUsed === known.includes(folder)) return;
  await write(isUsed ? [...known, folder] : known.filter(each => each !== folder));
}
