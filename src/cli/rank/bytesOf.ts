import { open, type FileHandle } from 'node:fs/promises';
import { EXIT, Problem } from '../problem.ts';

const CHUNK_BYTES = 256 * 1024;

/** The bytes of a file, or of the standard input for `-`; a chunk's memory is used again for the next. */
export async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  if (file === '-') {
    yield* process.stdin as AsyncIterable<Uint8Array>;
    return;
  }
  const handle = await opened(file);
  try {
    const buffer = new Uint8Array(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await read(file, handle, buffer);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

/** @throws Problem in words for what cannot be opened */
async function opened(file: string): Promise<FileHandle> {
  const handle = await open(file).catch((error: unknown) => {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Problem(
      EXIT.files,
      code === 'ENOENT' ? `there is no ${file}` : `${file} cannot be read: ${message}`,
    );
  });
  if (!(await handle.stat()).isDirectory()) return handle;
  await handle.close();
  throw new Problem(EXIT.files, `${file} is a folder; say which files in it`);
}

function read(file: string, handle: FileHandle, buffer: Uint8Array) {
  return handle.read(buffer, 0, buffer.length).catch((error: unknown) => {
    throw new Problem(EXIT.files, `${file} cannot be read: ${(error as Error).message}`);
  });
}
