import { dirname } from 'node:path';
import { tempName } from './fileNames.ts';
import type { Files, OpenFile } from './files.ts';
import type { Owner } from './owner.ts';

/**
 * Makes `bytes` the whole content of a file: after a crash the old content is there or the new, and
 * never a mixture.
 *
 * An overtaken window cannot replace anything: whoever takes over removes the prepared files after
 * writing its token, so either the check fails or there is nothing left to rename.
 *
 * @returns the file, open; it stays this very file even if its name is given to another one.
 * @throws StoreError `lost`, or what the disk said; then the old content is still there.
 */
export async function replaceFile(
  files: Files,
  owner: Owner,
  path: string,
  bytes: Uint8Array,
): Promise<OpenFile> {
  const temp = tempName(path, owner.token);
  const file = await files.create(temp);
  try {
    await file.write(bytes, 0);
    await file.sync();
    await owner.check();
    await files.rename(temp, path);
    await files.syncFolder(dirname(path));
    return file;
  } catch (error) {
    await file.close();
    // A file left behind is removed by the next open.
    await files.remove(temp).catch(() => undefined);
    // Whoever took over may have removed the prepared file: then that is the thing to tell.
    await owner.check();
    throw error;
  }
}
