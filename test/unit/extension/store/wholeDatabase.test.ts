import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import initSqlJs from 'sql.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionId } from '../../../../src/core/model.ts';
import { nodeFiles } from '../../../../src/extension/store/files.ts';
import type { Files } from '../../../../src/extension/store/files.ts';
import { aSession, aTurn } from '../../../support/builders.ts';
import { gateway } from '../../../support/gateway.ts';
import { FailingDisk } from './failingDisk.ts';
import { addMany, allRows } from './largeZoo.ts';
import { StoreFolder } from './storeFolder.ts';

let folder: StoreFolder;
beforeEach(async () => (folder = await StoreFolder.create()));
afterEach(() => folder.remove());

/** The database as the first version of the schema had it. */
async function asFirstVersion(main: Buffer): Promise<Buffer> {
  const db = new (await initSqlJs()).Database(main);
  const [later] = db.exec(
    `SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE '%pinned%'`,
  );
  for (const [name] of later?.values ?? []) db.run(`DROP INDEX ${String(name)}`);
  for (const [table, columns] of [
    ['sessions', ['pinned', 'tags', 'origin']],
    ['seats', ['system_prompt']],
    ['shown_bots', ['system_prompt']],
    ['replies', ['correction', 'thinking', 'left_out_turns', 'evaluated_tokens']],
    ['votes', ['flags', 'ranking']],
  ] as const)
    for (const column of columns) db.run(`ALTER TABLE ${table} DROP COLUMN ${column}`);
  db.run('CREATE INDEX sessions_by_time ON sessions (updated_at)');
  db.run('DROP TABLE removed_sessions; DROP TABLE writers; PRAGMA user_version = 1');
  return Buffer.from(db.export());
}

/** Files on which the next new main file stops in the middle until it may go on. */
function stopping() {
  const [stopped, goOn] = [gateway(), gateway()];
  let armed = false;
  const arm = (): void => void (armed = true);
  const files: Files = {
    ...nodeFiles,
    async create(path) {
      const file = await nodeFiles.create(path);
      return {
        ...file,
        async write(bytes, at) {
          if (!armed || !path.includes('zoo.db.new-')) return file.write(bytes, at);
          armed = false;
          const half = Math.floor(bytes.length / 2);
          await file.write(bytes.subarray(0, half), at);
          stopped.open();
          await goOn.wait;
          await file.write(bytes.subarray(half), at + half);
        },
      };
    },
  };
  return { files, arm, stopped: stopped.wait, goOn: goOn.open };
}

describe('moving', () => {
  it('takes all of it along and lets other windows follow', async () => {
    const target = join(folder.folder, 'there', 'zoo.db');
    const opened = await folder.open({ backups: () => 2 });
    await addMany(opened, 5);
    await opened.database.close();
    const [one, two] = [await folder.open({ backups: () => 2 }), await folder.open()];
    await addMany(one, 1, 5);
    await one.database.moveTo(target);
    expect(await folder.names()).toEqual(['there']);
    expect((await one.database.info()).path).toBe(target);
    expect((await one.database.info()).backups).toHaveLength(1);
    await addMany(one, 1, 6);
    await addMany(two, 1, 7);
    await two.database.moveTo(target);
    expect((await two.database.info()).path).toBe(target);
    const third = await folder.open({ path: target });
    expect(third.notices).toEqual([]);
    expect(await allRows(third)).toEqual(await allRows(two));
    expect(await allRows(third)).toHaveProperty('size', 8 * 9);
    const anew = await folder.open();
    expect(await allRows(anew)).toHaveProperty('size', 0);
  });

  it('refuses a place that is taken and stays', async () => {
    const target = join(folder.folder, 'taken.db');
    await writeFile(target, 'something');
    const opened = await folder.open();
    await addMany(opened, 1);
    await expect(opened.database.moveTo(target)).rejects.toMatchObject({ code: 'taken' });
    await addMany(opened, 1, 1);
    expect(await readFile(target, 'utf8')).toBe('something');
    expect(await allRows(await folder.open())).toEqual(await allRows(opened));
  });

  it.each(['write', 'sync', 'rename'] as const)(
    'that fails (%s) leaves everything where it was',
    async operation => {
      const disk = new FailingDisk();
      const target = join(folder.folder, 'there', 'zoo.db');
      const opened = await folder.open({ files: disk.files });
      await addMany(opened, 2);
      disk.failing = { [operation]: 'ENOSPC' };
      await expect(opened.database.moveTo(target)).rejects.toMatchObject({ code: 'full' });
      disk.failing = {};
      await addMany(opened, 1, 2);
      expect(await allRows(await folder.open())).toEqual(await allRows(opened));
      await mkdir(join(folder.folder, 'there'), { recursive: true });
      await opened.database.moveTo(target);
      expect(await allRows(await folder.open({ path: target }))).toHaveProperty('size', 27);
    },
  );
});

