import { randomBytes } from 'node:crypto';
import { mkdir, open, realpath, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

/** Fewer, larger writes; and the most that is held in memory besides the piece itself. */
const BATCH_BYTES = 256 * 1024;

/**
 * - `noFolder`: the folder is not there, or no longer.
 * - `notAllowed`: the folder or the disk may not be written.
 * - `full`: no room on the disk, or in the user's quota.
 * - `isFolder`: a folder has the file's name.
 */
export type WriteErrorCode = 'noFolder' | 'notAllowed' | 'full' | 'isFolder' | 'io';

/** A file could not be written; nothing of it is left, and the old one is as it was. */
export class WriteError extends Error {
  override readonly name = 'WriteError';
  readonly code: WriteErrorCode;

  constructor(code: WriteErrorCode, message: string, options: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

type Piece = string | Uint8Array;
type Pieces = AsyncIterable<Piece> | Iterable<Piece>;

/** Makes the folder that the file is to lie in, if it is not there yet. @throws WriteError */
export async function makeFolderOf(target: string): Promise<void> {
  await disk(mkdir(path.dirname(target), { recursive: true }));
}

/**
 * Writes the pieces one after another and puts the file in place once all of it is on disk: at any
 * instant the target is the old file, whole, or the new one, whole. A link stays a link.
 *
 * @param pieces of text, which is written as UTF-8, or of bytes.
 * @param onBytes the bytes written so far.
 * @returns the file's bytes.
 * @throws WriteError; whatever the pieces throw; the signal's reason. The prepared file is then gone.
 */
export async function writeFile(
  target: string,
  pieces: Pieces,
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly onBytes?: ((bytes: number) => void) | undefined;
  } = {},
): Promise<number> {
  const { signal, onBytes } = options;
  signal?.throwIfAborted();
  const file = await realpath(target).catch(() => target);
  const part = `${file}.part-${randomBytes(6).toString('hex')}`;
  const handle = await disk(open(part, 'wx'));
  let isOpen = true;
  try {
    const bytes = await writeAll(handle, pieces, { signal, onBytes });
    await disk(handle.sync());
    isOpen = false;
    await disk(handle.close());
    signal?.throwIfAborted();
    await disk(rename(part, file));
    await syncFolder(path.dirname(file));
    return bytes;
  } catch (error) {
    if (isOpen) await handle.close().catch(() => undefined);
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function writeAll(
  handle: FileHandle,
  pieces: Pieces,
  options: {
    readonly signal: AbortSignal | undefined;
    readonly onBytes: ((bytes: number) => void) | undefined;
  },
): Promise<number> {
  let written = 0;
  let batch: Uint8Array[] = [];
  let waiting = 0;
  const flush = async (): Promise<void> => {
    const bytes = Buffer.concat(batch);
    batch = [];
    waiting = 0;
    for (let at = 0; at < bytes.length;) {
      at += (await disk(handle.write(bytes, at, bytes.length - at))).bytesWritten;
    }
    written += bytes.length;
    options.onBytes?.(written);
  };
  for await (const piece of pieces) {
    options.signal?.throwIfAborted();
    const bytes = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece;
    batch.push(bytes);
    waiting += bytes.length;
    if (waiting >= BATCH_BYTES) await flush();
  }
  options.signal?.throwIfAborted();
  if (waiting > 0) await flush();
  return written;
}

/** Makes the new name survive a power cut. Windows cannot, and has no need to. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  if (!handle) return;
  await handle.sync().catch(() => undefined);
  await handle.close().catch(() => undefined);
}

async function disk<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new WriteError(codeOf(error), error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}

function codeOf(error: unknown): WriteErrorCode {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'noFolder';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'notAllowed';
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return 'full';
    case 'EISDIR':
      return 'isFolder';
    default:
      return 'io';
  }
}
