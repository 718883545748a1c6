import { basename } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import initSqlJs from 'sql.js';
import { crc32, slowCrc32 } from '../../../../src/extension/store/crc32.ts';
import { Engine } from '../../../../src/extension/store/engine.ts';
import {
  fileNamesOf,
  isTempName,
  keptName,
  parseKept,
} from '../../../../src/extension/store/fileNames.ts';
import {
  decodeJournal,
  encodeHeader,
  encodeRecord,
} from '../../../../src/extension/store/journalFormat.ts';
import { migrate } from '../../../../src/extension/store/migrations.ts';
import { NOON } from './storeFolder.ts';

describe.each([crc32, slowCrc32])('$name', sum => {
  it('gives the check values of the CRC catalogue', () => {
    expect(sum(Buffer.from('123456789'))).toBe(0xcbf43926);
    expect(sum(Buffer.alloc(0))).toBe(0);
  });
});

describe('file names', () => {
  const names = fileNamesOf('/home/me/zoo.db');

  it('hold nothing that Windows forbids', () => {
    expect(keptName(names.main, 'damaged', NOON, new Set())).toBe(
      '/home/me/zoo.db.damaged-2026-01-02T12-00-00.000Z',
    );
  });

  it.each(['damaged', 'replaced', 'backup'] as const)(
    'tell what a kept file (%s) is and of when, however often there is one of that time',
    kind => {
      const taken = new Set<string>();
      for (let n = 0; n < 3; n++) {
        const name = basename(keptName(names.journal, kind, NOON, taken));
        expect(taken).not.toContain(name);
        taken.add(name);
        expect(parseKept(name, names)).toEqual({ kind, at: NOON });
      }
    },
  );

  it.each(['zoo.db', 'zoo.db.backup-yesterday', 'zoo.db.journal', 'my-zoo.db.backup-2026'])(
    'take %s for nothing that was kept',
    name => {
      expect(parseKept(name, names)).toBeUndefined();
    },
  );

  it.each([
    ['zoo.db.new-1', true],
    ['zoo.db.journal.new-1', true],
    ['zoo.db', false],
    ['zoo.db.owner', false],
    ['my-zoo.db.new-1', false],
  ])('tell whether %s is being prepared: %s', (name, expected) => {
    expect(isTempName(name, names)).toBe(expected);
  });
});

describe('a journal', () => {
  const header = encodeHeader('00000000-0000-0000-0000-000000000000');

  it('gives back every value exactly', () => {
    const statements = [
      { sql: 'a', params: [null, 0.1, -5, 2 ** 53 - 1, '', 'line\u2028\0"\\ 😀 \ud83d'] },
      { sql: 'b', params: [] },
    ];
    const record = { seq: 2 ** 40, statements };
    expect(decodeJournal(Buffer.concat([header, encodeRecord(record)]))).toEqual({
      databaseId: '00000000-0000-0000-0000-000000000000',
      records: [record],
      end: { kind: 'clean' },
    });
  });

  it('is nothing without a whole header', () => {
    expect(decodeJournal(header.subarray(0, -1))).toBeUndefined();
  });

  it('gives the records before a cut at any byte', () => {
    const [one, two] = [1, 2].map(seq =>
      encodeRecord({ seq, statements: [{ sql: 'x', params: [seq] }] }),
    );
    const whole = Buffer.concat([header, one!, two!]);
    const secondAt = header.length + one!.length;
    for (let size = header.length; size <= whole.length; size++) {
      const contents = decodeJournal(whole.subarray(0, size));
      expect(contents?.records.map(({ seq }) => seq)).toEqual(
        size === whole.length ? [1, 2] : size >= secondAt ? [1] : [],
      );
      expect(contents?.end.kind).toBe(
        size === whole.length || size === secondAt || size === header.length ? 'clean' : 'torn',
      );
    }
  });
});

describe('migrations', () => {
  let engine: Engine;
  beforeEach(async () => (engine = new Engine(new (await initSqlJs()).Database())));
  afterEach(() => engine.close());

  const steps = ['CREATE TABLE a (x)', 'ALTER TABLE a ADD COLUMN y; INSERT INTO a VALUES (1, 2)'];
  const version = () => engine.all('PRAGMA user_version');

  it('run once, from where the database is', () => {
    expect(migrate(engine, 0, steps.slice(0, 1))).toBe(true);
    expect(migrate(engine, 1, steps)).toBe(true);
    expect(migrate(engine, 2, steps)).toBe(false);
    expect(engine.all('SELECT * FROM a')).toEqual([{ x: 1, y: 2 }]);
    expect(version()).toEqual([{ user_version: 2 }]);
  });

  it('leave the state before a step that fails', () => {
    expect(() =>
      migrate(engine, 0, [
        'CREATE TABLE a (x)',
        'CREATE TABLE b (x); INSERT INTO nowhere VALUES (1)',
      ]),
    ).toThrow('nowhere');
    expect(engine.all("SELECT name FROM sqlite_schema WHERE type = 'table'")).toEqual([
      { name: 'a' },
    ]);
    expect(version()).toEqual([{ user_version: 1 }]);
  });
});
