import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionRecord } from '../../../../src/core/formats/record.ts';
import type { RecordStore } from '../../../../src/extension/app/ports.ts';
import { planImport, runImport } from '../../../../src/extension/app/importing.ts';
import type { ImportReport } from '../../../../src/extension/app/importing.ts';
import { importOf } from '../../../support/importing.ts';
import { sharedData } from '../../../support/sharedData.ts';
import { manyEntriesZip } from '../../../support/zipWriter.ts';
import { StoreFolder } from '../store/storeFolder.ts';

const fixtures = fileURLToPath(new URL('../../../fixtures/imports/hostile/', import.meta.url));

/** The same files, ours and those beside the repository, with those that are made here. */
const sources = [
  { name: 'our own files', folder: fixtures },
  { name: 'the files beside the repository', folder: sharedData('hostile', 'import') },
];

describe.each(sources)('a hostile file to import ($name)', ({ folder }) => {
  let store: StoreFolder;
  let made: string;
  beforeAll(async () => {
    store = await StoreFolder.create();
    made = await mkdtemp(path.join(os.tmpdir(), 'chatzoo-hostile-'));
    await writeFile(path.join(made, 'deep-array.json'), '['.repeat(100_000) + ']'.repeat(100_000));
    await writeFile(
      path.join(made, 'deep-object.json'),
      `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
    );
    await writeFile(path.join(made, 'zip-many.zip'), manyEntriesZip(10_001));
  });
  afterAll(async () => {
    await store.remove();
    await rm(made, { recursive: true });
  });

  const fileOf = async (name: string): Promise<string> => {
    const here = (await readdir(folder!)).includes(name) ? folder! : made;
    return path.join(here, name);
  };
  const records = async (): Promise<RecordStore> => {
    await store.remove();
    store = await StoreFolder.create();
    return (await store.open()).stores.records;
  };
  /** Imports into an empty store; what was planned must be what happened. */
  const bring = async (
    name: string,
  ): Promise<ImportReport & { readonly stored: readonly SessionRecord[] }> => {
    const into = await records();
    const [job, tools] = importOf(await fileOf(name), into);
    const plan = await planImport(job, tools);
    const ids: SessionRecord['session']['id'][] = [];
    const report = await runImport(job, {
      ...tools,
      records: {
        ...into,
        merge: batch => {
          ids.push(...batch.map(({ session }) => session.id));
          return into.merge(batch);
        },
      },
    });
    expect(report).toEqual(plan);
    const found = await Promise.all([...new Set(ids)].map(id => into.get(id)));
    return { ...report, stored: found.flatMap(record => record ?? []) };
  };
  /** The code of what importing ends with; nothing may be in the store then. */
  const refusal = async (name: string): Promise<string> => {
    const into = await records();
    const merge = (): never => {
      throw new Error('It was merged');
    };
    const [job, tools] = importOf(await fileOf(name), { ...into, merge });
    const error: unknown = await runImport(job, tools).catch((caught: unknown) => caught);
    return String((error as { code?: string }).code);
  };
  const test = it.skipIf(folder === undefined);

  test('ok-minimal.json and bom.json are taken over', async () => {
    for (const name of ['ok-minimal.json', 'bom.json']) {
      const { sessions, refusedCount, stored } = await bring(name);
      expect([sessions, refusedCount]).toEqual([{ added: 1, extended: 0, known: 0 }, 0]);
      expect(stored[0]?.session.title).toBe('t');
      expect(stored[0]?.turns.map(({ prompt }) => prompt)).toEqual(['hi']);
    }
  });

  test('deep-array.json and deep-object.json are refused', async () => {
    expect(await refusal('deep-array.json')).toBe('tooDeep');
    expect(await refusal('deep-object.json')).toBe('tooDeep');
  });

  test('proto.json pollutes nothing, and what has no place is told', async () => {
    const { sessions, notKept, refused } = await bring('proto.json');
    expect(sessions.added).toBe(1);
    expect([...notKept.keys()]).toEqual(['__proto__', 'constructor']);
    expect(refused.map(({ at }) => at)).toEqual(['votes[0]', 'votes[1]']);
    expect(({} as { isAdmin?: boolean; x?: number }).isAdmin).toBeUndefined();
    expect(({} as { isAdmin?: boolean; x?: number }).x).toBeUndefined();
  });

  test('dup-ids.json adds one session and overwrites nothing', async () => {
    const { sessions, conflicts, stored } = await bring('dup-ids.json');
    expect(sessions).toEqual({ added: 1, extended: 0, known: 2 });
    expect(conflicts).toEqual([
      { at: 'conversations[1]', what: 'title' },
      { at: 'conversations[2]', what: 'title' },
    ]);
    expect(stored.map(({ session }) => session.title)).toEqual(['0']);
  });

  test('bad-types.json is refused with the field', async () => {
    const { sessions, refused } = await bring('bad-types.json');
    expect(sessions.added).toBe(0);
    expect(refused.map(({ at }) => at)).toEqual(['version']);
  });

  test('numbers.json: infinite and negative numbers are refused', async () => {
    const { sessions, refused } = await bring('numbers.json');
    expect(sessions.added).toBe(0);
    expect(refused.map(({ at }) => at)).toEqual(['votes[0].elo', 'votes[1]']);
  });

  test('invalid-utf8.json is read with U+FFFD, and that is told', async () => {
    const { stored, notKept } = await bring('invalid-utf8.json');
    expect(stored[0]?.session.title).toMatch(/^\uFFFD+$/);
    expect(notKept.get('invalid UTF-8')).toBe(1);
  });

  test('truncated.json is refused and adds nothing', async () => {
    expect(await refusal('truncated.json')).toBe('badJson');
  });

  test('sql-injection.json is stored as text', async () => {
    const { stored, refused } = await bring('sql-injection.json');
    expect(stored[0]?.session.title).toBe("Robert'); DELETE FROM msg;--");
    expect(refused.map(({ at }) => at)).toEqual(['conversations[0].messages[0].role']);
  });

  test('hostile-content.json is stored as text', async () => {
    const { stored } = await bring('hostile-content.json');
    const [record] = stored;
    expect(record?.session.title).toBe('<img src=x onerror=__pwn=1>');
    expect(record?.session.seats[0]?.name).toBe('<script>__pwn=1</script>');
    expect(record?.turns[0]?.replies[0]?.text).toBe('<img src=x onerror=__pwn=1>');
  });

  test.each([
    ['bomb-10mb.json.gz', 'tooBig'],
    // Its first 64 KiB are no JSON; nothing more of it is inflated.
    ['zip-bomb.zip', 'notUnderstood'],
    ['zip-many.zip', 'tooBig'],
    ['zip-slip.zip', 'unsafeArchive'],
    ['zip-symlink.zip', 'unsafeArchive'],
    ['sqlite-truncated.db', 'damaged'],
    ['sqlite-bitrot.db', 'damaged'],
    ['sqlite-header-only.db', 'damaged'],
    ['not-sqlite.db', 'damaged'],
    // It is sound, but its tables are nobody's; neither its view nor its trigger is ever run.
    ['sqlite-trigger-view.db', 'unknownFormat'],
  ])('%s is refused as %s', async (name, code) => {
    expect(await refusal(name)).toBe(code);
  });
});
