import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type {
  Content,
  Found,
  ImportContext,
  ImportFormat,
  TableRow,
} from '../../src/core/formats/import/format.ts';
import type { SessionRecord } from '../../src/core/formats/record.ts';
import { inEnglish } from '../../src/core/text.ts';
import { hash, NOW } from './hashing.ts';

/** Files of other programs, a folder a format, of our own making. */
const FOREIGN = 'test/fixtures/imports';

/** The formats' folders with their files. */
export function foreignFiles(): { readonly format: string; readonly file: string }[] {
  return readdirSync(FOREIGN)
    .filter(format => format !== 'hostile')
    .flatMap(format =>
      readdirSync(path.join(FOREIGN, format)).map(file => ({
        format,
        file: path.join(FOREIGN, format, file),
      })),
    );
}

/** A fixture's content; the databases are written as JSON, table by table. */
export function contentOf(file: string): Content {
  const text = readFileSync(file, 'utf8');
  if (file.includes('chatzoo-database')) return tablesOf(JSON.parse(text));
  if (file.endsWith('.jsonl')) {
    const lines = text.split('\n').filter(line => line !== '');
    return jsonl(lines.map(line => JSON.parse(line) as unknown));
  }
  return file.endsWith('.csv') ? csvOf(text) : json(JSON.parse(text));
}

export function json(value: unknown): Content {
  return { shape: 'json', value };
}

export function jsonl(rows: readonly unknown[], shape: 'jsonl' | 'csv' = 'jsonl'): Content {
  return { shape, first: rows.slice(0, 20), rows: numbered(rows) };
}

async function* numbered(rows: readonly unknown[]): AsyncGenerator<{ line: number; row: unknown }> {
  for (const [i, row] of rows.entries()) yield await Promise.resolve({ line: i + 1, row });
}

export function tablesOf(value: unknown): Content {
  return {
    shape: 'tables',
    tables: new Map(Object.entries(value as Record<string, readonly TableRow[]>)),
  };
}

/** Enough of CSV for the fixtures: quoted cells, no line breaks in them. */
function csvOf(text: string): Content {
  const [head = [], ...rows] = text
    .split(/\r?\n/)
    .filter(line => line !== '')
    .map(line =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );
  const objects = rows.map(row => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ''])));
  return jsonl(objects, 'csv');
}

export interface Read {
  readonly records: readonly SessionRecord[];
  readonly refused: readonly { readonly at: string; readonly refused: string }[];
  /** How often each field was said not to be kept. */
  readonly notKept: ReadonlyMap<string, number>;
}

/** Reads a content to its end. */
export async function readAll(
  format: ImportFormat,
  content: Content,
  change: Partial<ImportContext> = {},
): Promise<Read> {
  const notKept = new Map<string, number>();
  const context: ImportContext = {
    t: inEnglish,
    now: NOW,
    hash,
    onNotKept: field => notKept.set(field, (notKept.get(field) ?? 0) + 1),
    cleaning: { excludedModels: [], bannedIps: [] },
    ...change,
  };
  const found: Found[] = [];
  for await (const one of format.read(content, context)) found.push(one);
  return {
    records: found.flatMap(one => ('record' in one ? [one.record] : [])),
    refused: found.flatMap(one => ('refused' in one ? [one] : [])),
    notKept,
  };
}
