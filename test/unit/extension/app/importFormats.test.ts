import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TableRow } from '../../../../src/core/formats/import/format.ts';
import { IMPORT_FORMATS } from '../../../../src/core/formats/import/registry.ts';
import { planImport, runImport } from '../../../../src/extension/app/importing.ts';
import { openContent } from '../../../../src/extension/exchange/openContent.ts';
import { foreignFiles } from '../../../support/foreignFiles.ts';
import { importOf, loadSqlJs } from '../../../support/importing.ts';
import { randomRecords } from '../../../support/randomRecords.ts';
import { sharedData } from '../../../support/sharedData.ts';
import { StoreFolder } from '../store/storeFolder.ts';

// Every format, from the file on the disk into the store.

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'chatzoo-formats-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Imports twice into one store: what the second time adds is what ids were not kept for. */
async function importTwice(file: string) {
  const store = await StoreFolder.create();
  try {
    const { records } = (await store.open()).stores;
    const plan = await planImport(...importOf(file, records));
    const first = await runImport(...importOf(file, records));
    const second = await runImport(...importOf(file, records));
    expect(first).toEqual(plan);
    return { first, second };
  } finally {
    await store.remove();
  }
}

async function expectIdempotent(file: string, formatId: string): Promise<void> {
  const { first, second } = await importTwice(file);
  expect(first.formatId).toBe(formatId);
  // The oldest databases hold users only, and that is said.
  expect(first.sessions.added + first.refusedCount).toBeGreaterThan(0);
  expect(second.sessions).toMatchObject({ added: 0, extended: 0 });
  expect([second.turnsAdded, second.votesAdded]).toEqual([0, 0]);
}

/** As an SQLite file, from the tables written as JSON. */
async function databaseOf(tablesFile: string): Promise<string> {
  const tables = JSON.parse(await readFile(tablesFile, 'utf8')) as Record<string, TableRow[]>;
  const sqlJs = await loadSqlJs();
  const database = new sqlJs.Database();
  for (const [table, rows] of Object.entries(tables)) {
    const columns = Object.keys(rows[0] ?? { id: 1 });
    database.run(`CREATE TABLE "${table}" (${columns.map(name => `"${name}"`).join(', ')})`);
    for (const row of rows)
      database.run(
        `INSERT INTO "${table}" VALUES (${columns.map(() => '?').join(', ')})`,
        columns.map(name => row[name] ?? null),
      );
  }
  const file = path.join(folder, `${path.basename(tablesFile)}.db`);
  await writeFile(file, database.export());
  database.close();
  return file;
}

const ours = [
  { format: 'json', file: 'test/fixtures/exports/json.golden.json' },
  { format: 'jsonl', file: 'test/fixtures/exports/jsonl.golden.jsonl' },
  { format: 'conversations', file: 'test/fixtures/imports/hostile/ok-minimal.json' },
];

describe('a file on the disk', () => {
  it.each([...ours, ...foreignFiles()])(
    '$file is recognised by $format alone and adds nothing the second time',
    async ({ format, file }) => {
      const real = format === 'chatzoo-database' ? await databaseOf(file) : file;
      const { content } = await openContent(real, { loadSqlJs });
      const recognised = IMPORT_FORMATS.filter(each => each.recognises(content));
      expect(recognised.map(({ id }) => id)).toEqual([format]);
      await expectIdempotent(real, format);
    },
  );

  it('of our own store is recognised by its format alone', async () => {
    const store = await StoreFolder.create();
    const { stores, database } = await store.open();
    await stores.records.merge(randomRecords(5, 1));
    await database.close();
    const { content } = await openContent(store.path, { loadSqlJs });
    const recognised = IMPORT_FORMATS.filter(each => each.recognises(content));
    expect(recognised.map(({ id }) => id)).toEqual(['chatzoo-store']);
    await expectIdempotent(store.path, 'chatzoo-store');
    await store.remove();
  });

  it('is there for every format', () => {
    const withFile = [...ours, ...foreignFiles()].map(({ format }) => format);
    expect(new Set([...withFile, 'chatzoo-store'])).toEqual(
      new Set(IMPORT_FORMATS.map(({ id }) => id)),
    );
  });
});

const shared = [
  { format: 'sharegpt', file: sharedData('fastchat', 'dummy_conversation.json') },
  { format: 'fastchat-battles', file: sharedData('fastchat', 'golden', 'battles_vicuna80.jsonl') },
  { format: 'chatzoo-database', file: sharedData('chatzoo', 'test.db') },
];

describe.each(shared)('a file of $format beside the repository', ({ format, file }) => {
  it.skipIf(file === undefined)('adds nothing the second time', () =>
    expectIdempotent(file!, format),
  );
});
