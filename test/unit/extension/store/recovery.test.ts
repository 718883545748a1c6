import { copyFile, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sharedData } from '../../../support/sharedData.ts';
import { addMany, allRows, isSound, seeded } from './largeZoo.ts';
import { StoreFolder } from './storeFolder.ts';
import type { Opened } from './storeFolder.ts';

const PAGE = 4096;
const SESSIONS = 300;
const DAY = 24 * 60 * 60 * 1000;

let folder: StoreFolder;
beforeEach(async () => (folder = await StoreFolder.create()));
afterEach(() => folder.remove());

/** A database of many pages, closed; and what is in it. */
async function makeZoo(): Promise<{ readonly main: Buffer; readonly rows: ReadonlySet<string> }> {
  const opened = await folder.open();
  await addMany(opened, SESSIONS);
  const rows = await allRows(opened);
  await opened.database.close();
  return { main: await readFile(folder.path), rows };
}

/** Puts a main file without a journal there, and opens it. */
async function openDamaged(bytes: Buffer): Promise<Opened> {
  for (const name of await readdir(folder.folder)) await rm(join(folder.folder, name));
  await writeFile(folder.path, bytes);
  return folder.open();
}

async function keptBytes({ notices }: Opened): Promise<Buffer> {
  const notice = notices.find(({ kind }) => kind === 'setAside');
  if (notice?.kind !== 'setAside') throw new Error('Nothing was set aside');
  return readFile(notice.to);
}

const missing = (rows: ReadonlySet<string>, some: ReadonlySet<string>): readonly string[] =>
  [...rows].filter(row => !some.has(row)).map(row => row.slice(0, 300));

describe('a main file with damaged bytes', () => {
  it(
    'gives back all that is not on the damaged page, and nothing that is wrong',
    { timeout: 120_000 },
    async () => {
      const { main, rows } = await makeZoo();
      const random = seeded(7);
      const pages = Math.floor(main.length / PAGE) - 2;
      for (let round = 0; round < 16; round++) {
        const damaged = Buffer.from(main);
        const start = Math.floor(random() * pages) * PAGE;
        const length = round % 3 === 0 ? PAGE : 1 + Math.floor(random() * 40);
        const at = start + Math.floor(random() * (PAGE - length));
        for (let n = 0; n < length; n++)
          damaged[at + n] = (damaged[at + n]! ^ (1 + Math.floor(random() * 255))) & 0xff;
        const opened = await openDamaged(damaged);
        const found = await allRows(opened);
        expect(await isSound(opened)).toBe(true);
        expect(missing(found, rows)).toEqual([]);
        expect(found.size).toBeGreaterThan(rows.size * 0.7);
        expect(damaged.equals(await keptBytes(opened))).toBe(true);
        expect(opened.notices.map(({ kind }) => kind)).toEqual(['setAside', 'recovered']);
        await opened.database.close();
        // What was recovered is on the disk.
        const again = await folder.open();
        expect(again.notices).toEqual([]);
        expect(await allRows(again)).toEqual(found);
        await again.database.close();
      }
    },
  );

  it('gives back what is right wherever much of it is wrong', { timeout: 120_000 }, async () => {
    const { main, rows } = await makeZoo();
    const random = seeded(11);
    for (let round = 0; round < 9; round++) {
      const damaged = Buffer.from(main);
      for (let n = 0; n < 1 + round * 3; n++)
        damaged[Math.floor(random() * damaged.length)] = Math.floor(random() * 256);
      const opened = await openDamaged(damaged);
      expect(await isSound(opened)).toBe(true);
      expect(missing(await allRows(opened), rows)).toEqual([]);
      await opened.database.close();
    }
  });

  it('gives back what comes before a cut', async () => {
    const { main, rows } = await makeZoo();
    for (const part of [0.3, 0.6, 0.9]) {
      const cut = main.subarray(0, Math.floor(main.length * part));
      const opened = await openDamaged(cut);
      const found = await allRows(opened);
      expect(await isSound(opened)).toBe(true);
      expect(missing(found, rows)).toEqual([]);
      expect(cut.equals(await keptBytes(opened))).toBe(true);
      await opened.database.close();
    }
  });

  it('takes the journal on top of what it gives back', async () => {
    const first = await folder.open();
    await addMany(first, SESSIONS);
    await first.database.snapshot();
    await addMany(first, 20, SESSIONS);
    const rows = await allRows(first);
    const bytes = await readFile(folder.path);
    bytes.fill(0xaa, 30 * PAGE, 31 * PAGE);
    await writeFile(folder.path, bytes);
    const opened = await folder.open();
    const found = await allRows(opened);
    expect(await isSound(opened)).toBe(true);
    expect(missing(found, rows)).toEqual([]);
    expect([...found].filter(row => row.startsWith('sessions {"id":"s31'))).toHaveLength(11);
  });

  it('is not suspected when another program has changed it', async () => {
    const { main } = await makeZoo();
    const text = main.toString('latin1').replaceAll('Session 9', 'session 9');
    const edited = Buffer.from(text, 'latin1');
    // As SQLite leaves it; our checksums are still behind the pages.
    for (const at of [24, 92]) edited.writeUInt32BE(77, at);
    const opened = await openDamaged(edited);
    expect(opened.notices).toEqual([]);
    expect([...(await allRows(opened))].join()).toContain('session 9');
  });
});

