import { createWriteStream } from 'node:fs';
import { truncate } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { setTimeout as delay } from 'node:timers/promises';
import type { downloadProcess } from '../../protocol/downloadProcess.ts';
import type { Ask } from '../../protocol/rpc.ts';
import { checkRoom } from './diskRoom.ts';
import { DownloadError, writeError } from './downloadError.ts';
import { guardedFetch } from './guardedFetch.ts';
import { orderWrites } from './orderedWrites.ts';
import { takenBytes, wholePart } from './parts.ts';
import { request, statusError } from './request.ts';

type FetchAsk = Ask<typeof downloadProcess, 'fetch'>;

/** How often progress is told, in milliseconds. */
const TELL_MS = 100;
/** How many bytes may wait for the disk, and how long until it is looked again. */
const MOST_WAITING = 16 * 2 ** 20;
const DISK_MS = 20;

/** Watches over one transfer: a silent server, a full disk and a failed write end it. */
class Supervision {
  readonly #tell: (bytesDone: number) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #ask: FetchAsk;
  #toldAt = 0;
  #heardAt = Date.now();
  /** Rejects with what ends the transfer; never resolves. */
  readonly ended: Promise<never>;
  readonly end: (error: DownloadError) => void;

  constructor(ask: FetchAsk, tell: (bytesDone: number) => void) {
    const { look, patienceMs } = ask;
    this.#ask = ask;
    this.#tell = tell;
    let end: (error: DownloadError) => void = () => {};
    this.ended = new Promise<never>((_, reject) => {
      end = reject;
    });
    // It may come to nothing, or after the transfer.
    this.ended.catch(() => {});
    this.end = end;
    const check = (): void => {
      if (Date.now() - this.#heardAt > patienceMs)
        this.end(new DownloadError('noConnection', look.host));
      this.checkRoom().catch(this.end);
    };
    this.#timer = setInterval(check, Math.min(1000, patienceMs / 2));
  }

  /** A sign of life. */
  heard(): void {
    this.#heardAt = Date.now();
  }

  /** @throws DownloadError `diskFull` */
  async checkRoom(): Promise<void> {
    const { look, partsFolder } = this.#ask;
    await checkRoom(partsFolder, (look.bytes ?? 0) - (await takenBytes(this.#ask)));
  }

  progress(bytesDone: number): void {
    if (Date.now() - this.#toldAt < TELL_MS) return;
    this.#toldAt = Date.now();
    this.#tell(bytesDone);
  }

  dispose(): void {
    clearInterval(this.#timer);
  }
}

/** Brings what is missing of a file into the folder of parts, until it is whole. @throws DownloadError */
export async function transfer(ask: FetchAsk, tell: (bytesDone: number) => void): Promise<void> {
  const supervision = new Supervision(ask, tell);
  try {
    // Of a file whose length nobody says, node-llama-cpp's downloader cuts off the end.
    const bring = ask.look.bytes === undefined ? copyWhole : fetchParts;
    await Promise.race([bring(ask, supervision), supervision.ended]);
  } finally {
    supervision.dispose();
  }
}

async function fetchParts(ask: FetchAsk, supervision: Supervision): Promise<void> {
  const { look, token, partsFolder } = ask;
  const waitingBytes = await orderWrites(error => {
    supervision.end(writeError(error));
  });
  globalThis.fetch = guardedFetch({
    look,
    token,
    onBytes: async () => {
      supervision.heard();
      // The downloader itself reads on, however far the disk is behind.
      while (waitingBytes() > MOST_WAITING) {
        await delay(DISK_MS);
        supervision.heard();
      }
    },
    onEnd: supervision.end,
  });
  const { createModelDownloader } = await import('node-llama-cpp');
  const downloader = await createModelDownloader({
    modelUri: look.url,
    dirPath: partsFolder,
    fileName: path.basename(wholePart(ask)),
    onProgress: ({ downloadedSize }) => {
      supervision.progress(downloadedSize);
    },
  });
  await supervision.checkRoom();
  supervision.progress(downloader.downloadedSize);
  supervision.heard();
  await downloader.download();
  // Its last lists of blocks may still be on their way, and would come behind the file's end.
  while (waitingBytes() > 0) await delay(DISK_MS);
  if (look.bytes !== undefined) await truncate(wholePart(ask), look.bytes);
}

async function copyWhole(ask: FetchAsk, supervision: Supervision): Promise<void> {
  const { look, token } = ask;
  const answer = await request(look.url, { token });
  const failed = statusError(answer);
  if (failed) throw failed;
  const body = answer.response.body as ReadableStream<Uint8Array> | null;
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    let done = 0;
    try {
      for await (const piece of body ?? []) {
        done += piece.byteLength;
        supervision.heard();
        supervision.progress(done);
        yield piece;
      }
    } catch {
      throw new DownloadError('noConnection', look.host);
    }
  };
  try {
    await pipeline(pieces, createWriteStream(wholePart(ask)));
  } catch (error) {
    throw error instanceof DownloadError ? error : writeError(error);
  }
}
