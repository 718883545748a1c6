import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rows } from '../../../../src/core/formats/import/format.ts';
import { ImportProblem } from '../../../../src/extension/exchange/importProblem.ts';
import { openContent } from '../../../../src/extension/exchange/openContent.ts';
import { loadSqlJs } from '../../../support/importing.ts';

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'chatzoo-open-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Opens what these bytes are in a file whose name says nothing. */
async function open(bytes: string | Buffer) {
  const file = path.join(folder, `file-${count++}`);
  await writeFile(file, bytes);
  return openContent(file, { loadSqlJs });
}

async function contentOf(bytes: string | Buffer) {
  return (await open(bytes)).content;
}

async function rowsOf(bytes: string | Buffer) {
  const content = await contentOf(bytes);
  if (content.shape !== 'jsonl' && content.shape !== 'csv')
    throw new Error(`This is ${content.shape}`);
  return { shape: content.shape, first: content.first, rows: await all(content.rows) };
}

async function all(rows: Rows) {
  const found = [];
  for await (const row of rows) found.push(row);
  return found;
}

/** The code and detail of the problem that opening ends with. */
async function problemOf(bytes: string | Buffer) {
  const problem = await open(bytes).catch((error: unknown) => error);
  if (!(problem instanceof ImportProblem)) throw new Error('It was opened');
  return `${problem.code}: ${problem.message}`;
}

const sheet = { a: 1, b: ['x'] };