describe('a main file of which nothing can be read', () => {
  it('is replaced by the newest sound backup and the journal', async () => {
    let now = Date.UTC(2026, 0, 1);
    const options = { backups: () => 3, now: () => now };
    const first = await folder.open(options);
    await addMany(first, 10);
    await first.database.close();
    now += 2 * DAY;
    const second = await folder.open(options);
    await addMany(second, 10, 10);
    const rows = await allRows(second);
    const [backup] = (await second.database.info()).backups;
    await writeFile(folder.path, Buffer.alloc(20_000, 'x'));
    const third = await folder.open(options);
    expect(third.notices).toMatchObject([
      { kind: 'setAside', from: folder.path, reason: 'notADatabase' },
      { kind: 'recovered', backup: backup?.path, sessions: 20, turns: 20, replies: 40, votes: 20 },
    ]);
    expect(await allRows(third)).toEqual(rows);
  });
});

const HOSTILE = ['sqlite-truncated.db', 'sqlite-bitrot.db', 'sqlite-header-only.db'] as const;

describe.each(HOSTILE)('%s', name => {
  const file = sharedData('hostile', 'import', name);
  it.skipIf(file === undefined)(
    'is reported as damaged and kept, and a new store begins',
    async () => {
      await copyFile(file!, folder.path);
      const before = await readFile(folder.path);
      const opened = await folder.open();
      expect(opened.notices).toMatchObject([{ kind: 'setAside', from: folder.path }]);
      expect(before.equals(await keptBytes(opened))).toBe(true);
      expect((await allRows(opened)).size).toBe(0);
      await addMany(opened, 1);
      expect(await isSound(await folder.open())).toBe(true);
    },
  );
});

const noDatabase = sharedData('hostile', 'import', 'not-sqlite.db');
it.skipIf(noDatabase === undefined)(
  'not-sqlite.db is left alone, but set aside where our database was',
  async () => {
    await copyFile(noDatabase!, folder.path);
    await expect(folder.open()).rejects.toMatchObject({ code: 'notOurs' });
    const before = await readFile(folder.path);
    expect(await readdir(folder.folder)).toEqual(['zoo.db']);
    await rm(folder.path);
    await (await folder.open()).database.close();
    await writeFile(folder.path, before);
    const opened = await folder.open();
    expect(opened.notices).toMatchObject([{ kind: 'setAside', from: folder.path }]);
    expect(before.equals(await keptBytes(opened))).toBe(true);
  },
);

it('keeps every damaged file under its own name, also when the clock goes back', async () => {
  await folder.open();
  for (const n of [1, 2, 3]) {
    await writeFile(folder.path, `no database ${n}`);
    const { database } = await folder.open({ now: () => DAY * (4 - n) });
    await database.close();
  }
  const kept = (await folder.names()).filter(name => name.includes('damaged'));
  expect(kept).toHaveLength(3);
});
