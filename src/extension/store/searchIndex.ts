import type { Query } from './database.ts';
import { numberIn, numberOrNone, textIn, textOrNone } from './columns.ts';
import { tokensOf } from './searchWords.ts';
import type { SqlValue } from './statement.ts';

// A full-text index in the TEMP schema: neither in the file nor in the journal, built anew by the
// first search of a window. FTS4 without content cannot forget a document, so `search_docs` says
// which documents still stand for something; a text that changes becomes a new document.
//
// What a model thought is not in it: it is often longer than all the rest, says every word that the
// answer does not, and whoever looks for an answer would find mostly that.

/** What a document holds; `search_docs.kind`. */
export const KINDS = ['title', 'prompt', 'reply', 'correction', 'comment'] as const;

/** A table with texts. `row` is its rowid, `first` and `second` are texts of the two kinds. */
interface Source {
  readonly table: string;
  readonly kinds: readonly [number, number?];
  readonly select: string;
  /** When a change of a row matters. */
  readonly changes?: string;
}

/** In a session: its title, its turns in order with their replies, votes on all of it. */
const PLACES = { turn: 1000, comment: 999, last: 1e12 };

const ENDED = (row: string): string => `${row}state NOT IN ('queued', 'streaming')`;

const SOURCES: readonly Source[] = [
  {
    table: 'sessions',
    kinds: [0],
    select: `SELECT sessions.rowid AS row, sessions.rowid AS session_row, -1 AS position,
      title AS first, NULL AS second FROM sessions`,
    changes: 'UPDATE OF title',
  },
  {
    table: 'turns',
    kinds: [1],
    select: `SELECT turns.rowid AS row, sessions.rowid AS session_row,
      turn_index * ${PLACES.turn} AS position, prompt AS first, NULL AS second
      FROM turns JOIN sessions ON sessions.id = session_id`,
  },
  {
    table: 'replies',
    kinds: [2, 3],
    select: `SELECT replies.rowid AS row, sessions.rowid AS session_row,
      turn_index * ${PLACES.turn} + min(place + 1, ${PLACES.comment - 1}) AS position,
      CASE WHEN ${ENDED('')} THEN text ELSE '' END AS first, correction AS second
      FROM replies JOIN turns ON turns.id = turn_id JOIN sessions ON sessions.id = session_id`,
    // Not while it streams: that would be a document a second.
    changes: `UPDATE OF state, text, correction`,
  },
  {
    table: 'votes',
    kinds: [4],
    select: `SELECT votes.rowid AS row, sessions.rowid AS session_row,
      coalesce(turn_index * ${PLACES.turn} + ${PLACES.comment}, ${PLACES.last}) AS position,
      comment AS first, NULL AS second
      FROM votes JOIN sessions ON sessions.id = votes.session_id
      LEFT JOIN turns ON turns.id = turn_id`,
  },
];

const TABLES = [
  `CREATE VIRTUAL TABLE temp.search_words
    USING fts4(content="", words, tokenize=simple, matchinfo=fts3)`,
  // AUTOINCREMENT, because the words of a document that was dropped stay under its number.
  `CREATE TEMP TABLE search_docs (docid INTEGER PRIMARY KEY AUTOINCREMENT, source INTEGER,
    source_row INTEGER, kind INTEGER, session_row INTEGER, position INTEGER)`,
  'CREATE INDEX temp.search_docs_by_row ON search_docs (source, source_row)',
  // What was written since it was indexed.
  `CREATE TEMP TABLE search_todo (source INTEGER, source_row INTEGER,
    PRIMARY KEY (source, source_row)) WITHOUT ROWID`,
  // Up to which row each table was indexed at first; NULL once that is done.
  'CREATE TEMP TABLE search_cursor (source INTEGER PRIMARY KEY, upto INTEGER)',
];

const TRIGGERS = SOURCES.flatMap(({ table, changes }, source) => {
  const todo = (row: 'new' | 'old'): string =>
    `BEGIN INSERT OR IGNORE INTO search_todo VALUES (${source}, ${row}.rowid); END`;
  const when = table === 'replies' ? `WHEN ${ENDED('new.')} OR ${ENDED('old.')}` : '';
  const on = (event: string, row: 'new' | 'old', condition = ''): string =>
    `CREATE TEMP TRIGGER search_${table}_${event.slice(0, 6)} AFTER ${event} ON main.${table}
      ${condition} ${todo(row)}`;
  return [
    on('INSERT', 'new'),
    on('DELETE', 'old'),
    ...(changes === undefined ? [] : [on(changes, 'new', when)]),
  ];
});

const ROWS_AT_ONCE = 50;
/**
 * Else FTS4 merges what it has once there is much of it, for half a second and more at a time.
 *
 * @see https://www.sqlite.org/fts3.html#the_merge_command
 */
