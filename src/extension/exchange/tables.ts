import { readFile, stat } from 'node:fs/promises';
import type { Database, SqlJsStatic } from 'sql.js';
import type { TableRow } from '../../core/formats/import/format.ts';
import { ImportProblem, toImportProblem } from './importProblem.ts';

/** An SQLite file begins so. @see https://www.sqlite.org/fileformat.html#the_database_header */
export const SQLITE_MAGIC = Buffer.from('SQLite format 3\0', 'latin1');
const HEADER_SIZE = 100;
/** Where the header says whether the file is written with a write-ahead log (2) or not (1). */
const FORMAT_VERSIONS = [18, 19];
/** It is read into memory, and its rows once more. */
const MOST_BYTES = 256 * 1024 ** 2;
const MOST_TABLES = 1000;
const MOST_ROWS = 2_000_000;
/** Rows read before the rest of the process has its turn. */
const SLICE = 2000;

interface TableTools {
  readonly loadSqlJs: () => Promise<SqlJsStatic>;
  /** Told of what is left behind: `table.column (blob)`. */
  readonly onNote: (what: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Files beside a database that hold what is not in it yet: SQLite's write-ahead log, and the journal
 * of this extension, which is never quite empty.
 */
const LOGS = [
  { suffix: '-wal', least: 0 },
  { suffix: '.journal', least: 100 },
];

/**
 * The rows of an SQLite file's tables, as values. Views and triggers of the file are never run, and
 * virtual tables are left alone.
 *
 * @throws ImportProblem `damaged`, `tooBig` or `unreadable`; the signal's reason.
 */
export async function readTables(
  path: string,
  tools: TableTools,
): Promise<ReadonlyMap<string, readonly TableRow[]>> {
  const { loadSqlJs, onNote, signal } = tools;
  let database: Database | undefined;
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES)
      throw new ImportProblem('tooBig', 'The database is larger than 256 MiB.');
    const bytes = await readFile(path);
    if (bytes.length <= HEADER_SIZE) throw new ImportProblem('damaged', 'There is only a header.');
    // In memory there is no log beside the file, and SQLite would refuse to open it.
    for (const offset of FORMAT_VERSIONS) bytes[offset] = 1;
    for (const log of LOGS)
      if (await isLongerThan(log.least, `${path}${log.suffix}`))
        onNote(`what is only in ${path.replace(/^.*[\\/]/, '')}${log.suffix}`);
    const sqlJs = await loadSqlJs();
    signal?.throwIfAborted();
    database = new sqlJs.Database(bytes);
    database.run('PRAGMA trusted_schema = OFF');
    // sql.js opens lazily: without this a bad page shows at its first read, or never.
    const check = database.exec('PRAGMA quick_check(1)')[0]?.values[0]?.[0];
    if (check !== 'ok')
      throw new ImportProblem('damaged', `The database is damaged: ${String(check)}`);
    return await copyTables(database, tools);
  } catch (error) {
    signal?.throwIfAborted();
    throw toImportProblem(error, 'damaged');
  } finally {
    database?.close();
  }
}

async function isLongerThan(size: number, path: string): Promise<boolean> {
  return stat(path).then(
    file => file.size > size,
    () => false,
  );
}

async function copyTables(
  database: Database,
  { onNote, signal }: TableTools,
): Promise<ReadonlyMap<string, readonly TableRow[]>> {
  const names = database
    .exec(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        AND sql NOT LIKE 'CREATE VIRTUAL%'`,
    )
    .flatMap(({ values }) => values.map(([name]) => String(name)));
  if (names.length > MOST_TABLES)
    throw new ImportProblem('tooBig', `The database has more than ${MOST_TABLES} tables.`);
  let count = 0;
  const tables = new Map<string, readonly TableRow[]>();
  for (const name of names) {
    const rows: TableRow[] = [];
    const statement = database.prepare(`SELECT * FROM "${name.replaceAll('"', '""')}"`);
    try {
      const columns = statement.getColumnNames();
      while (statement.step()) {
        if (++count > MOST_ROWS)
          throw new ImportProblem('tooBig', `The database has more than ${MOST_ROWS} rows.`);
        if (count % SLICE === 0) {
          await new Promise(resolve => setImmediate(resolve));
          signal?.throwIfAborted();
        }
        // Without a prototype a column named __proto__ is a column.
        const row = Object.create(null) as Record<string, string | number | null>;
        for (const [index, value] of statement.get().entries()) {
          const column = columns[index] ?? '';
          if (value instanceof Uint8Array) onNote(`${name}.${column} (blob)`);
          row[column] = value instanceof Uint8Array ? null : value;
        }
        rows.push(row);
      }
    } finally {
      statement.free();
    }
    tables.set(name, rows);
  }
  return tables;
}
