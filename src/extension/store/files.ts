import { mkdir, open, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { errnoOf } from './storeError.ts';

/** A file open for writing. */
export interface OpenFile {
  /** Writes all bytes, from `position` on. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  truncate(size: number): Promise<void>;
  /** Resolves once content and size are on the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** What the store needs of a file system; a port, so that tests can let a disk fail. */
export interface Files {
  /** @returns undefined if there is no such file; at most the first `atMost` bytes. */
  read(path: string, atMost?: number): Promise<Buffer | undefined>;
  /** Writes a small file whose loss does no harm. */
  write(path: string, text: string): Promise<void>;
  /** Opens an empty file, readable by its owner alone: it holds what people wrote. */
  create(path: string): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  list(folder: string): Promise<readonly string[]>;
  makeFolder(folder: string): Promise<void>;
  /** Resolves once renames in the folder are on the disk. */
  syncFolder(folder: string): Promise<void>;
  /** The path behind symbolic links, or the path itself where nothing is yet. */
  realPath(path: string): Promise<string>;
}

const OWNER_ONLY = 0o600;

export const nodeFiles: Files = {
  async read(path, atMost) {
    try {
      return atMost === undefined ? await readFile(path) : await readStart(path, atMost);
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  },
  write: (path, text) => writeFile(path, text, { mode: OWNER_ONLY }),
  async create(path) {
    return openFile(await open(path, 'w', OWNER_ONLY));
  },
  rename,
  remove: path => rm(path, { force: true }),
  list: readdir,
  async makeFolder(folder) {
    await mkdir(folder, { recursive: true });
  },
  async syncFolder(folder) {
    try {
      const handle = await open(folder, 'r');
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
    } catch (error) {
      // Windows and some network disks know no open folder; a rename there is as durable as it gets.
      if (!['EPERM', 'EACCES', 'EISDIR', 'EINVAL', 'ENOTSUP'].includes(errnoOf(error) ?? ''))
        throw error;
    }
  },
  async realPath(path) {
    try {
      return await realpath(path);
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return path;
      throw error;
    }
  },
};

async function readStart(path: string, atMost: number): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(atMost), 0, atMost, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function openFile(handle: FileHandle): OpenFile {
  return {
    async write(bytes, position) {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await handle.write(
          bytes,
          done,
          bytes.length - done,
          position + done,
        );
        done += bytesWritten;
      }
    },
    truncate: size => handle.truncate(size),
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}
