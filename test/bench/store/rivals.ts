import { copyFile, open, readFile, rename } from 'node:fs/promises';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { SqlJsStatic } from 'sql.js';
import { memoryMb, round, spreadOf, timed, type Spread } from '../figures.ts';

// The same work done in two other ways, over a copy of the same file.

const INSERT_VOTE = `INSERT INTO votes (id, session_id, turn_id, cast_at, voter_kind, voter_name,
  verdict, winner, blind, supersedes, comment, flags) VALUES (?, ?, NULL, ?, 'human', 'me', 'best',
  'A', 0, NULL, '', '[]')`;
const INSERT_SHOWN = `INSERT INTO shown_bots (vote_id, place, seat, name, kind, model, fingerprint)
  VALUES (?, ?, ?, 'Ant', 'llama', 'ant.gguf', '0a1b2c3d')`;
const CLOSE = 'UPDATE sessions SET updated_at = ?, annotated_at = ? WHERE id = ?';

type Run = (sql: string, ...params: (string | number)[]) => void;

function vote(run: Run, session: string, number: number): void {
  const id = `rival-${number}`;
  run(INSERT_VOTE, id, session, number);
  run(INSERT_SHOWN, id, 0, 'A');
  run(INSERT_SHOWN, id, 1, 'B');
  run(CLOSE, number, number, session);
}

/** SQLite itself, on the disk: write-ahead log, synced at each commit. */
export async function nodeSqlite(file: string, sessions: readonly string[], word: string) {
  const copy = `${file}.node`;
  await copyFile(file, copy);
  const before = memoryMb();
  const opened = await timed(() => {
    const database = new DatabaseSync(copy);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    database.prepare('SELECT count(*) FROM turns').get();
    return database;
  });
  const database = opened.result;
  const run: Run = (sql, ...params) => {
    database.prepare(sql).run(...(params as SQLInputValue[]));
  };
  const times: number[] = [];
  for (const [number, session] of sessions.entries()) {
    const { ms } = await timed(() => {
      database.exec('BEGIN IMMEDIATE');
      vote(run, session, number);
      database.exec('COMMIT');
    });
    times.push(ms);
  }
  const like = await timed(() =>
    database.prepare('SELECT count(*) FROM replies WHERE text LIKE ?').get(`%${word}%`),
  );
  const indexing = await timed(() => {
    database.exec(`CREATE VIRTUAL TABLE temp.texts USING fts5(text, tokenize = 'trigram');
      INSERT INTO temp.texts SELECT text FROM replies UNION ALL SELECT prompt FROM turns`);
  });
  const fts = await timed(() =>
    database.prepare('SELECT count(*) FROM temp.texts WHERE texts MATCH ?').get(`"${word}"`),
  );
  const memory = memoryMb() - before;
  database.close();
  return {
    vote: spreadOf(times),
    openMs: round(opened.ms),
    searchLikeMs: round(like.ms),
    indexMs: round(indexing.ms),
    searchFts5Ms: round(fts.ms),
    memoryMb: memory,
  };
}

/** sql.js as its manual shows it: the whole file is written anew for each change. */
export async function exportOnEveryWrite(
  sqlJs: SqlJsStatic,
  file: string,
  sessions: readonly string[],
): Promise<Spread> {
  const database = new sqlJs.Database(await readFile(file));
  const run: Run = (sql, ...params) => {
    database.run(sql, params);
  };
  const times: number[] = [];
  for (const [number, session] of sessions.entries()) {
    const { ms } = await timed(async () => {
      vote(run, session, number);
      const target = await open(`${file}.export`, 'w');
      await target.writeFile(database.export());
      await target.sync();
      await target.close();
      await rename(`${file}.export`, `${file}.exported`);
    });
    times.push(ms);
  }
  database.close();
  return spreadOf(times);
}
