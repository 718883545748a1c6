import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SessionId } from '../../../../src/core/model.ts';
import type { Stores } from '../../../../src/extension/app/ports.ts';
import { aSession } from '../../../support/builders.ts';
import { FailingDisk } from './failingDisk.ts';
import { StoreFolder } from './storeFolder.ts';

let folder: StoreFolder;
beforeEach(async () => (folder = await StoreFolder.create()));
afterEach(() => folder.remove());

const add = ({ sessions }: Stores, name: string) =>
  sessions.add(aSession({ id: name as SessionId, title: name }));
const has = async ({ sessions }: Stores, name: string) =>
  (await sessions.get(name as SessionId)) !== undefined;
const journalSize = async () => (await stat(`${folder.path}.journal`)).size;

describe('opening', () => {
  it('makes missing folders', async () => {
    const path = join(folder.folder, 'deep', 'er', 'zoo.db');
    const { stores } = await folder.open({ path });
    await add(stores, 'one');
    expect(await has((await folder.open({ path })).stores, 'one')).toBe(true);
  });

  it('takes an empty file for a new database', async () => {
    await writeFile(folder.path, '');
    const { stores, notices } = await folder.open();
    await add(stores, 'one');
    expect(notices).toEqual([]);
    expect(await has((await folder.open()).stores, 'one')).toBe(true);
  });

  it('says what is wrong with a path that is a folder', async () => {
    await mkdir(folder.path);
    await expect(folder.open()).rejects.toMatchObject({ code: 'notAFile' });
  });

  it('says what is wrong with a path through a file', async () => {
    await writeFile(folder.path, 'x');
    const path = join(folder.path, 'zoo.db');
    await expect(folder.open({ path })).rejects.toMatchObject({ code: 'notAFile' });
  });

  it('says when a folder may not be written', async () => {
    const disk = new FailingDisk();
    disk.failing = { makeFolder: 'EACCES' };
    await expect(folder.open({ files: disk.files })).rejects.toMatchObject({ code: 'readOnly' });
  });
});

