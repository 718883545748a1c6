import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import initSqlJs from 'sql.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContent } from '../../../../src/extension/exchange/openContent.ts';
import { loadSqlJs } from '../../../support/importing.ts';
import { zipOf, type ZipEntry } from '../../../support/zipWriter.ts';

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'chatzoo-archives-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function open(bytes: Uint8Array) {
  const file = path.join(folder, `file-${count++}`);
  await writeFile(file, bytes);
  return openContent(file, { loadSqlJs });
}

const openZip = (...entries: readonly ZipEntry[]) => open(zipOf(entries));

describe('a zip file', () => {
  it('gives its conversations.json, whatever else is in it', async () => {
    const { content } = await openZip(
      { name: 'chat.html', text: '<html>' },
      { name: 'user.json', text: '{"me":1}' },
      { name: 'export/conversations.json', text: '[{"id":1}]', deflated: true },
    );
    expect(content).toEqual({ shape: 'json', value: [{ id: 1 }] });
  });

  it('gives the only JSON, JSON Lines or CSV file in it', async () => {
    const { content } = await openZip(
      { name: '__MACOSX/._log.jsonl', text: 'x' },
      { name: 'log.jsonl', text: '{"a":1}\n{"a":2}\n' },
      { name: 'readme.txt', text: 'x' },
    );
    expect(content).toMatchObject({ shape: 'jsonl', first: [{ a: 1 }, { a: 2 }] });
  });

  it('writes nothing to the disk', async () => {
    const before = await readdir(folder);
    await openZip({ name: 'a.json', text: '{}', deflated: true });
    expect((await readdir(folder)).length).toBe(before.length + 1);
  });

  it.each<[string, string, readonly ZipEntry[]]>([
    ['nothingInside', 'no such file', [{ name: 'a.txt', text: '' }]],
    [
      'nothingInside',
      'two of them',
      [
        { name: 'a.json', text: '{}' },
        { name: 'b.json', text: '{}' },
      ],
    ],
    ['encrypted', 'an encrypted file', [{ name: 'a.json', text: '{}', encrypted: true }]],
    ['unsafeArchive', 'a link', [{ name: 'a.json', text: '/etc/passwd', mode: 0o120_777 }]],
    ['unsafeArchive', 'a name that leads out', [{ name: '../a.json', text: '{}' }]],
    ['unsafeArchive', 'an absolute name', [{ name: '/a.json', text: '{}' }]],
    [
      'unsafeArchive',
      'a name with backslashes that leads out',
      [{ name: String.raw`..\a.json`, text: '{}' }],
    ],
    ['unsafeArchive', 'a name with a drive', [{ name: 'C:/a.json', text: '{}' }]],
    [
      'tooBig',
      'what inflates to far more',
      [{ name: 'a.json', text: `["${'x'.repeat(3e6)}"]`, deflated: true }],
    ],
  ])('is refused as %s: %s', async (code, _, entries) => {
    await expect(openZip(...entries)).rejects.toMatchObject({ code });
  });

  it('is refused as damaged if what is compressed in it is broken', async () => {
    const bytes = zipOf([{ name: 'a.json', text: JSON.stringify('x'.repeat(99)), deflated: true }]);
    bytes.fill(0xff, 36, 45);
    await expect(open(bytes)).rejects.toMatchObject({ code: 'damaged' });
  });
});

describe('a gzip file', () => {
  it('that inflates like any text is read, a bomb is refused', async () => {
    const text = Array.from({ length: 200_000 }, (_, i) => `{"number":${i}}`).join('\n');
    expect((await open(gzipSync(text))).content.shape).toBe('jsonl');
    const bomb = open(gzipSync(`["${'x'.repeat(3e6)}"]`));
    await expect(bomb).rejects.toMatchObject({ code: 'tooBig' });
  });

  it('that was cut off is refused as damaged', async () => {
    const text = JSON.stringify(Array.from({ length: 999 }, (_, i) => i ** 3));
    const bytes = gzipSync(text);
    const cut = open(bytes.subarray(0, bytes.length / 2));
    await expect(cut).rejects.toMatchObject({ code: 'damaged' });
  });
});

describe('an SQLite file', () => {
  const databaseOf = async (sql: string): Promise<Uint8Array> => {
    const database = new (await initSqlJs()).Database();
    database.run(sql);
    return database.export();
  };

  it('gives the values of its tables and nothing of its views and triggers', async () => {
    const opened = await open(
      await databaseOf(`
        CREATE TABLE "odd ""name" (id INTEGER, "__proto__" TEXT, data BLOB, score REAL);
        CREATE TABLE empty (x);
        CREATE VIEW spoof AS SELECT 1 AS id;
        CREATE TRIGGER t AFTER INSERT ON empty BEGIN DELETE FROM "odd ""name"; END;
        INSERT INTO "odd ""name" VALUES (1, 'text', x'00ff', 1.5), (2, NULL, NULL, NULL);`),
    );
    if (opened.content.shape !== 'tables') throw new Error(opened.content.shape);
    const { tables } = opened.content;
    expect([...tables.keys()]).toEqual(['odd "name', 'empty']);
    expect(tables.get('odd "name')?.map(row => Object.entries(row))).toEqual([
      [
        ['id', 1],
        ['__proto__', 'text'],
        ['data', null],
        ['score', 1.5],
      ],
      [
        ['id', 2],
        ['__proto__', null],
        ['data', null],
        ['score', null],
      ],
    ]);
    expect(opened.notes()).toEqual(['odd "name.data (blob)']);
  });

  it('with many rows is read a slice at a time, and no further than wanted', async () => {
    const bytes = await databaseOf(
      `CREATE TABLE a (x); INSERT INTO a
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) SELECT i FROM n;`,
    );
    const file = path.join(folder, 'rows.db');
    await writeFile(file, bytes);
    const stop = new AbortController();
    const stopSoon = () => {
      setImmediate(() => {
        stop.abort();
      });
      return loadSqlJs();
    };
    const { signal } = stop;
    await expect(openContent(file, { loadSqlJs: stopSoon, signal })).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }) as Error,
    );
    const { content } = await openContent(file, { loadSqlJs });
    expect(content.shape === 'tables' && content.tables.get('a')).toHaveLength(10_000);
  });

  it('of more than 256 MiB is not read', async () => {
    const file = path.join(folder, 'huge.db');
    await writeFile(file, await databaseOf('CREATE TABLE a (x);'));
    await truncate(file, 256 * 1024 ** 2 + 1);
    await expect(openContent(file, { loadSqlJs })).rejects.toMatchObject({ code: 'tooBig' });
  });

  it('that was written with a write-ahead log is read too; what is only in the log is told', async () => {
    const bytes = Buffer.from(await databaseOf('CREATE TABLE a (x); INSERT INTO a VALUES (7);'));
    bytes.fill(2, 18, 20);
    await writeFile(path.join(folder, 'log.db'), bytes);
    await writeFile(path.join(folder, 'log.db-wal'), 'x');
    await writeFile(path.join(folder, 'log.db.journal'), 'x'.repeat(101));
    const opened = await openContent(path.join(folder, 'log.db'), { loadSqlJs });
    expect(opened.content.shape === 'tables' && opened.content.tables.get('a')).toHaveLength(1);
    expect(opened.notes()).toEqual([
      'what is only in log.db-wal',
      'what is only in log.db.journal',
    ]);
  });
});
