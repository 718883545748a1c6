import type { Timestamp } from '../../core/model.ts';
import type { Engine } from './engine.ts';

/** A table that holds what people did. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** What its rows are kept in order of. */
  readonly key: readonly string[];
}

/** All tables but `meta`, which says which database it is. */
export function tablesOf(engine: Engine): readonly Table[] {
  const tables = engine.all(
    `SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'
      AND name <> 'meta' ORDER BY rowid`,
  );
  return tables.map(row => {
    const name = String(row['name']);
    const columns = engine.all(`SELECT name, pk FROM pragma_table_info(?)`, [name]);
    const key = columns.filter(({ pk }) => Number(pk) > 0).map(column => String(column['name']));
    const hasRowId = !String(row['sql']).endsWith('WITHOUT ROWID');
    return {
      name,
      columns: columns.map(column => String(column['name'])),
      key: hasRowId ? ['rowid'] : key,
    };
  });
}

/** Removes rows whose parent is not there, and what hangs on them. */
export function dropOrphans(engine: Engine): void {
  const links = tablesOf(engine).flatMap(({ name }) =>
    engine
      .all(`SELECT "table" AS parent, "from" AS child FROM pragma_foreign_key_list(?)`, [name])
      .map(row => {
        const [parent, child] = [quoted(String(row['parent'])), quoted(String(row['child']))];
        return `DELETE FROM ${quoted(name)} WHERE ${child} IS NOT NULL AND ${child} NOT IN (SELECT id FROM ${parent})`;
      }),
  );
  for (let removed = 1; removed > 0;) {
    removed = 0;
    for (const sql of links) removed += engine.change({ sql, params: [] });
  }
}

/** Adds the rows of `from` that are not in `into`, where they fit. */
export function addMissing(from: Engine, into: Engine): void {
  into.script('PRAGMA foreign_keys = OFF');
  into.atomically(() => {
    for (const { name, columns } of tablesOf(into)) {
      const marks = columns.map(() => '?').join(', ');
      const sql = `INSERT OR IGNORE INTO ${quoted(name)} (${columns.map(quoted).join(', ')}) VALUES (${marks})`;
      for (const row of from.all(`SELECT * FROM ${quoted(name)}`))
        into.change({ sql, params: columns.map(column => row[column] ?? null) });
    }
    dropOrphans(into);
  });
  into.script('PRAGMA foreign_keys = ON');
}

/**
 * Removes every row of every table. What the file knows of its history stays, and the ids of the
 * sessions, as removed at this time.
 */
export function removeAllRows(engine: Engine, removedAt: Timestamp): void {
  engine.script('PRAGMA foreign_keys = OFF');
  engine.atomically(() => {
    engine.change({
      sql: `INSERT OR REPLACE INTO removed_sessions (id, removed_at) SELECT id, ? FROM sessions`,
      params: [removedAt],
    });
    for (const { name } of tablesOf(engine))
      if (!['writers', 'removed_sessions'].includes(name))
        engine.script(`DELETE FROM ${quoted(name)}`);
  });
  engine.script('PRAGMA foreign_keys = ON');
  // Removed rows stay in free pages until then.
  engine.script('VACUUM');
}

/** A name as SQL has it: a damaged or edited file may have any. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
