import type { Reply, SessionId, Turn, TurnId } from '../../core/model.ts';
import type { TurnStore } from '../app/ports.ts';
import { numberIn, textIn } from './columns.ts';
import type { Database } from './database.ts';
import { replyColumns, replyOf } from './replyRows.ts';
import { statement } from './statement.ts';
import type { Row, Statement } from './statement.ts';

const NOT_ENDED = "state IN ('queued', 'streaming')";

export function createTurnStore(database: Database): TurnStore {
  return {
    ofSession: id =>
      database.read(all => {
        const replies = new Map<string, Reply[]>();
        for (const reply of all(REPLIES_OF_SESSION, [id]).map(replyOf)) {
          const others = replies.get(reply.turnId);
          if (others) others.push(reply);
          else replies.set(reply.turnId, [reply]);
        }
        return all('SELECT * FROM turns WHERE session_id = ? ORDER BY turn_index', [id]).map(row =>
          turnOf(row, replies.get(textIn(row, 'id')) ?? []),
        );
      }),
    async add({ id, sessionId, index, prompt, createdAt, replies }, title) {
      await database.write(
        statement(
          'INSERT INTO turns (id, session_id, turn_index, prompt, created_at) VALUES (?, ?, ?, ?, ?)',
          [id, sessionId, index, prompt, createdAt],
        ),
        ...replies.map(insertReply),
        statement('UPDATE sessions SET updated_at = max(updated_at, ?) WHERE id = ?', [
          createdAt,
          sessionId,
        ]),
        ...(title === undefined
          ? []
          : [statement('UPDATE sessions SET title = ? WHERE id = ?', [title, sessionId])]),
      );
    },
    async saveReply(reply) {
      const columns = replyColumns(reply);
      const assignments = Object.keys(columns).map(name => `${name} = ?`);
      // Of no row if the session was removed while the bot spoke: then there is nothing to keep.
      await database.write(
        statement(`UPDATE replies SET ${assignments.join(', ')} WHERE id = ?`, [
          ...Object.values(columns),
          reply.id,
        ]),
      );
    },
    async appendText(id, text) {
      await database.write(
        statement(`UPDATE replies SET text = text || ? WHERE id = ? AND ${NOT_ENDED}`, [text, id]),
      );
    },
    async settleInterrupted() {
      const found = await database.read(all =>
        all(`SELECT 1 FROM replies WHERE ${NOT_ENDED} LIMIT 1`),
      );
      if (found.length === 0) return 0;
      return database.write(
        statement(
          `UPDATE replies SET state = 'failed', error_code = 'interrupted', error_message = ?
            WHERE ${NOT_ENDED}`,
          ['The window was closed before the reply ended.'],
        ),
      );
    },
  };
}

const REPLIES_OF_SESSION = `
  SELECT replies.* FROM turns JOIN replies ON replies.turn_id = turns.id
  WHERE turns.session_id = ? ORDER BY turns.turn_index, replies.place`;

function insertReply(reply: Reply, place: number): Statement {
  const row = { id: reply.id, turn_id: reply.turnId, place, ...replyColumns(reply) };
  const marks = Object.keys(row).map(() => '?');
  return statement(
    `INSERT INTO replies (${Object.keys(row).join(', ')}) VALUES (${marks.join(', ')})`,
    Object.values(row),
  );
}

function turnOf(row: Row, replies: readonly Reply[]): Turn {
  return {
    id: textIn(row, 'id') as TurnId,
    sessionId: textIn(row, 'session_id') as SessionId,
    index: numberIn(row, 'turn_index'),
    prompt: textIn(row, 'prompt'),
    createdAt: numberIn(row, 'created_at'),
    replies,
  };
}
