import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SessionId } from '../../../../src/core/model.ts';
import type { Stores } from '../../../../src/extension/app/ports.ts';
import { nodeFiles } from '../../../../src/extension/store/files.ts';
import type { Files } from '../../../../src/extension/store/files.ts';
import { aSession } from '../../../support/builders.ts';
import { StoreFolder } from './storeFolder.ts';
import type { Opened } from './storeFolder.ts';

let folder: StoreFolder;
beforeEach(async () => (folder = await StoreFolder.create()));
afterEach(() => folder.remove());

const add = ({ sessions }: Stores, name: string) =>
  sessions.add(aSession({ id: name as SessionId }));
async function ids({ database }: Opened): Promise<readonly unknown[]> {
  const rows = await database.read(all => all('SELECT id FROM sessions ORDER BY id'));
  return rows.map(({ id }) => id);
}

/** Runs `meanwhile` once, just before or after the old window's next call of one operation. */
function interrupted(
  operation: 'create' | 'sync' | 'rename' | 'write',
  when: 'before' | 'after',
): { readonly files: Files; meanwhile: (() => Promise<unknown>) | undefined } {
  const state: ReturnType<typeof interrupted> = { files: nodeFiles, meanwhile: undefined };
  const around = async (work: () => Promise<void>) => {
    const run = state.meanwhile;
    if (run) state.meanwhile = undefined;
    if (when === 'before') await run?.();
    await work();
    if (when === 'after') await run?.();
  };
  const files: Files = {
    ...nodeFiles,
    rename: (from, to) =>
      operation === 'rename'
        ? around(() => nodeFiles.rename(from, to))
        : nodeFiles.rename(from, to),
    async create(path) {
      if (operation === 'create') await around(() => Promise.resolve());
      const file = await nodeFiles.create(path);
      return {
        ...file,
        write: (bytes, at) =>
          operation === 'write' ? around(() => file.write(bytes, at)) : file.write(bytes, at),
        sync: () => (operation === 'sync' ? around(() => file.sync()) : file.sync()),
      };
    },
  };
  return Object.assign(state, { files });
}

it('lets the newest window write and tells the older one', async () => {
  const old = await folder.open();
  await add(old.stores, '1');
  const newest = await folder.open();
  await expect(add(old.stores, '2')).rejects.toMatchObject({
    code: 'lost',
    message: expect.stringContaining('Reload this window') as string,
  });
  await add(newest.stores, '3');
  await expect(old.database.snapshot()).rejects.toMatchObject({ code: 'lost' });
  await expect(add(old.stores, '4')).rejects.toMatchObject({ code: 'lost' });
  await old.database.close();
  expect(old.notices).toEqual([]);
  await add(newest.stores, '5');
  const third = await folder.open();
  expect(await ids(third)).toEqual(['1', '3', '5']);
  expect(third.notices).toEqual([]);
});

it.each([
  ['before', 'write'],
  ['after', 'write'],
  ['before', 'sync'],
  ['after', 'sync'],
] as const)('is not disturbed by a window overtaken %s its %s of a record', async (when, what) => {
  const disk = interrupted(what, when);
  const old = await folder.open({ files: disk.files });
  await add(old.stores, '1');
  let newest: Opened | undefined;
  disk.meanwhile = async () => {
    newest = await folder.open();
    await add(newest.stores, '2');
  };
  await expect(add(old.stores, 'late')).rejects.toMatchObject({ code: 'lost' });
  await add(newest!.stores, '3');
  const third = await folder.open();
  expect(third.notices).toEqual([]);
  // Nobody was told that `late` was saved, so it may be there or not; the others must be.
  expect((await ids(third)).filter(id => id !== 'late')).toEqual(['1', '2', '3']);
  expect(await ids(third)).toEqual(await ids(newest!));
});

it.each([
  ['before', 'create'],
  ['before', 'sync'],
  ['before', 'rename'],
  ['after', 'rename'],
] as const)(
  'is not disturbed by a window overtaken %s the %s of a snapshot',
  async (when, what) => {
    const disk = interrupted(what, when);
    const old = await folder.open({ files: disk.files });
    await add(old.stores, '1');
    let newest: Opened | undefined;
    disk.meanwhile = async () => {
      newest = await folder.open();
      await add(newest.stores, '2');
      await newest.database.snapshot();
      await add(newest.stores, '3');
    };
    await old.database.snapshot().catch(() => undefined);
    await expect(add(old.stores, 'late')).rejects.toMatchObject({ code: 'lost' });
    const third = await folder.open();
    expect(third.notices).toEqual([]);
    expect(await ids(third)).toEqual(['1', '2', '3']);
  },
);

it('writes no more once it cannot tell whose the database is', async () => {
  const disk = interrupted('sync', 'after');
  let broken = false;
  const read: Files['read'] = (path, atMost) =>
    broken ? Promise.reject(new Error('no answer')) : nodeFiles.read(path, atMost);
  const { stores } = await folder.open({ files: { ...disk.files, read } });
  disk.meanwhile = () => Promise.resolve((broken = true));
  await expect(add(stores, '1')).rejects.toMatchObject({ code: 'io' });
  broken = false;
  await expect(add(stores, '2')).rejects.toMatchObject({
    code: 'io',
    message: expect.stringContaining('Reload this window') as string,
  });
  const again = await folder.open();
  expect(again.notices).toEqual([]);
  expect(await ids(again)).toEqual(['1']);
});

it('tells a window whose files were removed', async () => {
  const { stores } = await folder.open();
  await rm(folder.folder, { recursive: true });
  await expect(add(stores, '1')).rejects.toMatchObject({
    code: 'lost',
    message: expect.stringContaining('removed') as string,
  });
});

it('removes what a killed window was preparing, and only that', async () => {
  await folder.open();
  for (const name of ['zoo.db.new-dead', 'zoo.db.journal.new-dead', 'zoo.db.newer', 'zoo.db2'])
    await nodeFiles.write(`${folder.folder}/${name}`, 'x');
  await folder.open();
  expect(await folder.names()).toEqual(['zoo.db', 'zoo.db.journal', 'zoo.db.newer', 'zoo.db2']);
});
