import type { Database as SqlJsDatabase, SqlJsStatic } from 'sql.js';
import type { Engine } from './engine.ts';
import { splitSums } from './pageSums.ts';
import type { SqlValue } from './statement.ts';
import { dropOrphans, tablesOf } from './tables.ts';
import type { Table } from './tables.ts';

/** Who the damaged database was, as far as it still says so. */
export interface Salvaged {
  readonly id?: string;
  readonly seq?: number;
}

type Values = readonly SqlValue[];

/**
 * Two values that a page of SQLite never begins with, and no page number that could exist. Where a
 * page is known to be damaged it is filled with them, so that reading it fails; where SQLite does not
 * notice, in the middle of a long text, the two readings differ.
 */
const FILLS = [0x01, 0x03];

/**
 * Copies what can be read of damaged bytes into a new database, whose tables are there and empty.
 *
 * @returns undefined if nothing can be read: what describes the tables is destroyed.
 */
export function salvage(sqlJs: SqlJsStatic, bytes: Buffer, into: Engine): Salvaged | undefined {
  const readings = openReadings(sqlJs, bytes);
  try {
    const tables = tablesOf(into).filter(({ name }) =>
      readings.every(db => columnsOf(db, name).length > 0),
    );
    if (tables.length === 0) return undefined;
    into.script('PRAGMA foreign_keys = OFF');
    for (const table of tables) copyTable(readings, table, into);
    dropOrphans(into);
    into.script('PRAGMA foreign_keys = ON');
    return whoOf(readings);
  } finally {
    for (const each of readings) close(each);
  }
}

/** The bytes as one database; as two that differ where pages are known to be damaged. */
function openReadings(sqlJs: SqlJsStatic, bytes: Buffer): readonly SqlJsDatabase[] {
  const { database, sums } = splitSums(bytes);
  if (!sums) return [new sqlJs.Database(database)];
  const lost = sums.bad.filter(index => !sums.copies.has(index));
  const fills = lost.length === 0 ? FILLS.slice(0, 1) : FILLS;
  return fills.map(fill => {
    const repaired = Buffer.from(database);
    for (const index of sums.bad) {
      const at = index * sums.pageSize;
      const copy = sums.copies.get(index);
      if (copy) copy.copy(repaired, at);
      else repaired.fill(fill, at, at + sums.pageSize);
    }
    return new sqlJs.Database(repaired);
  });
}

function copyTable(readings: readonly SqlJsDatabase[], table: Table, into: Engine): void {
  const [first, second] = readings;
  if (!first) return;
  const known = columnsOf(first, table.name);
  const columns = table.columns.filter(column => known.includes(column));
  const same = second && new Set(readRows(second, table, columns).map(row => JSON.stringify(row)));
  const rows = readRows(first, table, columns).filter(
    row => !same || same.has(JSON.stringify(row)),
  );
  const sql = `INSERT OR IGNORE INTO ${table.name} (${columns.join(', ')})
    VALUES (${columns.map(() => '?').join(', ')})`;
  into.atomically(() => {
    for (const params of rows) {
      try {
        into.change({ sql, params });
      } catch {
        // A value of the wrong type: the row is damaged, though SQLite could read it.
      }
    }
  });
}

/** All rows before the first that cannot be read, and all after the last. */
function readRows(db: SqlJsDatabase, table: Table, columns: readonly string[]): readonly Values[] {
  const rows = new Map<string, Values>();
  for (const direction of ['ASC', 'DESC']) {
    const order = table.key.map(column => `${column} ${direction}`).join(', ');
    const what = `SELECT ${[...table.key, ...columns].join(', ')} FROM ${table.name} NOT INDEXED`;
    if (readUntilError(db, `${what} ORDER BY ${order}`, table.key.length, rows)) break;
  }
  return [...rows.values()];
}

/** @returns whether it came to the end. */
function readUntilError(
  db: SqlJsDatabase,
  sql: string,
  keySize: number,
  rows: Map<string, Values>,
): boolean {
  try {
    const prepared = db.prepare(sql);
    try {
      while (prepared.step()) {
        const values = prepared.get();
        const row = values.slice(keySize).filter(isStorable);
        if (row.length === values.length - keySize)
          rows.set(JSON.stringify(values.slice(0, keySize)), row);
      }
      return true;
    } finally {
      prepared.free();
    }
  } catch {
    return false;
  }
}

/** There are no blobs in the schema. */
function isStorable(value: unknown): value is SqlValue {
  return value === null || typeof value === 'string' || typeof value === 'number';
}

function whoOf(readings: readonly SqlJsDatabase[]): Salvaged {
  const [one, ...others] = readings.map(db => firstRow(db, 'SELECT id, seq FROM meta'));
  const [id, seq] = one ?? [];
  const agreed = others.every(other => JSON.stringify(other) === JSON.stringify(one));
  return agreed && typeof id === 'string' && typeof seq === 'number' && id.length === 36
    ? { id, seq }
    : {};
}

function columnsOf(db: SqlJsDatabase, table: string): readonly string[] {
  try {
    const [result] = db.exec(`SELECT name FROM pragma_table_info('${table}')`);
    return result?.values.map(([name]) => String(name)) ?? [];
  } catch {
    return [];
  }
}

function firstRow(db: SqlJsDatabase, sql: string): readonly unknown[] | undefined {
  try {
    return db.exec(sql)[0]?.values[0];
  } catch {
    return undefined;
  }
}

function close(db: SqlJsDatabase): void {
  try {
    db.close();
  } catch {
    // SQLite may find damage even then.
  }
}
