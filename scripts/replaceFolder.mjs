// @ts-check
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes a folder hold these files and no others. Each file is replaced in one step, so that a window that
 * runs from the folder never meets half a build.
 *
 * @param {string} folder absolute
 * @param {ReadonlyMap<string, string | Uint8Array>} files by their absolute paths, all in the folder
 * @param {string} room where files are written before they take their place; on the same volume
 */
export async function replaceFolder(folder, files, room) {
  const fresh = path.join(room, `fresh-${process.pid}`);
  await rm(fresh, { recursive: true, force: true });
  try {
    for (const [file, content] of files) {
      const made = path.join(fresh, path.relative(folder, file));
      await mkdir(path.dirname(made), { recursive: true });
      await writeFile(made, content);
    }
    for (const file of files.keys()) {
      await mkdir(path.dirname(file), { recursive: true });
      await rename(path.join(fresh, path.relative(folder, file)), file);
    }
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  await removeOthers(folder, files);
}

/**
 * @param {string} folder
 * @param {ReadonlyMap<string, unknown>} files
 */
async function removeOthers(folder, files) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  for (const entry of entries.filter(entry => !entry.isDirectory())) {
    const file = path.join(entry.parentPath, entry.name);
    if (!files.has(file)) await rm(file, { force: true });
  }
  // The deepest first; one that is not empty stays.
  const folders = entries.filter(entry => entry.isDirectory()).reverse();
  for (const entry of folders) {
    await rmdir(path.join(entry.parentPath, entry.name)).catch(() => {});
  }
}