describe('a JSON document', () => {
  it.each([
    ['on one line', JSON.stringify(sheet)],
    ['over several lines', `\n ${JSON.stringify(sheet, null, 2)}\n`],
    ['with CRLF', JSON.stringify(sheet, null, 2).replaceAll('\n', '\r\n')],
    ['with a byte-order mark', `\uFEFF${JSON.stringify(sheet)}`],
    ['in UTF-16, little-endian', Buffer.from(`\uFEFF${JSON.stringify(sheet)}`, 'utf16le')],
    ['in UTF-16, big-endian', Buffer.from(`\uFEFF${JSON.stringify(sheet)}`, 'utf16le').swap16()],
    ['in gzip', gzipSync(JSON.stringify(sheet))],
  ])('is read %s', async (_, bytes) => {
    expect(await contentOf(bytes)).toEqual({ shape: 'json', value: sheet });
  });

  it('keeps characters whole that lie across two chunks of the file', async () => {
    const text = `a${'中😀'.repeat(100_000)}`;
    const opened = await open(JSON.stringify([text]));
    expect(opened.content).toEqual({ shape: 'json', value: [text] });
    expect(opened.notes()).toEqual([]);
  });

  it('replaces bytes that are no UTF-8, and says so once', async () => {
    const bytes = Buffer.concat([
      Buffer.from('["'),
      Buffer.from([0xff, 0xfe, 0xc3]),
      Buffer.from('"]'),
    ]);
    const opened = await open(bytes);
    expect(opened.content).toEqual({ shape: 'json', value: ['\uFFFD\uFFFD\uFFFD'] });
    expect(opened.notes()).toEqual(['invalid UTF-8']);
  });

  it('replaces half a surrogate pair and U+0000, and leaves pairs and their look-alikes', async () => {
    const opened = await open(
      String.raw`["\ud83d\ude00", "\ud83d", "\ude00\ud83d", "\\ud83d", "a\u0000b", "\\u0000"]`,
    );
    expect(opened.content).toEqual({
      shape: 'json',
      value: ['😀', '\uFFFD', '\uFFFD\uFFFD', String.raw`\ud83d`, 'a\uFFFDb', String.raw`\u0000`],
    });
    expect(opened.notes()).toHaveLength(1);
  });

  it('keeps a key named __proto__ as data', async () => {
    const content = await contentOf('{"__proto__": {"polluted": true}}');
    expect(content.shape === 'json' && Object.keys(content.value as object)).toEqual(['__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each([
    ['{"a": 1,\n "b": [1, 2}', 'badJson: What is at line 2, column 12 is no JSON.'],
    ['{"a": tru}', 'badJson: What is at line 1, column 7 is no JSON.'],
    ['{"a": "b\\x"}', 'badJson: What is at line 1, column 9 is no JSON.'],
    ['{\n"a" 1}', 'badJson: What is at line 2, column 5 is no JSON.'],
    ['[1,\n]', 'badJson: What is at line 2, column 1 is no JSON.'],
    ['{"a": 1} x', 'badJson: What is at line 1, column 10 is no JSON.'],
    ['{"a": [1, "b', 'badJson: The text ends before the JSON does (line 1, column 13).'],
    ['{"a": 01}', 'badJson: What is at line 1, column 7 is no JSON.'],
  ])('that is broken is refused with the place: %s', async (text, problem) => {
    expect(await problemOf(text)).toBe(problem);
  });

  it('is refused if it is nested more than 200 deep; brackets in a text do not count', async () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(await problemOf(nested(201))).toContain('tooDeep');
    expect((await contentOf(nested(200))).shape).toBe('json');
    expect((await contentOf(JSON.stringify(['[\\"'.repeat(300)]))).shape).toBe('json');
  });
});

describe('JSON Lines', () => {
  it('are read line by line, blank ones skipped and broken ones told', async () => {
    const text = '{"a":1}\r\n\r\n  \n{"a":\n{"a":"{"}\n"x"';
    expect(await rowsOf(text)).toEqual({
      shape: 'jsonl',
      first: [{ a: 1 }, { a: '{' }, 'x'],
      rows: [
        { line: 1, row: { a: 1 } },
        { line: 4, broken: 'The text ends before the JSON does (line 1, column 6).' },
        { line: 5, row: { a: '{' } },
        { line: 6, row: 'x' },
      ],
    });
  });

  it('are recognised behind a first line that is broken', async () => {
    const cut = await rowsOf('{"a": "cut off\n{"a":1}\n');
    expect(cut.rows.map(({ line }) => line)).toEqual([1, 2]);
    expect(cut.first).toEqual([{ a: 1 }]);
    expect((await rowsOf('no JSON, at all\n{"a":1}\n')).shape).toBe('jsonl');
  });

  it('are told from a document by what follows the first value', async () => {
    expect((await contentOf('[1]\n\n')).shape).toBe('json');
    expect((await contentOf('[\n1]\n')).shape).toBe('json');
    expect((await contentOf('[1]\n[2]\n')).shape).toBe('jsonl');
  });

  it('may be read twice, and left in the middle', async () => {
    const content = await contentOf('{"a":1}\n{"a":2}\n');
    if (content.shape !== 'jsonl') throw new Error(content.shape);
    for await (const each of content.rows) {
      expect(each.line).toBe(1);
      break;
    }
    expect(await all(content.rows)).toHaveLength(2);
  });

  it('of a hundred thousand lines take no more memory than a few', async () => {
    const line = JSON.stringify({ text: 'x'.repeat(1000) });
    const content = await contentOf(`${line}\n`.repeat(100_000));
    if (content.shape !== 'jsonl') throw new Error(content.shape);
    const before = process.memoryUsage().heapUsed;
    let [lines, most] = [0, 0];
    for await (const each of content.rows) {
      lines = each.line;
      if (lines % 1000 === 0) most = Math.max(most, process.memoryUsage().heapUsed - before);
    }
    expect(lines).toBe(100_000);
    // The file has 100 MB; garbage that is not collected yet counts too.
    expect(most).toBeLessThan(80e6);
  });
});

describe('CSV', () => {
  it.each([
    ['commas', ','],
    ['tabs', '\t'],
    ['semicolons', ';'],
  ])('with %s is read by its header', async (_, delimiter) => {
    const text = ['id,text', '1,"a ""b""\nand c"', '', '2,']
      .join('\r\n')
      .replaceAll(',', delimiter);
    expect(await rowsOf(text)).toEqual({
      shape: 'csv',
      first: [
        { id: '1', text: 'a "b"\nand c' },
        { id: '2', text: '' },
      ],
      rows: [
        { line: 2, row: { id: '1', text: 'a "b"\nand c' } },
        { line: 5, row: { id: '2', text: '' } },
      ],
    });
  });

  it('tells of records that do not fit the header and reads on', async () => {
    const { rows } = await rowsOf('a,b\n1\n2,3\n"4"x,5\n6,7\n');
    expect(rows.map(row => ('row' in row ? row.row : 'broken'))).toEqual([
      'broken',
      { a: '2', b: '3' },
      'broken',
      { a: '6', b: '7' },
    ]);
  });

  it('keeps a column named __proto__ as data', async () => {
    const { first } = await rowsOf('__proto__,b\nx,y\n');
    expect(Object.entries(first[0] as object)).toEqual([
      ['__proto__', 'x'],
      ['b', 'y'],
    ]);
  });
});

describe('what is none of these', () => {
  it.each([
    ['empty', ''],
    ['empty', ' \n\t'],
    ['notUnderstood', 'a poem'],
    ['damaged', 'PK\u0003\u0004 but no archive'],
    ['damaged', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3])],
    ['damaged', 'SQLite format 3\0'],
  ])('is refused as %s', async (code, bytes) => {
    expect(await problemOf(bytes)).toContain(`${code}: `);
  });

  it('is refused as unreadable if it is no file, or not there', async () => {
    for (const file of [folder, path.join(folder, 'nothing')])
      await expect(openContent(file, { loadSqlJs })).rejects.toMatchObject({ code: 'unreadable' });
  });
});
