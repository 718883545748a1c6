import { ANNOTATION_MODES, MODES } from '../../core/model.ts';
import type { Session, SessionId } from '../../core/model.ts';
import type { SessionStore, SessionSummary } from '../app/ports.ts';
import { botsByOwner, insertBots } from './botRows.ts';
import { jsonIn, numberIn, numberOrNone, oneOf, textIn } from './columns.ts';
import type { Database } from './database.ts';
import { statement } from './statement.ts';
import type { Row } from './statement.ts';

const NO_TURNS = 'NOT EXISTS (SELECT 1 FROM turns WHERE session_id = sessions.id)';

export function createSessionStore(database: Database): SessionStore {
  const readOne = (sql: string, ...params: string[]): Promise<Session | undefined> =>
    database.read(all => {
      const [row] = all(sql, params);
      if (!row) return undefined;
      const id = textIn(row, 'id');
      const seats = all(
        'SELECT session_id AS owner_id, * FROM seats WHERE session_id = ? ORDER BY place',
        [id],
      );
      return sessionOf(row, botsByOwner(seats).get(id) ?? []);
    });

  return {
    async add(session) {
      const { id, title, mode, annotationMode, createdAt, updatedAt, annotatedAt, seats } = session;
      await database.write(
        statement(
          `INSERT INTO sessions (id, title, mode, annotation_mode, created_at, updated_at, annotated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)`,
          [id, title, mode, annotationMode, createdAt, updatedAt, annotatedAt ?? null],
        ),
        ...insertBots('seats', id, seats),
      );
    },
    get: id => readOne('SELECT * FROM sessions WHERE id = ?', id),
    list: () => database.read(all => all(SUMMARIES).map(summaryOf)),
    draft: () =>
      readOne(
        `SELECT * FROM sessions WHERE ${NO_TURNS} ORDER BY created_at DESC, rowid DESC LIMIT 1`,
      ),
    async reseat(id, { mode, annotationMode, seats }) {
      await database.write(
        {
          sql: `UPDATE sessions SET mode = ?, annotation_mode = ? WHERE id = ? AND ${NO_TURNS}`,
          params: [mode, annotationMode, id],
          refusal: 'The session has begun or was removed, so its bots stay. Begin a new session.',
        },
        statement('DELETE FROM seats WHERE session_id = ?', [id]),
        ...insertBots('seats', id, seats),
      );
    },
    async rename(id, title) {
      await database.write({
        sql: 'UPDATE sessions SET title = ? WHERE id = ?',
        params: [title, id],
        refusal: 'The session was removed, so it cannot be renamed.',
      });
    },
    async remove(id) {
      await database.write(statement('DELETE FROM sessions WHERE id = ?', [id]));
    },
  };
}

const SUMMARIES = `
  SELECT id, title, mode, updated_at, annotated_at,
    (SELECT count(*) FROM turns WHERE session_id = sessions.id) AS turns,
    (SELECT json_group_array(name ORDER BY place) FROM seats WHERE session_id = sessions.id) AS bots
  FROM sessions
  WHERE EXISTS (SELECT 1 FROM turns WHERE session_id = sessions.id)
  ORDER BY updated_at DESC, rowid DESC`;

function sessionOf(row: Row, seats: Session['seats']): Session {
  return {
    id: textIn(row, 'id') as SessionId,
    title: textIn(row, 'title'),
    mode: oneOf(row, 'mode', MODES),
    annotationMode: oneOf(row, 'annotation_mode', ANNOTATION_MODES),
    createdAt: numberIn(row, 'created_at'),
    updatedAt: numberIn(row, 'updated_at'),
    annotatedAt: numberOrNone(row, 'annotated_at'),
    seats,
  };
}

function summaryOf(row: Row): SessionSummary {
  return {
    id: textIn(row, 'id') as SessionId,
    title: textIn(row, 'title'),
    mode: oneOf(row, 'mode', MODES),
    updatedAt: numberIn(row, 'updated_at'),
    annotatedAt: numberOrNone(row, 'annotated_at'),
    turns: numberIn(row, 'turns'),
    bots: jsonIn(row, 'bots') as readonly string[],
  };
}
