import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SessionId } from '../../../../src/core/model.ts';
import type { Stores } from '../../../../src/extension/app/ports.ts';
import { nodeFiles } from '../../../../src/extension/store/files.ts';
import type { Files } from '../../../../src/extension/store/files.ts';
import { aSession } from '../../../support/builders.ts';
import { StoreFolder } from './storeFolder.ts';
import { bundleWindow, sqlJsPath, start } from './windowProcess.ts';
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

it('lets the window write that acts, and both see all of it', async () => {
  const old = await folder.open();
  await add(old.stores, '1');
  const newest = await folder.open();
  expect(newest.sharing).toEqual([{ kind: 'shared', path: folder.path }]);
  await add(old.stores, '2');
  expect(old.sharing).toEqual([{ kind: 'shared', path: folder.path }]);
  expect(await ids(old)).toEqual(['1', '2']);
  await add(newest.stores, '3');
  expect(await ids(newest)).toEqual(['1', '2', '3']);
  await old.database.snapshot();
  await add(old.stores, '4');
  await newest.database.close();
  await old.database.close();
  const third = await folder.open();
  expect(await ids(third)).toEqual(['1', '2', '3', '4']);
  // Each was told once, and the closed ones are no windows any more.
  expect([old.sharing.length, newest.sharing.length, third.sharing.length]).toEqual([1, 1, 0]);
  expect([...old.notices, ...newest.notices, ...third.notices]).toEqual([]);
});

it('lets the store decide whether a write of an overtaken window still fits', async () => {
  const old = await folder.open();
  await add(old.stores, '1');
  const newest = await folder.open();
  await newest.stores.sessions.remove(['1' as SessionId], 1);
  await expect(old.stores.sessions.rename('1' as SessionId, 'new')).rejects.toMatchObject({
    code: 'refused',
  });
  await add(newest.stores, '2');
  await old.stores.sessions.rename('2' as SessionId, 'new');
  expect((await old.stores.sessions.get('2' as SessionId))?.title).toBe('new');
});

it('reads again when it is asked to, and only if another window has it', async () => {
  const old = await folder.open();
  const reloads: number[] = [];
  old.database.onReload(() => reloads.push(1));
  expect(await old.database.refresh()).toBe(false);
  const newest = await folder.open();
  await add(newest.stores, '1');
  expect(await ids(old)).toEqual([]);
  expect((await old.database.info()).state).toBe('elsewhere');
  expect(await old.database.refresh()).toBe(true);
  expect(await ids(old)).toEqual(['1']);
  expect(await old.database.refresh()).toBe(false);
  expect(reloads).toHaveLength(1);
  expect((await old.database.info()).state).toBe('writable');
});

it('keeps what two windows write at the same time, each change once', async () => {
  const windows = [await folder.open(), await folder.open({ journalLimit: 3000 })];
  await add(windows[0]!.stores, 'text');
  const write = async (window: Opened, name: string) => {
    for (let n = 0; n < 40; n++) {
      await add(window.stores, `${name}${n}`);
      // Unlike a new row, an addition made twice would not be refused.
      await window.database.write({
        sql: "UPDATE sessions SET title = title || 'x' WHERE id = 'text'",
        params: [],
      });
      if (n % 3 === 0) await new Promise(resolve => setTimeout(resolve, Math.random() * 10));
    }
  };
  await Promise.all(windows.map((window, n) => write(window, 'ab'[n]!)));
  const third = await folder.open();
  expect(third.notices).toEqual([]);
  expect(await ids(third)).toHaveLength(81);
  const text = await third.stores.sessions.get('text' as SessionId);
  expect(text?.title.replace(/^[^x]*/, '')).toBe('x'.repeat(80));
});

it('keeps what two processes write, each change once', { timeout: 120_000 }, async () => {
  const script = await bundleWindow(new URL('sharingWindow.ts', import.meta.url), folder.folder);
  const first = await folder.open();
  await first.stores.sessions.add(aSession({ id: 'sum' as SessionId, title: '' }));
  await first.database.close();
  const windows = ['a', 'b'].map(name =>
    start(process.execPath, [script, folder.path, sqlJsPath, name, '60']),
  );
  const told: string[] = [];
  for (const { ended } of windows) {
    const { code, lines, complaints } = await ended;
    expect(complaints).toBe('');
    expect(code).toBe(0);
    expect(lines.filter(line => line.startsWith('notice ') && line !== 'notice shared')).toEqual(
      [],
    );
    told.push(...lines.filter(line => !line.startsWith('notice ')));
  }
  expect(told).toHaveLength(120);
  const last = await folder.open();
  // Both processes have ended.
  expect([last.notices, last.sharing]).toEqual([[], []]);
  expect(await ids(last)).toEqual([...told, 'sum'].sort());
  expect((await last.stores.sessions.get('sum' as SessionId))?.title).toBe('x'.repeat(120));
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
  const late = old.database.write({
    sql: "UPDATE sessions SET title = title || 'x' WHERE id = '1'",
    params: [],
  });
  expect(await late).toBe(1);
  await add(newest!.stores, '3');
  const third = await folder.open();
  expect(third.notices).toEqual([]);
  expect(await ids(third)).toEqual(['1', '2', '3']);
  const { title = '' } = (await third.stores.sessions.get('1' as SessionId)) ?? {};
  expect(title.length - title.replaceAll('x', '').length).toBe(1);
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
    await old.database.snapshot();
    await add(old.stores, '4');
    await add(newest!.stores, '5');
    const third = await folder.open();
    expect(third.notices).toEqual([]);
    expect(await ids(third)).toEqual(['1', '2', '3', '4', '5']);
  },
);

it('finds out later what became of a write that it could not look after', async () => {
  const disk = interrupted('sync', 'after');
  let broken = false;
  const read: Files['read'] = (path, atMost) =>
    broken ? Promise.reject(new Error('no answer')) : nodeFiles.read(path, atMost);
  const { stores } = await folder.open({ files: { ...disk.files, read } });
  disk.meanwhile = () => Promise.resolve((broken = true));
  await expect(add(stores, '1')).rejects.toMatchObject({
    code: 'io',
    message: expect.stringContaining('may be saved') as string,
  });
  broken = false;
  await add(stores, '2');
  const again = await folder.open();
  expect(again.notices).toEqual([]);
  expect(await ids(again)).toEqual(['1', '2']);
});

it('removes what a killed window was preparing, and only that', async () => {
  await folder.open();
  for (const name of ['zoo.db.new-dead', 'zoo.db.journal.new-dead', 'zoo.db.newer', 'zoo.db2'])
    await nodeFiles.write(`${folder.folder}/${name}`, 'x');
  await folder.open();
  expect(await folder.names()).toEqual(['zoo.db', 'zoo.db.journal', 'zoo.db.newer', 'zoo.db2']);
});
