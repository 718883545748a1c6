import { constants } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import {
  copyFile,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { errnoOf } from './storeError.ts';

export interface FileFacts {
  /** The same as long as it is the same file, whatever its name and content. */
  readonly id: string;
  /** In bytes. */
  readonly size: number;
  /** Changes with the content. */
  readonly modified: string;
}

/** A file open for writing. */
export interface OpenFile {
  facts(): Promise<FileFacts>;
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
  /** Gives the file a second name, or copies it where the disk knows no such thing; rejects if `to` is there. */
  duplicate(from: string, to: string): Promise<void>;
  /** Makes a second file of the same content; rejects if `to` is there. */
  copy(from: string, to: string): Promise<void>;
  /** @returns undefined if there is no such file. */
  facts(path: string): Promise<FileFacts | undefined>;
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
  async duplicate(from, to) {
    try {
      await link(from, to);
    } catch (error) {
      if (['EEXIST', 'ENOENT'].includes(errnoOf(error) ?? '')) throw error;
      await copyDurably(from, to);
    }
  },
  copy: copyDurably,
  async facts(path) {
    try {
      return factsOf(await stat(path, { bigint: true }));
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')) return undefined;
      throw error;
    }
  },
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

async function copyDurably(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_EXCL);
  const handle = await open(to, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function factsOf({ dev, ino, size, mtimeNs }: BigIntStats): FileFacts {
  return { id: `${dev}:${ino}`, size: Number(size), modified: String(mtimeNs) };
}

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
    facts: async () => factsOf(await handle.stat({ bigint: true })),
    truncate: size => handle.truncate(size),
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}
