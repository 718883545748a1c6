import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeFiles } from '../../../../src/extension/store/files.ts';
import { FailingDisk } from './failingDisk.ts';
import { addMany, allRows, isSound } from './largeZoo.ts';
import { StoreFolder } from './storeFolder.ts';

let folder: StoreFolder;
beforeEach(async () => (folder = await StoreFolder.create()));
afterEach(() => folder.remove());

describe('files that vanish while the database is open', () => {
  const LOSSES: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['the folder is deleted', () => rm(folder.folder, { recursive: true })],
    ['the folder is moved away', () => rename(folder.folder, `${folder.folder}-moved`)],
    ['the main file is deleted', () => rm(folder.path)],
    ['the journal is deleted', () => rm(`${folder.path}.journal`)],
    ['the journal is moved away', () => rename(`${folder.path}.journal`, `${folder.path}.j`)],
    [
      'main file and journal are deleted',
      async () => {
        await rm(folder.path);
        await rm(`${folder.path}.journal`);
      },
    ],
  ];
  afterEach(() => rm(`${folder.folder}-moved`, { recursive: true, force: true }));

  it.each(LOSSES)('are written again before a write is acknowledged: %s', async (_, lose) => {
    const opened = await folder.open();
    await addMany(opened, 5);
    await opened.database.snapshot();
    await addMany(opened, 5, 5);
    await lose();
    await addMany(opened, 1, 10);
    const rows = await allRows(opened);
    expect(opened.notices).toEqual([{ kind: 'rewritten', path: folder.path }]);
    const again = await folder.open();
    expect(again.notices).toEqual([]);
    expect(await allRows(again)).toEqual(rows);
    expect([...rows].filter(row => row.startsWith('sessions '))).toHaveLength(11);
  });

  it('are written again by a snapshot too', async () => {
    const opened = await folder.open();
    await addMany(opened, 5);
    const rows = await allRows(opened);
    await rm(folder.folder, { recursive: true });
    await opened.database.snapshot();
    expect(await allRows(await folder.open())).toEqual(rows);
  });

  it('go on as they are when only the owner file is deleted', async () => {
    const opened = await folder.open();
    await addMany(opened, 5);
    await rm(`${folder.path}.owner`);
    await addMany(opened, 1, 5);
    expect(opened.notices).toEqual([]);
    expect(await allRows(await folder.open())).toEqual(await allRows(opened));
  });

  it('are kept under another name when somebody puts other ones there', async () => {
    const other = await StoreFolder.create();
    try {
      const theirs = await other.open();
      await addMany(theirs, 3, 100);
      await theirs.database.close();
      const bytes = await readFile(other.path);
      const opened = await folder.open();
      await addMany(opened, 5);
      await rm(folder.path);
      await writeFile(folder.path, bytes);
      await addMany(opened, 1, 5);
      const rows = await allRows(opened);
      expect(opened.notices).toMatchObject([
        { kind: 'setAside', from: folder.path, reason: 'replaced' },
        { kind: 'rewritten' },
      ]);
      const [notice] = opened.notices;
      expect(bytes.equals(await readFile(notice?.kind === 'setAside' ? notice.to : ''))).toBe(true);
      expect(await allRows(await folder.open())).toEqual(rows);
    } finally {
      await other.remove();
    }
  });

  it('lose nothing when another window begins anew in their place', async () => {
    const old = await folder.open();
    await addMany(old, 5);
    await rm(folder.folder, { recursive: true });
    const newest = await folder.open();
    await addMany(newest, 5, 100);
    await addMany(old, 1, 5);
    await addMany(newest, 1, 105);
    const third = await folder.open();
    expect(await isSound(third)).toBe(true);
    const sessions = [...(await allRows(third))].filter(row => row.startsWith('sessions '));
    expect(sessions).toHaveLength(12);
  });
});

describe('what cannot be written', () => {
  it.each(['EROFS', 'EACCES', 'EPERM', 'ENOSPC'])(
    'is opened for reading, and written once it can be (%s)',
    async errno => {
      const first = await folder.open();
      await addMany(first, 5);
      const rows = await allRows(first);
      await first.database.close();
      const disk = new FailingDisk();
      const code = errno === 'ENOSPC' ? 'full' : 'readOnly';
      disk.failing = { own: errno };
      const opened = await folder.open({ files: disk.files });
      expect(opened.notices).toMatchObject([{ kind: code, path: folder.path, error: { code } }]);
      expect(await allRows(opened)).toEqual(rows);
      expect((await opened.database.info()).state).toBe('readOnly');
      await expect(addMany(opened, 1, 5)).rejects.toMatchObject({ name: 'StoreError', code });
      expect(await allRows(opened)).toEqual(rows);
      disk.failing = {};
      await addMany(opened, 1, 5);
      expect((await opened.database.info()).state).toBe('writable');
      expect(await allRows(await folder.open())).toEqual(await allRows(opened));
    },
  );

  it('is refused at opening when there is nothing to read', async () => {
    const disk = new FailingDisk();
    disk.failing = { own: 'EROFS' };
    await expect(folder.open({ files: disk.files })).rejects.toMatchObject({ code: 'readOnly' });
  });

  it('keeps its journal while another program locks the main file', async () => {
    const disk = new FailingDisk();
    const opened = await folder.open({ files: disk.files, journalLimit: 4000 });
    disk.failing = { rename: 'EBUSY' };
    await addMany(opened, 20);
    await addMany(opened, 20, 20);
    await expect(opened.database.snapshot()).rejects.toMatchObject({ code: 'io' });
    expect(opened.notices.some(({ kind }) => kind === 'snapshotFailed')).toBe(true);
    disk.failing = {};
    await opened.database.snapshot();
    expect(await allRows(await folder.open())).toEqual(await allRows(opened));
  });
});

describe('a database opened for reading only', () => {
  it('is read beside a window that writes, and nothing is written or made', async () => {
    const writer = await folder.open();
    await addMany(writer, 5);
    const rows = await allRows(writer);
    const before = await folder.names();
    const owner = await readFile(`${folder.path}.owner`);
    const reader = await folder.open({ readOnly: true });
    expect(await allRows(reader)).toEqual(rows);
    expect(reader.sharing).toEqual([]);
    await expect(addMany(reader, 1, 5)).rejects.toMatchObject({ code: 'readOnly' });
    expect(await reader.database.refresh()).toBe(false);
    await reader.database.close();
    expect(await folder.names()).toEqual(before);
    expect(await readFile(`${folder.path}.owner`)).toEqual(owner);
  });

  it('says when there is none', async () => {
    const path = join(folder.folder, 'no', 'where.db');
    await expect(folder.open({ path, readOnly: true })).rejects.toMatchObject({ code: 'missing' });
    expect(await folder.names()).toEqual([]);
  });

  it('waits until a window has replaced both of its files', async () => {
    const writer = await folder.open();
    await addMany(writer, 5);
    await writer.database.snapshot();
    const old = await readFile(folder.path);
    await addMany(writer, 5, 5);
    await writer.database.snapshot();
    await addMany(writer, 1, 10);
    let reads = 0;
    const files: typeof nodeFiles = {
      ...nodeFiles,
      // The main file from before the snapshot, the journal from after it.
      read: (path, atMost) =>
        path === folder.path && reads++ < 3
          ? Promise.resolve(atMost === undefined ? old : old.subarray(0, atMost))
          : nodeFiles.read(path, atMost),
    };
    const reader = await folder.open({ readOnly: true, files });
    expect(await allRows(reader)).toEqual(await allRows(writer));
  });
});
