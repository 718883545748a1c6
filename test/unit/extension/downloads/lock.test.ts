import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isLocked, takeLock } from '../../../../src/extension/downloads/lock.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'chatzoo-lock-'));
  file = path.join(folder, 'x.lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const touchedBefore = (seconds: number): Promise<void> => {
  const then = new Date(Date.now() - 1000 * seconds);
  return utimes(file, then, then);
};
/** Of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

describe('the lock of a download', () => {
  it('is held by one at a time', async () => {
    const giveBack = await takeLock(file);
    await expect(takeLock(file)).rejects.toMatchObject({ code: 'busy' });
    await giveBack();
    await (
      await takeLock(file)
    )();
    expect(await isLocked(file)).toBe(false);
  });

  it('of a process that is gone counts for nothing', async () => {
    await writeFile(file, `${await deadPid()} ${os.hostname()}`);
    expect(await isLocked(file)).toBe(false);
    const giveBack = await takeLock(file);
    expect(await readFile(file, 'utf8')).toBe(`${process.pid} ${os.hostname()}`);
    await giveBack();
  });

  it('holds when the machine has just woken up', async () => {
    const giveBack = await takeLock(file);
    await touchedBefore(3600);
    expect(await isLocked(file)).toBe(true);
    await giveBack();
  });

  it('whose pid is another process by now counts for nothing', async () => {
    await writeFile(file, `${process.pid} ${os.hostname()}`);
    await touchedBefore(3600);
    expect(await isLocked(file)).toBe(false);
  });

  it('of another machine holds while it is touched', async () => {
    await writeFile(file, '1 elsewhere.example');
    expect(await isLocked(file)).toBe(true);
    await touchedBefore(3600);
    expect(await isLocked(file)).toBe(false);
  });

  it('that is left over goes to one of many', async () => {
    for (let round = 0; round < 20; round++) {
      await writeFile(file, `${await deadPid()} ${os.hostname()}`);
      const taken = await Promise.allSettled(
        Array.from({ length: 8 }, async (_, place) => {
          await delay(place % 3);
          return takeLock(file);
        }),
      );
      const given = taken.filter(({ status }) => status === 'fulfilled');
      expect(given).toHaveLength(1);
      for (const each of taken) if (each.status === 'fulfilled') await each.value();
    }
  });
});
