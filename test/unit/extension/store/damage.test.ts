import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import initSqlJs from 'sql.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionId } from '../../../../src/core/model.ts';
import type { Stores } from '../../../../src/extension/app/ports.ts';
import { nodeFiles } from '../../../../src/extension/store/files.ts';
import { JOURNAL_HEADER_SIZE } from '../../../../src/extension/store/journalFormat.ts';
import { aSession } from '../../../support/builders.ts';
import { StoreFolder } from './storeFolder.ts';

const STAMP = 'damaged-2026-01-02T12-00-00.000Z';

let folder: StoreFolder;
let journal: string;
beforeEach(async () => {
  folder = await StoreFolder.create();
  journal = `${folder.path}.journal`;
});
afterEach(() => folder.remove());

const add = ({ sessions }: Stores, name: string) =>
  sessions.add(aSession({ id: name as SessionId }));
/** Which of the sessions 1, 2 and 3 are there. */
async function found({ sessions }: Stores): Promise<string> {
  const all = await Promise.all(['1', '2', '3'].map(id => sessions.get(id as SessionId)));
  return all.map(session => session?.id ?? '-').join('');
}

/** Writes sessions 1, 2 and 3 as a killed window would leave them, and gives the journal's ends. */
async function leaveThree(): Promise<readonly number[]> {
  const { stores } = await folder.open();
  const ends: number[] = [];
  for (const name of ['1', '2', '3']) {
    await add(stores, name);
    ends.push((await readFile(journal)).length);
  }
  return ends;
}

async function edit(path: string, change: (bytes: Buffer) => Buffer | undefined): Promise<Buffer> {
  const bytes = await readFile(path);
  const edited = change(bytes) ?? bytes;
  await writeFile(path, edited);
  return edited;
}

describe('the journal', () => {
  it.each([1, 5, 25])('loses a tail that was cut %i bytes into its last record', async bytes => {
    const [, second = 0] = await leaveThree();
    await truncate(journal, second + bytes);
    const { stores, notices } = await folder.open();
    expect(notices).toEqual([{ kind: 'tornTail', path: journal, bytes }]);
    expect(await found(stores)).toBe('12-');
    await add(stores, '3');
    const again = await folder.open();
    expect(await found(again.stores)).toBe('123');
    expect(again.notices).toEqual([]);
  });

  it('loses a tail of zeros, as a power cut leaves it', async () => {
    await leaveThree();
    await edit(journal, bytes => Buffer.concat([bytes, Buffer.alloc(5000)]));
    const { stores, notices } = await folder.open();
    expect(notices).toMatchObject([{ kind: 'tornTail', bytes: 5000 }]);
    expect(await found(stores)).toBe('123');
  });

  it.each([
    ['mark', 0],
    ['length', 6],
    ['checksum', 9],
    ['sequence number', 12],
    ['payload', 40],
  ])('is set aside when a bit of the %s of a middle record has flipped', async (_, at) => {
    const [first = 0] = await leaveThree();
    const damaged = await edit(journal, bytes => void (bytes[first + at]! ^= 4));
    const { stores, notices } = await folder.open();
    const to = `${journal}.${STAMP}`;
    expect(notices).toEqual([{ kind: 'setAside', from: journal, to, reason: 'corrupt' }]);
    expect(await found(stores)).toBe('1--');
    expect(await readFile(to)).toEqual(damaged);
    await add(stores, '2');
    const again = await folder.open();
    expect(again.notices).toEqual([]);
    expect(await found(again.stores)).toBe('12-');
  });

  it('is set aside when a record is missing', async () => {
    const [first = 0, second = 0] = await leaveThree();
    await edit(journal, b => Buffer.concat([b.subarray(0, first), b.subarray(second)]));
    const { stores, notices } = await folder.open();
    expect(notices).toMatchObject([{ kind: 'setAside', from: journal, reason: 'gap' }]);
    expect(await found(stores)).toBe('1--');
  });

  it('is set aside when its first record is not the one after the snapshot', async () => {
    const [first = 0] = await leaveThree();
    await edit(journal, b =>
      Buffer.concat([b.subarray(0, JOURNAL_HEADER_SIZE), b.subarray(first)]),
    );
    const { stores, notices } = await folder.open();
    expect(notices).toMatchObject([{ kind: 'setAside', reason: 'gap' }]);
    expect(await found(stores)).toBe('---');
    expect((await folder.open()).notices).toEqual([]);
  });

  it('is set aside when it is not a journal', async () => {
    await leaveThree();
    await writeFile(journal, 'My shopping list');
    const { notices } = await folder.open();
    expect(notices).toMatchObject([{ kind: 'setAside', from: journal, reason: 'corrupt' }]);
    expect(await readFile(`${journal}.${STAMP}`, 'utf8')).toBe('My shopping list');
  });

  it('is set aside when it belongs to another database', async () => {
    const other = await StoreFolder.create();
    try {
      await leaveThree();
      await (await other.open()).database.close();
      await writeFile(folder.path, await readFile(other.path));
      const { stores, notices } = await folder.open();
      expect(notices).toMatchObject([{ kind: 'setAside', reason: 'orphaned' }]);
      expect(await found(stores)).toBe('---');
    } finally {
      await other.remove();
    }
  });
});

