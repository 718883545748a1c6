import { open, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** The parts of one download: what node-llama-cpp keeps while it is fetched, and when it is whole. */
export interface PartsPlace {
  readonly partsFolder: string;
  /** Without extension. */
  readonly partName: string;
}

/** What is fetched, once it is whole. */
export const wholePart = ({ partsFolder, partName }: PartsPlace): string =>
  path.join(partsFolder, `${partName}.gguf`);

/** While it is fetched: the bytes, and behind the last one the list of its blocks. */
const openPart = (place: PartsPlace): string => `${wholePart(place)}.ipull`;

export async function removeParts(place: PartsPlace): Promise<void> {
  await rm(openPart(place), { force: true });
  await rm(wholePart(place), { force: true });
}

/** Room on the disk that a download has taken already, also in the middle of blocks. */
export async function takenBytes(place: PartsPlace): Promise<number> {
  const found = await stat(openPart(place)).catch(() =>
    stat(wholePart(place)).catch(() => undefined),
  );
  // In units of 512 bytes: the file has holes, and is as long as the whole from its first list on.
  return (found?.blocks ?? 0) * 512;
}

/** A block that is there, in node-llama-cpp's list. */
const COMPLETE = 2;
/** Longest list that is read: a block takes two characters, and is 5 MiB. */
const MOST_LISTED = 2 ** 20;

/** How much of a file of this size is there; what is in the middle of a block does not count. */
export async function keptBytes(place: PartsPlace, bytes: number | undefined): Promise<number> {
  const whole = await stat(wholePart(place)).catch(() => undefined);
  if (whole) return whole.size;
  // Without its size nothing can be gone on with.
  if (bytes === undefined) return 0;
  const file = await open(openPart(place), 'r').catch(() => undefined);
  if (!file) return 0;
  try {
    const { size } = await file.stat();
    const length = size - bytes;
    if (length <= 0 || length > MOST_LISTED) return 0;
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, bytes);
    const { chunks, chunkSize } = JSON.parse(buffer.toString('utf8')) as {
      readonly chunks: readonly number[];
      readonly chunkSize: number;
    };
    const there = chunkSize * chunks.filter(chunk => chunk === COMPLETE).length;
    return Number.isFinite(there) ? Math.min(bytes, there) : 0;
  } catch {
    // A list that cannot be read: the download begins again.
    return 0;
  } finally {
    await file.close();
  }
}
