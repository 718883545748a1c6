import { open, type FileHandle } from 'node:fs/promises';
import process from 'node:process';

interface Written {
  readonly bytesWritten: number;
  readonly buffer: Uint8Array;
}

interface Waiting {
  readonly bytes: Uint8Array;
  readonly position: number;
  readonly done: () => void;
}

type Write = (
  this: FileHandle,
  buffer: Uint8Array,
  offset: number,
  length: number,
  position: number,
) => Promise<Written>;

/** What systems take in one call. */
const MOST_PIECES = 1024;

/**
 * Makes the writes to a file of this process happen one after the other, and whole. The downloader notes a
 * block as written when its writes have only begun, and several run at once: a process that is killed then
 * would leave a hole that the note denies. In order, the note comes after the block.
 *
 * @param onFailure hears of a write that failed; its promise stays open, since nobody handles its rejection.
 * @returns how many bytes wait to be written.
 */
export async function orderWrites(onFailure: (error: unknown) => void): Promise<() => number> {
  const probe = await open(process.execPath, 'r');
  const prototype = Object.getPrototypeOf(probe) as { write: Write };
  await probe.close();
  const queues = new WeakMap<FileHandle, WriteQueue>();
  let waitingBytes = 0;
  prototype.write = function (buffer, offset, length, position) {
    let queue = queues.get(this);
    if (!queue) queues.set(this, (queue = new WriteQueue(this, onFailure)));
    const bytes = buffer.subarray(offset, offset + length);
    waitingBytes += length;
    return new Promise(resolve => {
      const done = (): void => {
        waitingBytes -= length;
        resolve({ bytesWritten: length, buffer });
      };
      queue.add({ bytes, position, done });
    });
  };
  return () => waitingBytes;
}

/** The writes to one file. What lies side by side goes in one call, or the disk would wait for this program. */
class WriteQueue {
  readonly #file: FileHandle;
  readonly #onFailure: (error: unknown) => void;
  readonly #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(file: FileHandle, onFailure: (error: unknown) => void) {
    this.#file = file;
    this.#onFailure = onFailure;
  }

  add(waiting: Waiting): void {
    this.#waiting.push(waiting);
    if (this.#isWriting) return;
    this.#isWriting = true;
    this.#writeAll().catch(this.#onFailure);
  }

  async #writeAll(): Promise<void> {
    // With those that are asked for within this turn.
    await new Promise(resolve => setImmediate(resolve));
    for (let run = this.#takeRun(); run.length > 0; run = this.#takeRun()) {
      let position = run[0]?.position ?? 0;
      let pieces = run.map(({ bytes }) => bytes);
      while (pieces.length > 0) {
        const { bytesWritten } = await this.#file.writev(pieces, position);
        position += bytesWritten;
        pieces = after(pieces, bytesWritten);
      }
      for (const { done } of run) done();
    }
    this.#isWriting = false;
  }

  /** Takes the first ones that lie side by side. */
  #takeRun(): readonly Waiting[] {
    let end = this.#waiting[0]?.position;
    const next = this.#waiting.findIndex(({ bytes, position }) => {
      if (position !== end) return true;
      end += bytes.byteLength;
      return false;
    });
    return this.#waiting.splice(0, Math.min(MOST_PIECES, next < 0 ? this.#waiting.length : next));
  }
}

/** What is left of the pieces after so many bytes. */
function after(pieces: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let left = bytes;
  return pieces.flatMap(piece => {
    const written = Math.min(left, piece.byteLength);
    left -= written;
    return written === piece.byteLength ? [] : [piece.subarray(written)];
  });
}
