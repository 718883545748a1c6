import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { DownloadError } from './downloadError.ts';

/** What must stay free for everybody else on the disk, in bytes. */
const SPARE = 16 * 2 ** 20;

/**
 * Sees to it that a download fits on the disk.
 *
 * @param folder one that exists.
 * @param missing bytes that are still to be written.
 * @throws DownloadError `diskFull`
 */
export async function checkRoom(folder: string, missing: number): Promise<void> {
  const free = await freeBytes(folder);
  const wanted = Math.max(0, missing) + SPARE;
  if (free !== undefined && free < wanted) {
    throw new DownloadError('diskFull', String(wanted - free));
  }
}

/** What is free on the disk of a folder that need not exist yet; undefined where nobody says. */
export async function freeBytesFor(folder: string): Promise<number | undefined> {
  const free = await freeBytes(folder);
  const parent = path.dirname(folder);
  return free ?? (parent === folder ? undefined : freeBytesFor(parent));
}

/** What a user may still write on this disk; undefined where the system does not say. */
async function freeBytes(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
