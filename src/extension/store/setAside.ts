import type { Timestamp } from '../../core/model.ts';
import { damagedName } from './fileNames.ts';
import type { FileNames } from './fileNames.ts';
import type { Files } from './files.ts';
import type { DamageReason, StoreNotice } from './notice.ts';
import type { Owner } from './owner.ts';

/**
 * Gives a damaged file another name, so that nothing of it is lost, and tells.
 *
 * @throws StoreError `lost`: another window may have put a healthy file there already.
 */
export async function setAside(
  files: Files,
  owner: Owner,
  names: FileNames,
  from: string,
  reason: DamageReason,
  { now, onNotice }: { now: () => Timestamp; onNotice: (notice: StoreNotice) => void },
): Promise<void> {
  const to = damagedName(from, now(), new Set(await files.list(names.folder)));
  await owner.check();
  await files.rename(from, to);
  await files.syncFolder(names.folder);
  onNotice({ kind: 'setAside', from, to, reason });
}