describe('the main file', () => {
  const GARBAGE = Buffer.alloc(9000, 'garbage ');

  it('is set aside together with its journal when it is garbage', async () => {
    await leaveThree();
    await writeFile(folder.path, GARBAGE);
    const { stores, notices } = await folder.open();
    expect(notices).toEqual([
      {
        kind: 'setAside',
        from: folder.path,
        to: `${folder.path}.${STAMP}`,
        reason: 'notADatabase',
      },
      { kind: 'setAside', from: journal, to: `${journal}.${STAMP}`, reason: 'orphaned' },
      {
        kind: 'recovered',
        from: folder.path,
        to: `${folder.path}.${STAMP}`,
        sessions: 3,
        turns: 0,
        replies: 0,
        votes: 0,
      },
    ]);
    expect(await readFile(`${folder.path}.${STAMP}`)).toEqual(GARBAGE);
    // All of it was still in the journal.
    expect(await found(stores)).toBe('123');
    expect(await found((await folder.open()).stores)).toBe('123');
  });

  it('is set aside when SQLite finds damage in its last page', async () => {
    const { database, stores } = await folder.open();
    await add(stores, '1');
    await database.close();
    // Its checksums are cut off, as if an older version had written it.
    await edit(folder.path, bytes => {
      const size = bytes.readUInt32BE(28) * 4096;
      return bytes.subarray(0, size).fill(0x55, size - 4096);
    });
    const { notices } = await folder.open();
    expect(notices).toMatchObject([
      { kind: 'setAside', from: folder.path, reason: 'corrupt' },
      { kind: 'recovered', sessions: 1 },
    ]);
  });

  it('is set aside when it was cut', async () => {
    await (await folder.open()).database.close();
    await truncate(folder.path, 5000);
    const { notices } = await folder.open();
    expect(notices).toMatchObject([{ kind: 'setAside', from: folder.path, reason: 'corrupt' }]);
  });

  it('is set aside when the disk does not give it out', async () => {
    await (await folder.open()).database.close();
    const files: typeof nodeFiles = {
      ...nodeFiles,
      read: (path, atMost) =>
        path === folder.path
          ? Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' }))
          : nodeFiles.read(path, atMost),
    };
    const { notices } = await folder.open({ files });
    expect(notices).toMatchObject([{ kind: 'setAside', from: folder.path, reason: 'unreadable' }]);
  });

  it('never takes the name of a file that was set aside before', async () => {
    await folder.open();
    for (const text of ['first', 'second']) {
      await writeFile(folder.path, text);
      await folder.open();
    }
    expect(await readFile(`${folder.path}.${STAMP}`, 'utf8')).toBe('first');
    expect(await readFile(`${folder.path}.${STAMP}-2`, 'utf8')).toBe('second');
  });

  it('that was deleted leaves a journal that is set aside, and what is in it', async () => {
    await leaveThree();
    await nodeFiles.remove(folder.path);
    const { notices, stores } = await folder.open();
    expect(notices).toMatchObject([
      { kind: 'setAside', from: journal, reason: 'orphaned' },
      { kind: 'recovered', from: journal, to: `${journal}.${STAMP}`, sessions: 3 },
    ]);
    expect(await found(stores)).toBe('123');
  });
});

describe('a healthy file that is not for this version', () => {
  it('is refused and left as it is when it is newer, and its window keeps it', async () => {
    const newer = await folder.open();
    await newer.database.close();
    const bytes = await edit(folder.path, main => void main.writeUInt32BE(99, 60));
    const before = await readFile(`${folder.path}.owner`);
    await expect(folder.open()).rejects.toMatchObject({ code: 'newer' });
    expect(await readFile(folder.path)).toEqual(bytes);
    expect(await readFile(`${folder.path}.owner`)).toEqual(before);
    expect(await folder.names()).toEqual(['zoo.db', 'zoo.db.journal']);
  });

  it.each(['# Notes\n'.repeat(50), '{}', 'SQLite'])(
    'is refused and left as it is when it is no database at all (%#)',
    async text => {
      await writeFile(folder.path, text);
      await expect(folder.open()).rejects.toMatchObject({ code: 'notOurs' });
      const reading = folder.open({ readOnly: true });
      await expect(reading).rejects.toMatchObject({ code: 'notOurs' });
      expect(await readFile(folder.path, 'utf8')).toBe(text);
      expect(await readdir(folder.folder)).toEqual(['zoo.db']);
    },
  );

  it.each(['zoo.db', 'zoo.db.owner', 'zoo.db.journal'])(
    'is not what was ours before its beginning was destroyed, as %s tells',
    async trace => {
      const { database, stores } = await folder.open();
      await add(stores, '1');
      await database.close();
      await edit(folder.path, bytes =>
        trace === 'zoo.db' ? bytes.fill(0x55, 0, 200) : Buffer.alloc(9000, 0x55),
      );
      for (const name of ['zoo.db.owner', 'zoo.db.journal'])
        if (name !== trace) await nodeFiles.remove(join(folder.folder, name));
      const { notices } = await folder.open();
      expect(notices).toMatchObject([{ kind: 'setAside', from: folder.path }]);
    },
  );

  it("is refused and left as it is when it is another program's", async () => {
    const sqlJs = await initSqlJs();
    const foreign = new sqlJs.Database();
    foreign.run('CREATE TABLE theirs (x)');
    const bytes = Buffer.from(foreign.export());
    await writeFile(folder.path, bytes);
    await expect(folder.open()).rejects.toMatchObject({ code: 'notOurs' });
    expect(await readFile(folder.path)).toEqual(bytes);
    expect(await folder.names()).toEqual(['zoo.db']);
  });
});
