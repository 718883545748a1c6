import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { DownloadError, systemCode, writeError } from './downloadError.ts';

const TOUCH_MS = 2000;
/** A lock that nobody touched for so long is left over from a killed process. */
const STALE_MS = 30_000;

/**
 * Takes a download for this process alone, also before other windows; a process that is killed leaves a lock
 * that soon counts for nothing.
 *
 * @returns a function that gives it back.
 * @throws DownloadError `busy`
 */
export async function takeLock(file: string): Promise<() => Promise<void>> {
  if (!(await create(file)) && !(await takeOver(file))) throw new DownloadError('busy');
  const touching = setInterval(() => {
    const now = new Date();
    // Whoever removed it wants the download to end, and says so otherwise.
    utimes(file, now, now).catch(() => {});
  }, TOUCH_MS);
  return async () => {
    clearInterval(touching);
    await rm(file, { force: true });
  };
}

/** Whether a living process holds it. */
export async function isLocked(file: string): Promise<boolean> {
  const [pid, host] = (await content(file))?.split(' ') ?? [];
  if (pid === undefined || (host === hostname() && !isAlive(Number(pid)))) return false;
  if (await isTouched(file)) return true;
  // After a sleep of the machine it takes its holder a moment; else the pid is another process's by now.
  await delay(1.5 * TOUCH_MS);
  return isTouched(file);
}

const isTouched = async (file: string): Promise<boolean> => (await age(file)) <= STALE_MS;

/** Milliseconds since a lock was touched; NaN where there is none. */
const age = (file: string): Promise<number> =>
  stat(file).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => NaN,
  );

const content = (file: string): Promise<string | undefined> =>
  readFile(file, 'utf8').catch(() => undefined);

/**
 * Puts a lock in the place of one that is left over. Of several that try, one at a time may look and remove: or
 * they would remove each other's.
 */
async function takeOver(file: string): Promise<boolean> {
  const turn = `${file}.turn`;
  if (!(await create(turn))) {
    // Somebody else's, or left over too: then the next one that tries has it.
    if ((await age(turn)) > STALE_MS) await rm(turn, { force: true });
    return false;
  }
  try {
    if (await isLocked(file)) return false;
    await rm(file, { force: true });
    return await create(file);
  } finally {
    await rm(turn, { force: true });
  }
}

async function create(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.appendFile(`${process.pid} ${hostname()}`);
    await handle.close();
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw writeError(error);
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}
