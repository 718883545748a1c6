import { readdir, readFile } from 'node:fs/promises';

/** The processes that have this file mapped into memory, as those of a model have its GGUF; Linux only. */
export async function processesOf(file: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const mapped = await Promise.all(
    pids.map(async pid => {
      // It may have ended since, or belong to somebody else.
      const maps = await readFile(`/proc/${pid}/maps`, 'utf8').catch(() => '');
      return maps.includes(file);
    }),
  );
  return pids.filter((_, place) => mapped[place]).map(Number);
}
