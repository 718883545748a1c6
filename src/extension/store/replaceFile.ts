import { dirname } from 'node:path';
import { tempName } from './fileNames.ts';
import type { FileFacts, Files, OpenFile } from './files.ts';
import type { Owner } from './owner.ts';

/** Tells the prepared files of one window apart. */
let prepared = 0;

/**
 * Makes `parts`, one after the other, the whole content of a file: after a crash the old content is
 * there or the new, and never a mixture.
 *
 * An overtaken window cannot replace anything: whoever takes over removes the prepared files after
 * writing its token, so either the check fails or there is nothing left to rename.
 *
 * @param expect hears what the new file is before it gets its name.
 * @returns the file, open; it stays this very file even if its name is given to another one.
 * @throws StoreError `lost`, Displaced, or what the disk said; then the old content is still there.
 */
export async function replaceFile(
  files: Files,
  owner: Owner,
  path: string,
  parts: readonly Uint8Array[],
  expect?: (facts: FileFacts) => void,
): Promise<OpenFile> {
  const temp = tempName(path, `${owner.token}-${++prepared}`);
  let file: OpenFile | undefined;
  try {
    file = await files.create(temp);
    let size = 0;
    for (const bytes of parts) {
      await file.write(bytes, size);
      size += bytes.length;
    }
    await file.sync();
    expect?.(await file.facts());
    await owner.check();
    await files.rename(temp, path);
    await files.syncFolder(dirname(path));
    return file;
  } catch (error) {
    await file?.close();
    // A file left behind is removed by the next open.
    await files.remove(temp).catch(() => undefined);
    // Whoever took over may have removed the prepared file: then that is the thing to tell.
    await owner.check();
    throw error;
  }
}
