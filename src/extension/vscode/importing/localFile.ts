import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ImportProblem } from '../../exchange/importProblem.ts';

/** A file on this machine's disk. */
export interface LocalFile {
  readonly path: string;
  /** Without its folder, as the user knows it. */
  readonly name: string;
}

/**
 * Does the work with the file on this machine's disk. A file of another machine, as of a virtual
 * workspace, is copied there, and the copy goes when the work ends.
 *
 * @param read the bytes of the file, wherever it is.
 * @throws ImportProblem `unreadable`; whatever the work throws.
 */
export async function withLocalFile<T>(
  file: { readonly scheme: string; readonly path: string; readonly fsPath: string },
  read: () => PromiseLike<Uint8Array>,
  work: (local: LocalFile) => Promise<T>,
): Promise<T> {
  const name = path.posix.basename(file.path);
  if (file.scheme === 'file') return work({ path: file.fsPath, name });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chatzoo-import-'));
  try {
    // Its own name could be one that this disk does not take.
    const copy = path.join(folder, 'file');
    await writeFile(copy, await bytesOf(read));
    return await work({ path: copy, name });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function bytesOf(read: () => PromiseLike<Uint8Array>): Promise<Uint8Array> {
  try {
    return await read();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new ImportProblem('unreadable', detail, { cause: error });
  }
}
