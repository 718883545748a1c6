import type { SessionRecord } from '../../core/formats/record.ts';
import { ANNOTATION_MODES, hasEnded, MODES } from '../../core/model.ts';
import type { Session, SessionId } from '../../core/model.ts';
import type { SessionStore } from '../app/ports.ts';
import { botsByOwner, insertBots } from './botRows.ts';
import { numberIn, numberOrNone, oneOf, textIn, textOrNone, textsIn } from './columns.ts';
import type { Database, Query } from './database.ts';
import { createSessionList, HOLDS_SOMETHING } from './sessionList.ts';
import { statement } from './statement.ts';
import type { Row, SqlValue, Statement } from './statement.ts';

export function createSessionStore(database: Database): SessionStore {
  return {
    ...createSessionList(database),
    async add(session) {
      await database.write(...insertSession(session));
    },
    get: id => database.read(all => sessionsOf(all, 'id = ?', [id])[0]),
    draft: () =>
      database.read(all => {
        const [newest] = all(
          `SELECT id FROM sessions WHERE origin IS NULL AND NOT ${HOLDS_SOMETHING}
            ORDER BY created_at DESC, rowid DESC LIMIT 1`,
        );
        return newest && sessionsOf(all, 'id = ?', [textIn(newest, 'id')])[0];
      }),
    async reseat(id, { mode, annotationMode, seats }) {
      await database.write(
        {
          sql: `UPDATE sessions SET mode = ?, annotation_mode = ? WHERE id = ? AND NOT ${HOLDS_SOMETHING}`,
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
    async pin(ids, pinned) {
      await database.write(
        statement('UPDATE sessions SET pinned = ? WHERE id IN (SELECT value FROM json_each(?))', [
          Number(pinned),
          JSON.stringify(ids),
        ]),
      );
    },
    async tag(id, tags) {
      await database.write({
        sql: 'UPDATE sessions SET tags = ? WHERE id = ?',
        params: [JSON.stringify(tags), id],
        refusal: 'The session was removed, so it cannot be tagged.',
      });
    },
    async remove(ids, removedAt, asRead) {
      const list = JSON.stringify(ids);
      await database.write(
        ...(asRead ? [stillAsRead(asRead)] : []),
        statement(
          `INSERT OR REPLACE INTO removed_sessions (id, removed_at)
            SELECT id, ? FROM sessions WHERE id IN (SELECT value FROM json_each(?))`,
          [removedAt, list],
        ),
        statement('DELETE FROM sessions WHERE id IN (SELECT value FROM json_each(?))', [list]),
      );
    },
    removed: ids => database.read(all => removedAmong(all, ids)),
  };
}

/** Which of these sessions were removed here and did not come back. */
export function removedAmong(all: Query, ids: readonly SessionId[]): ReadonlySet<SessionId> {
  const rows = all('SELECT id FROM removed_sessions WHERE id IN (SELECT value FROM json_each(?))', [
    JSON.stringify(ids),
  ]);
  return new Set(rows.map(row => textIn(row, 'id') as SessionId));
}

/** Changes nothing, and is refused if one of the sessions has other turns, replies or votes by now. */
function stillAsRead(records: readonly SessionRecord[]): Statement {
  const seen = records.map(({ session, turns, votes }) => {
    const replies = turns.flatMap(turn => turn.replies);
    return [
      session.id,
      turns.length,
      votes.length,
      replies.reduce((sum, { attempt }) => sum + attempt, 0),
      replies.filter(hasEnded).length,
    ];
  });
  return {
    sql: `UPDATE meta SET seq = seq WHERE (
        SELECT count(*) FROM json_each(?) AS seen JOIN sessions ON sessions.id = seen.value ->> 0
          WHERE seen.value ->> 1 = (SELECT count(*) FROM turns WHERE session_id = sessions.id)
            AND seen.value ->> 2 = (SELECT count(*) FROM votes WHERE session_id = sessions.id)
            AND seen.value ->> 3 = (SELECT coalesce(sum(attempt), 0) ${REPLIES_OF_SESSION})
            AND seen.value ->> 4 =
              (SELECT count(*) ${REPLIES_OF_SESSION} AND state NOT IN ('queued', 'streaming'))
      ) = ?`,
    params: [JSON.stringify(seen), seen.length],
    refusal: 'The sessions have changed meanwhile, so they were not removed. Try again.',
  };
}

const REPLIES_OF_SESSION =
  'FROM turns JOIN replies ON turn_id = turns.id WHERE session_id = sessions.id';

/** The sessions that fit the condition on `sessions`. */
export function sessionsOf(
  all: Query,
  which: string,
  params: readonly SqlValue[],
): readonly Session[] {
  const seats = botsByOwner(
    all(
      `SELECT session_id AS owner_id, seats.* FROM sessions JOIN seats ON session_id = id
        WHERE ${which} ORDER BY session_id, place`,
      params,
    ),
  );
  return all(`SELECT * FROM sessions WHERE ${which}`, params).map(row =>
    sessionOf(row, seats.get(textIn(row, 'id')) ?? []),
  );
}

interface Guard {
  readonly condition: string;
  params(session: Session): readonly SqlValue[];
  readonly refusal: string;
}

export const NOT_REMOVED: Guard = {
  condition: 'NOT EXISTS (SELECT 1 FROM removed_sessions WHERE id = ?)',
  params: ({ id }) => [id],
  refusal: 'The session was removed here meanwhile.',
};

/** @param guard what must hold for the session to be added; without one it always is. */
export function insertSession(session: Session, guard?: Guard): readonly Statement[] {
  return [
    {
      sql: `INSERT INTO sessions (id, title, mode, annotation_mode, created_at, updated_at,
          annotated_at, pinned, tags, origin)
        SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?${guard ? ` WHERE ${guard.condition}` : ''}`,
      params: [
        session.id,
        session.title,
        session.mode,
        session.annotationMode,
        session.createdAt,
        session.updatedAt,
        session.annotatedAt ?? null,
        Number(session.pinned),
        JSON.stringify(session.tags),
        session.origin ?? null,
        ...(guard?.params(session) ?? []),
      ],
      ...(guard ? { refusal: guard.refusal } : {}),
    },
    ...insertBots('seats', session.id, session.seats),
  ];
}

function sessionOf(row: Row, seats: Session['seats']): Session {
  return {
    id: textIn(row, 'id') as SessionId,
    title: textIn(row, 'title'),
    mode: oneOf(row, 'mode', MODES),
    annotationMode: oneOf(row, 'annotation_mode', ANNOTATION_MODES),
    createdAt: numberIn(row, 'created_at'),
    updatedAt: numberIn(row, 'updated_at'),
    annotatedAt: numberOrNone(row, 'annotated_at'),
    pinned: numberIn(row, 'pinned') !== 0,
    tags: textsIn(row, 'tags'),
    origin: textOrNone(row, 'origin'),
    seats,
  };
}
