import { keptName } from './fileNames.ts';
import type { FileNames } from './fileNames.ts';
import type { Files } from './files.ts';
import type { DamageReason } from './notice.ts';
import type { Owner } from './owner.ts';
import type { Source } from './source.ts';

/**
 * Keeps a file that is about to be replaced under another name, byte for byte, and tells.
 *
 * It keeps its own name too, so that a crash leaves nobody without a file.
 *
 * @returns the other name.
 * @throws StoreError `lost`: another window may have put a healthy file there already.
 */
export async function setAside(
  { files, now, onNotice }: Source,
  owner: Owner,
  names: FileNames,
  from: string,
  reason: DamageReason,
): Promise<string> {
  const to = await freeName(files, names, from, reason, now());
  await owner.check();
  if (reason === 'unreadable') await files.rename(from, to);
  else await files.duplicate(from, to);
  await files.syncFolder(names.folder);
  onNotice({ kind: 'setAside', from, to, reason });
  return to;
}

async function freeName(
  files: Files,
  names: FileNames,
  from: string,
  reason: DamageReason,
  now: number,
): Promise<string> {
  const kind = reason === 'replaced' ? 'replaced' : 'damaged';
  return keptName(from, kind, now, new Set(await files.list(names.folder)));
}