const MERGE = "INSERT INTO search_words (search_words) VALUES ('merge=50,8')";

/**
 * Indexes for about so long, and makes the index if this database in memory has none.
 *
 * @param all must run outside a transaction.
 * @returns how much is done, 1 for all of it.
 */
export function indexSome(all: Query, milliseconds: number): number {
  if (all("SELECT 1 FROM temp.sqlite_schema WHERE name = 'search_cursor'").length === 0)
    inTransaction(all, () => createIndex(all));
  const end = performance.now() + milliseconds;
  const { rounds, progress } = inTransaction(all, () => {
    for (let done = 0; ; done++) {
      if (!indexRows(all)) return { rounds: done, progress: 1 };
      if (performance.now() >= end) return { rounds: done + 1, progress: progressOf(all) };
    }
  });
  if (rounds > 0) all(MERGE);
  return progress;
}

function createIndex(all: Query): void {
  for (const sql of [...TABLES, ...TRIGGERS]) all(sql);
  SOURCES.forEach((_, source) => all('INSERT INTO search_cursor VALUES (?, 0)', [source]));
}

/** @returns whether there was anything to do. */
function indexRows(all: Query): boolean {
  const todo = all(
    `SELECT source, json_group_array(source_row) AS source_rows FROM (
        SELECT source, source_row FROM search_todo LIMIT ${ROWS_AT_ONCE}) GROUP BY source`,
  );
  for (const row of todo) {
    const source = numberIn(row, 'source');
    const list = textIn(row, 'source_rows');
    all(
      `DELETE FROM search_docs
        WHERE source = ? AND source_row IN (SELECT value FROM json_each(?))`,
      [source, list],
    );
    addDocuments(all, source, 'IN (SELECT value FROM json_each(?))', [list]);
    all(
      `DELETE FROM search_todo
        WHERE source = ? AND source_row IN (SELECT value FROM json_each(?))`,
      [source, list],
    );
  }
  return todo.length > 0 || indexFirstTime(all);
}

function indexFirstTime(all: Query): boolean {
  const [cursor] = all('SELECT source, upto FROM search_cursor WHERE upto IS NOT NULL LIMIT 1');
  if (!cursor) return false;
  const source = numberIn(cursor, 'source');
  const table = SOURCES[source]?.table ?? '';
  const upto = numberIn(cursor, 'upto');
  const [row] = all(
    `SELECT max(rowid) AS last FROM (
        SELECT rowid FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ${ROWS_AT_ONCE})`,
    [upto],
  );
  const last = row && numberOrNone(row, 'last');
  if (last !== undefined) {
    // Rows that came meanwhile are there already, by way of the todo.
    all('DELETE FROM search_docs WHERE source = ? AND source_row > ? AND source_row <= ?', [
      source,
      upto,
      last,
    ]);
    addDocuments(all, source, 'BETWEEN ? AND ?', [upto + 1, last]);
  }
  all('UPDATE search_cursor SET upto = ? WHERE source = ?', [last ?? null, source]);
  return true;
}

function addDocuments(
  all: Query,
  source: number,
  rowids: string,
  params: readonly SqlValue[],
): void {
  const from = SOURCES[source];
  if (!from) return;
  const rows = all(`${from.select} WHERE ${from.table}.rowid ${rowids}`, params);
  for (const row of rows) {
    [textIn(row, 'first'), textOrNone(row, 'second')].forEach((text, n) => {
      const tokens = tokensOf(text ?? '');
      const kind = from.kinds[n];
      if (tokens === '' || kind === undefined) return;
      all(
        `INSERT INTO search_docs (source, source_row, kind, session_row, position)
          VALUES (?, ?, ?, ?, ?)`,
        [
          source,
          numberIn(row, 'row'),
          kind,
          numberIn(row, 'session_row'),
          numberIn(row, 'position'),
        ],
      );
      all('INSERT INTO search_words (docid, words) VALUES (last_insert_rowid(), ?)', [tokens]);
    });
  }
}

function progressOf(all: Query): number {
  let done = 0;
  let total = 0;
  SOURCES.forEach(({ table }, source) => {
    const [row] = all(
      `SELECT upto, (SELECT max(rowid) FROM ${table}) AS last FROM search_cursor WHERE source = ?`,
      [source],
    );
    const last = (row && numberOrNone(row, 'last')) ?? 0;
    total += last;
    done += (row && numberOrNone(row, 'upto')) ?? last;
  });
  // Not yet all: what is still in the todo does not show here.
  return total === 0 ? 0 : Math.min(done / total, 0.99);
}

function inTransaction<T>(all: Query, work: () => T): T {
  all('BEGIN');
  try {
    const result = work();
    all('COMMIT');
    return result;
  } catch (error) {
    all('ROLLBACK');
    throw error;
  }
}