describe('a write', () => {
  it('is there for the next window although nothing was closed', async () => {
    const { stores } = await folder.open();
    await add(stores, 'one');
    const again = await folder.open();
    expect(await has(again.stores, 'one')).toBe(true);
    await add(again.stores, 'two');
    const third = await folder.open();
    expect([await has(third.stores, 'one'), await has(third.stores, 'two')]).toEqual([true, true]);
    expect(third.notices).toEqual([]);
  });

  it('shares its save with those that come meanwhile', async () => {
    const disk = new FailingDisk();
    const { stores } = await folder.open({ files: disk.files });
    const before = disk.syncs;
    await Promise.all(Array.from({ length: 100 }, (_, n) => add(stores, `s${n}`)));
    expect(disk.syncs - before).toBe(1);
    const again = await folder.open();
    expect(await has(again.stores, 's0')).toBe(true);
    expect(await has(again.stores, 's99')).toBe(true);
  });

  it('that is refused leaves those beside it alone', async () => {
    const { stores } = await folder.open();
    const results = await Promise.allSettled([
      add(stores, 'a'),
      add(stores, 'a'),
      add(stores, 'b'),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const again = await folder.open();
    expect(await has(again.stores, 'b')).toBe(true);
  });

  it('that is refused half-way leaves nothing that could stop the next', async () => {
    const { stores } = await folder.open();
    const [bot] = aSession().seats;
    const results = await Promise.allSettled([
      stores.sessions.add(aSession({ id: 'a' as SessionId, seats: [bot!, bot!] })),
      add(stores, 'a'),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  it('does not show before it is on the disk', async () => {
    const { stores } = await folder.open();
    const state = { saved: false };
    const adding = add(stores, 'one').then(() => (state.saved = true));
    const seen: boolean[] = [];
    while (!state.saved) {
      seen.push((await has(stores, 'one')) && !state.saved);
      await new Promise(setImmediate);
    }
    await adding;
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).not.toContain(true);
  });

  it('does not take a number that the journal cannot hold', async () => {
    const { stores } = await folder.open();
    const odd = aSession({ createdAt: Infinity });
    await expect(stores.sessions.add(odd)).rejects.toBeInstanceOf(RangeError);
  });

  it('after closing is refused', async () => {
    const { database, stores } = await folder.open();
    await database.close();
    await expect(add(stores, 'one')).rejects.toMatchObject({ code: 'closed' });
    await expect(has(stores, 'one')).rejects.toMatchObject({ code: 'closed' });
  });
});

describe('a failing disk', () => {
  it.each([
    ['write', 'ENOSPC', 'full'],
    ['sync', 'EDQUOT', 'full'],
    ['write', 'EROFS', 'readOnly'],
    ['sync', 'EIO', 'io'],
  ] as const)('(%s: %s) rejects with "%s" and changes nothing', async (operation, errno, code) => {
    const disk = new FailingDisk();
    const { stores } = await folder.open({ files: disk.files });
    await add(stores, 'before');
    disk.failing = { [operation]: errno };
    await expect(add(stores, 'during')).rejects.toMatchObject({ name: 'StoreError', code });
    expect(await has(stores, 'during')).toBe(false);
    disk.failing = {};
    await add(stores, 'after');
    const again = await folder.open();
    expect(again.notices).toEqual([]);
    expect(await Promise.all(['before', 'during', 'after'].map(n => has(again.stores, n)))).toEqual(
      [true, false, true],
    );
  });

  it('cleans up later what it could not at once', async () => {
    const disk = new FailingDisk();
    const { stores } = await folder.open({ files: disk.files });
    // Two records reach the file whole, and the save fails all the same.
    disk.failing = { sync: 'EIO', truncate: 'EIO' };
    await Promise.allSettled([add(stores, 'x'), add(stores, 'y')]);
    disk.failing = { truncate: 'EIO' };
    await expect(add(stores, 'z')).rejects.toMatchObject({ code: 'io' });
    disk.failing = {};
    await add(stores, 'after');
    const again = await folder.open();
    expect(again.notices).toEqual([]);
    expect(await Promise.all(['x', 'y', 'z', 'after'].map(n => has(again.stores, n)))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it('that takes no snapshot loses nothing, and closing tells', async () => {
    const disk = new FailingDisk();
    const { database, stores, notices } = await folder.open({ files: disk.files });
    await add(stores, 'one');
    disk.failing = { rename: 'ENOSPC' };
    await expect(database.snapshot()).rejects.toMatchObject({ code: 'full' });
    await add(stores, 'two');
    await database.close();
    expect(notices).toMatchObject([{ kind: 'snapshotFailed', error: { code: 'full' } }]);
    expect(await folder.names()).toEqual(['zoo.db', 'zoo.db.journal']);
    const again = await folder.open();
    expect([await has(again.stores, 'one'), await has(again.stores, 'two')]).toEqual([true, true]);
  });
});

describe('a snapshot', () => {
  it('empties the journal and keeps everything', async () => {
    const { database, stores } = await folder.open();
    const empty = await journalSize();
    await add(stores, 'one');
    expect(await journalSize()).toBeGreaterThan(empty);
    await database.snapshot();
    expect(await journalSize()).toBe(empty);
    await add(stores, 'two');
    const again = await folder.open();
    expect([await has(again.stores, 'one'), await has(again.stores, 'two')]).toEqual([true, true]);
  });

  it('keeps what is written while it is taken', async () => {
    const { database, stores } = await folder.open();
    await add(stores, 'one');
    const taking = database.snapshot();
    await Promise.all([taking, add(stores, 'two'), add(stores, 'three')]);
    const again = await folder.open();
    expect(await Promise.all(['one', 'two', 'three'].map(n => has(again.stores, n)))).toEqual([
      true,
      true,
      true,
    ]);
    expect(again.notices).toEqual([]);
  });

  it('is not taken when nothing has changed', async () => {
    const disk = new FailingDisk();
    const { database } = await folder.open({ files: disk.files });
    const before = disk.replaced.length;
    await database.snapshot();
    expect(disk.replaced.length).toBe(before);
  });

  it('is taken unasked when the journal is long', async () => {
    const disk = new FailingDisk();
    const { stores } = await folder.open({ files: disk.files, journalLimit: 4096 });
    const before = disk.replaced.length;
    for (let n = 0; n < 20; n++) await add(stores, `s${n}`);
    await vi.waitFor(() => expect(disk.replaced.slice(before)).toContain(folder.path), 20_000);
    expect(await has((await folder.open()).stores, 's19')).toBe(true);
  });

  it('makes writes wait rather than let the journal grow for ever', async () => {
    const journalLimit = 2048;
    const { stores } = await folder.open({ journalLimit });
    let largest = 0;
    let busy = 4;
    const write = async (who: number) => {
      for (let n = 0; n < 100; n++) await add(stores, `${who}-${n}`);
      busy--;
    };
    const watch = async () => {
      while (busy > 0) {
        largest = Math.max(largest, await journalSize());
        await new Promise(setImmediate);
      }
    };
    await Promise.all([write(0), write(1), write(2), write(3), watch()]);
    // 400 sessions are about 200 kB of journal.
    expect(largest).toBeLessThan(16 * journalLimit);
  });

  it('at closing leaves a file that any SQLite reads', async () => {
    const { database, stores } = await folder.open();
    await add(stores, 'one');
    await database.close();
    expect((await readFile(folder.path)).toString('latin1', 0, 15)).toBe('SQLite format 3');
    expect(await folder.names()).toEqual(['zoo.db', 'zoo.db.journal']);
    const again = await folder.open();
    expect(await again.database.read(all => all('PRAGMA integrity_check'))).toEqual([
      { integrity_check: 'ok' },
    ]);
    expect(await has(again.stores, 'one')).toBe(true);
  });
});
