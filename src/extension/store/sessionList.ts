import { MODES } from '../../core/model.ts';
import type { SessionId } from '../../core/model.ts';
import { GROUPS } from '../app/ports.ts';
import type { Group, Page, SessionFilter, SessionStore, SessionSummary } from '../app/ports.ts';
import { jsonIn, numberIn, oneOf, textIn, textsIn } from './columns.ts';
import type { Database } from './database.ts';
import type { Row, SqlValue } from './statement.ts';

/** Whether a row of `sessions` has a title, a turn or a vote: what has none is a draft, and no list shows it. */
export const HOLDS_SOMETHING = `(title <> '' OR EXISTS (SELECT 1 FROM turns WHERE session_id = sessions.id)
  OR EXISTS (SELECT 1 FROM votes WHERE session_id = sessions.id))`;

const GROUP = `
  CASE
    WHEN mode = 'debug' THEN 'debug'
    WHEN annotated_at IS NOT NULL THEN 'annotated'
    WHEN annotation_mode = 'reply' AND EXISTS (
      SELECT 1 FROM votes WHERE turn_id = (
        SELECT id FROM turns WHERE session_id = sessions.id ORDER BY turn_index DESC LIMIT 1))
      THEN 'annotated'
    ELSE 'todo'
  END`;

/** The index `sessions_in_order`, backwards: the first page reads no more rows than it needs. */
const ORDER = 'pinned DESC, updated_at DESC, rowid DESC';

/** The part of the session store that shows many sessions at once. */
export function createSessionList(
  database: Database,
): Pick<SessionStore, 'list' | 'counts' | 'ids' | 'tags' | 'tally'> {
  return {
    list: (group, { offset, limit }: Page, filter) =>
      database.read(all => {
        const { where, params } = conditionsOf(filter);
        return all(
          `${SUMMARIES} WHERE sessions.rowid IN (
              SELECT rowid FROM sessions WHERE ${where} AND ${GROUP} = ?
              ORDER BY ${ORDER} LIMIT ? OFFSET ?)
            ORDER BY ${ORDER}`,
          [...params, group, limit, offset],
        ).map(summaryOf);
      }),
    counts: filter =>
      database.read(all => {
        const { where, params } = conditionsOf(filter);
        const rows = all(
          `SELECT ${GROUP} AS in_group, count(*) AS sessions FROM sessions WHERE ${where}
            GROUP BY in_group`,
          params,
        );
        const found = new Map(
          rows.map(row => [oneOf(row, 'in_group', GROUPS), numberIn(row, 'sessions')]),
        );
        const count = (group: Group): number => found.get(group) ?? 0;
        return { todo: count('todo'), annotated: count('annotated'), debug: count('debug') };
      }),
    ids: filter =>
      database.read(all => {
        const { where, params } = conditionsOf(filter);
        // A list a group in one value: rows of their own would take three times as long.
        const rows = all(
          `SELECT ${GROUP} AS in_group, json_group_array(id ORDER BY ${ORDER}) AS ids
            FROM sessions WHERE ${where} GROUP BY in_group`,
          params,
        );
        const found = new Map(
          rows.map(row => [oneOf(row, 'in_group', GROUPS), textsIn(row, 'ids')]),
        );
        return GROUPS.flatMap(group => (found.get(group) ?? []) as readonly SessionId[]);
      }),
    tags: () =>
      database.read(all =>
        all(`SELECT DISTINCT value AS tag FROM sessions, json_each(tags) WHERE tags <> '[]'`)
          .map(row => textIn(row, 'tag'))
          .sort((one, other) => one.localeCompare(other)),
      ),
    tally: within =>
      database.read(all => {
        const { where, params } = conditionsOf({ within });
        const [row] = all(
          `SELECT count(*) AS sessions,
              coalesce(sum((SELECT count(*) FROM turns WHERE session_id = sessions.id)), 0) AS turns,
              coalesce(sum((SELECT count(*) FROM votes WHERE session_id = sessions.id)), 0) AS votes
            FROM sessions WHERE ${where}`,
          params,
        );
        if (!row) return { sessions: 0, turns: 0, votes: 0 };
        return {
          sessions: numberIn(row, 'sessions'),
          turns: numberIn(row, 'turns'),
          votes: numberIn(row, 'votes'),
        };
      }),
  };
}

function conditionsOf(filter: SessionFilter = {}): {
  readonly where: string;
  readonly params: readonly SqlValue[];
} {
  const conditions = [HOLDS_SOMETHING];
  const params: SqlValue[] = [];
  if (filter.within) {
    conditions.push('id IN (SELECT value FROM json_each(?))');
    params.push(JSON.stringify(filter.within));
  }
  if (filter.tag !== undefined) {
    conditions.push(`tags <> '[]' AND EXISTS (SELECT 1 FROM json_each(tags) WHERE value = ?)`);
    params.push(filter.tag);
  }
  return { where: conditions.join(' AND '), params };
}

const SUMMARIES = `
  SELECT id, title, mode, ${GROUP} AS in_group, updated_at, pinned, tags,
    (SELECT count(*) FROM turns WHERE session_id = sessions.id) AS turns,
    (SELECT json_group_array(name ORDER BY place) FROM seats WHERE session_id = sessions.id) AS bots
  FROM sessions`;

function summaryOf(row: Row): SessionSummary {
  return {
    id: textIn(row, 'id') as SessionId,
    title: textIn(row, 'title'),
    mode: oneOf(row, 'mode', MODES),
    group: oneOf(row, 'in_group', GROUPS),
    updatedAt: numberIn(row, 'updated_at'),
    pinned: numberIn(row, 'pinned') !== 0,
    tags: textsIn(row, 'tags'),
    turns: numberIn(row, 'turns'),
    bots: jsonIn(row, 'bots') as readonly string[],
  };
}
