import type { Reply, ReplyId, SessionId, Turn, TurnId } from '../../core/model.ts';
import type { TurnStore } from '../app/ports.ts';
import { numberIn, textIn } from './columns.ts';
import type { Database, Query } from './database.ts';
import { replyColumns, replyOf } from './replyRows.ts';
import { statement } from './statement.ts';
import type { Row, SqlValue, Statement } from './statement.ts';

const NOT_ENDED = "state IN ('queued', 'streaming')";

export function createTurnStore(database: Database): TurnStore {
  return {
    ofSession: id => database.read(all => turnsOf(all, 'turns.session_id = ?', [id])),
    async add(turn, title) {
      const { sessionId, createdAt } = turn;
      await database.write(
        ...insertTurn(turn),
        {
          sql: `UPDATE sessions SET updated_at = max(updated_at, ?)
            WHERE id = ? AND annotated_at IS NULL`,
          params: [createdAt, sessionId],
          refusal: 'The session was annotated meanwhile, so it takes no further prompt.',
        },
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
        ...(reply.attempt > 1 ? [notVotedBefore(reply)] : []),
        statement(`UPDATE replies SET ${assignments.join(', ')} WHERE id = ?`, [
          ...Object.values(columns),
          reply.id,
        ]),
      );
    },
    async correct(id, correction) {
      await database.write({
        sql: `UPDATE replies SET correction = ? WHERE id = ? AND NOT ${NOT_ENDED}`,
        params: [correction ?? null, id],
        refusal: 'The reply has not ended or was removed, so it cannot be corrected.',
      });
    },
    async appendText(id, text, thinking) {
      await database.write(streamed(id, 'text || ?', text, thinking));
    },
    async replaceText(id, text, thinking) {
      await database.write(streamed(id, '?', text, thinking));
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

/** @param whole the stored text from now on, of the `?` that is the streamed one. */
function streamed(id: ReplyId, whole: string, text: string, thinking: string) {
  const [thought, params] =
    thinking === '' ? ['', []] : [", thinking = coalesce(thinking, '') || ?", [thinking]];
  return statement(`UPDATE replies SET text = ${whole}${thought} WHERE id = ? AND ${NOT_ENDED}`, [
    text,
    ...params,
    id,
  ]);
}

/** The turns that fit the condition, with their replies; those of a session in order of asking. */
export function turnsOf(all: Query, which: string, params: readonly SqlValue[]): readonly Turn[] {
  const replies = new Map<string, Reply[]>();
  const rows = all(
    `SELECT replies.* FROM turns JOIN replies ON replies.turn_id = turns.id
      WHERE ${which} ORDER BY turns.session_id, turns.turn_index, replies.place`,
    params,
  );
  for (const reply of rows.map(replyOf)) {
    const others = replies.get(reply.turnId);
    if (others) others.push(reply);
    else replies.set(reply.turnId, [reply]);
  }
  return all(`SELECT * FROM turns WHERE ${which} ORDER BY session_id, turn_index`, params).map(
    row => turnOf(row, replies.get(textIn(row, 'id')) ?? []),
  );
}

/** Changes nothing, and is refused if the reply is asked anew although there is a vote on it. */
function notVotedBefore({ id, attempt }: Reply): Statement {
  return {
    sql: `UPDATE meta SET seq = seq WHERE NOT EXISTS (
        SELECT 1 FROM replies JOIN turns ON turns.id = turn_id JOIN sessions ON sessions.id = session_id
        WHERE replies.id = ? AND attempt < ? AND (
          annotated_at IS NOT NULL OR EXISTS (SELECT 1 FROM votes WHERE votes.turn_id = turns.id)))`,
    params: [id, attempt],
    refusal: 'The reply was voted on meanwhile, so it cannot be asked again.',
  };
}

export function insertTurn(turn: Turn): readonly Statement[] {
  const { id, sessionId, index, prompt, createdAt, replies } = turn;
  return [
    statement(
      'INSERT INTO turns (id, session_id, turn_index, prompt, created_at) VALUES (?, ?, ?, ?, ?)',
      [id, sessionId, index, prompt, createdAt],
    ),
    ...replies.map(insertReply),
  ];
}

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
