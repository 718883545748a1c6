import { execFile } from 'node:child_process';
import { rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A disk of its own in memory, that can be filled and made read-only. */
export class SmallDisk {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** @returns undefined where mounting is not allowed: only root may, and not in every container. */
  static async mount(folder: string, size: string): Promise<SmallDisk | undefined> {
    try {
      await run('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
      return new SmallDisk(folder);
    } catch {
      return undefined;
    }
  }

  /** Leaves no byte free. */
  async fill(): Promise<void> {
    const { bfree, bsize } = await statfs(this.folder);
    await writeFile(this.#filler, Buffer.alloc(bfree * bsize));
  }

  async free(): Promise<void> {
    await rm(this.#filler);
  }

  async allowWriting(isAllowed: boolean): Promise<void> {
    await run('mount', ['-o', `remount,${isAllowed ? 'rw' : 'ro'}`, this.folder]);
  }

  async unmount(): Promise<void> {
    await run('umount', ['-l', this.folder]);
  }

  get #filler(): string {
    return path.join(this.folder, 'filler');
  }
}