it.each(['erasing', 'moving'])('leaves nothing to a snapshot that is under way: %s', async what => {
  const disk = stopping();
  const opened = await folder.open({ files: disk.files });
  await addMany(opened, 40);
  disk.arm();
  const snapshot = opened.database.snapshot();
  await disk.stopped;
  const path = what === 'moving' ? join(folder.folder, 'moved.db') : folder.path;
  const acting = what === 'moving' ? opened.database.moveTo(path) : opened.database.eraseAll();
  const again = opened.database.snapshot();
  await pause(100);
  disk.goOn();
  await Promise.all([snapshot, acting, again]);
  if (what === 'erasing')
    expect((await readFile(path)).toString('latin1')).not.toContain('Session 1');
  await addMany(opened, 1, 50);
  const { notices, ...next } = await folder.open({ path });
  expect(notices).toEqual([]);
  expect(await allRows({ notices, ...next })).toHaveProperty('size', what === 'moving' ? 369 : 9);
  expect((await folder.names()).filter(name => name.includes('new-'))).toEqual([]);
});

it('keeps the ids of what it erased, so that a shared folder does not bring it back', async () => {
  const { database, stores } = await folder.open();
  const [erased, removed] = [aSession(), aSession({ id: 'removed before' as SessionId })];
  await stores.sessions.add(erased);
  await stores.sessions.add(removed);
  await stores.sessions.remove([removed.id], 5);
  await database.eraseAll();
  const ids = [erased.id, removed.id];
  expect(await (await folder.open()).stores.sessions.removed(ids)).toEqual(new Set(ids));
  const record = { session: erased, turns: [aTurn()], votes: [] };
  await stores.records.merge([record], { keepRemoved: true });
  expect(await stores.sessions.get(erased.id)).toBeUndefined();
  // Whoever imports it wants it.
  await stores.records.merge([record]);
  expect(await stores.sessions.get(erased.id)).toEqual(erased);
});

it('erases everything, and no other window brings it back', async () => {
  const other = await folder.open({ backups: () => 3 });
  await addMany(other, 5);
  await other.database.close();
  await writeFile(`${folder.path}.damaged-2026-01-01T00-00-00.000Z`, 'x');
  const one = await folder.open({ backups: () => 3 });
  const two = await folder.open();
  let reloads = 0;
  one.database.onReload(() => reloads++);
  await one.database.eraseAll();
  expect(reloads).toBeGreaterThan(0);
  expect(await allRows(one)).toHaveProperty('size', 0);
  expect(await folder.names()).toEqual(['zoo.db', 'zoo.db.journal']);
  const bytes = (await readFile(folder.path)).toString('latin1');
  expect(bytes).not.toContain('Session 1');
  await addMany(two, 1, 50);
  expect(await allRows(await folder.open())).toHaveProperty('size', 9);
});

describe('backups', () => {
  const DAY = 24 * 60 * 60 * 1000;

  it('are made once a day of what was found sound, and so many are kept', async () => {
    let now = Date.UTC(2026, 0, 1);
    const options = { now: () => now, backups: () => 2 };
    for (let n = 0; n < 5; n++) {
      const { database } = await folder.open(options);
      await database.close();
      await (await folder.open(options)).database.close();
      now += DAY;
    }
    const { database } = await folder.open(options);
    const { backups } = await database.info();
    expect(backups.map(({ at }) => at)).toEqual([now, now - DAY]);
    expect(backups.every(({ bytes }) => bytes > 0)).toBe(true);
  });

  it('are made although the clock has gone back', async () => {
    for (const now of [10 * DAY, 2 * DAY, 2 * DAY]) {
      const { database } = await folder.open({ now: () => now, backups: () => 3 });
      await database.close();
    }
    const { database } = await folder.open({ now: () => 2 * DAY, backups: () => 3 });
    expect((await database.info()).backups.length).toBeGreaterThan(0);
  });

  it('are made before a migration, however young the last one is', async () => {
    const options = { backups: () => 3 };
    for (let n = 0; n < 2; n++) await (await folder.open(options)).database.close();
    expect(await folder.names()).toHaveLength(3);
    const older = await asFirstVersion(await readFile(folder.path));
    await writeFile(folder.path, older);
    const { database } = await folder.open(options);
    const { backups } = await database.info();
    expect(backups).toHaveLength(2);
    const kept = await Promise.all(backups.map(({ path }) => readFile(path)));
    expect(kept.some(bytes => bytes.equals(older))).toBe(true);
  });

  it('are made of each snapshot that is a day younger, too', async () => {
    let now = 0;
    const opened = await folder.open({ now: () => now, backups: () => 3 });
    for (let day = 1; day < 4; day++) {
      now += DAY;
      for (const n of [0, 1]) {
        await addMany(opened, 1, 2 * day + n);
        await opened.database.snapshot();
      }
    }
    const { backups } = await opened.database.info();
    expect(backups.map(({ at }) => at)).toEqual([3 * DAY, 2 * DAY, DAY]);
    const newest = await folder.open({ path: backups[0]!.path });
    expect(await allRows(newest)).toHaveProperty('size', 5 * 9);
  });

  it('keep the newest one even when none are wanted any more', async () => {
    let now = 0;
    for (let n = 0; n < 4; n++) {
      await (await folder.open({ now: () => now, backups: () => 3 })).database.close();
      now += DAY;
    }
    const { database } = await folder.open({ now: () => now, backups: () => 0 });
    expect((await database.info()).backups.map(({ at }) => at)).toEqual([3 * DAY]);
  });

  it('are not made when none are wanted', async () => {
    for (let n = 0; n < 2; n++) {
      const { database } = await folder.open({ backups: () => 0 });
      await database.close();
    }
    expect(await folder.names()).toEqual(['zoo.db', 'zoo.db.journal']);
  });
});
