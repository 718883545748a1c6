import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { downloadProcess } from '../../protocol/downloadProcess.ts';
import type { Answer, Ask } from '../../protocol/rpc.ts';
import { DownloadError, writeError } from './downloadError.ts';
import { wholePart } from './parts.ts';
import { transfer } from './transfer.ts';

type Calls = typeof downloadProcess;

export interface FetchEvents {
  readonly progress: (bytesDone: number) => void;
  readonly checking: (bytesDone: number) => void;
}

/** How often progress is told, in milliseconds. */
const TELL_MS = 100;

/**
 * Fetches what is missing of a file, checks it and moves it to its place. What was fetched stays for the next
 * time, unless it is wrong.
 *
 * @throws DownloadError
 */
export async function fetchFile(
  ask: Ask<Calls, 'fetch'>,
  events: FetchEvents,
): Promise<Answer<Calls, 'fetch'>> {
  const { look, target } = ask;
  const expected = ask.sha256 ?? look.sha256;
  try {
    await mkdir(ask.partsFolder, { recursive: true });
    await mkdir(path.dirname(target), { recursive: true });
  } catch (error) {
    throw writeError(error);
  }
  const there = await existing(ask, expected, events);
  if (there) return there;
  const whole = wholePart(ask);
  await transfer(ask, events.progress);
  const { size } = await stat(whole);
  if (look.bytes !== undefined && size !== look.bytes) {
    await rm(whole, { force: true });
    throw new DownloadError('tooShort', look.host);
  }
  await sync(whole);
  if (expected !== undefined && (await sha256Of(whole, events.checking)) !== expected) {
    await rm(whole, { force: true });
    throw new DownloadError('wrongChecksum');
  }
  try {
    await rename(whole, target);
  } catch (error) {
    throw writeError(error);
  }
  return { bytes: size, isChecked: expected !== undefined };
}

/** The file that is in its place already, if it is the one that is wanted. @throws DownloadError `taken` */
async function existing(
  { target, look }: Ask<Calls, 'fetch'>,
  expected: string | undefined,
  events: FetchEvents,
): Promise<Answer<Calls, 'fetch'> | undefined> {
  const size = await stat(target).then(
    found => found.size,
    () => undefined,
  );
  if (size === undefined) return undefined;
  // Where neither length nor checksum is known, nothing tells it from another one.
  const isSame =
    expected === undefined
      ? look.bytes === size
      : (look.bytes ?? size) === size && (await sha256Of(target, events.checking)) === expected;
  if (!isSame) throw new DownloadError('taken', target);
  return { bytes: size, isChecked: expected !== undefined };
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } catch (error) {
    throw writeError(error);
  } finally {
    await handle.close();
  }
}

async function sha256Of(file: string, tell: (bytesDone: number) => void): Promise<string> {
  const hash = createHash('sha256');
  let done = 0;
  let toldAt = 0;
  tell(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 20 })) {
    const bytes = chunk as Uint8Array;
    hash.update(bytes);
    done += bytes.byteLength;
    if (Date.now() - toldAt < TELL_MS) continue;
    toldAt = Date.now();
    tell(done);
  }
  return hash.digest('hex');
}
