import type { SessionRecord } from '../../core/formats/record.ts';
import type { SessionId } from '../../core/model.ts';
import type { BallotRecords, BallotStore } from '../app/ports.ts';
import { numberIn, textIn } from './columns.ts';
import type { Database, Query } from './database.ts';
import { recordsOf } from './records.ts';
import { StoreError } from './storeError.ts';

/**
 * The arena sessions with votes; `which` is a condition on `votes`. All that a ballot says follows from
 * the mark: what is voted on is never changed, and of several votes on one thing the newest stands.
 */
const voted = (which: string): string => `
  SELECT sessions.id, json_array(title, tags, votes, newest, turns) AS mark, votes + turns AS size
  FROM (
    SELECT session_id, count(*) AS votes, max(id) AS newest,
      (SELECT count(*) FROM turns WHERE turns.session_id = votes.session_id) AS turns
    FROM votes WHERE ${which} GROUP BY session_id)
  JOIN sessions ON sessions.id = session_id
  WHERE mode = 'arena'`;
const ALL = voted('true');
const THESE = voted('session_id IN (SELECT value FROM json_each(?))');

export function createBallotStore(database: Database): BallotStore {
  return {
    voted: ids =>
      database.read(all =>
        (ids ? all(THESE, [JSON.stringify(ids)]) : all(ALL)).map(row => ({
          id: textIn(row, 'id') as SessionId,
          mark: textIn(row, 'mark'),
          size: numberIn(row, 'size'),
        })),
      ),
    records: ids => database.read(all => readable(all, ids)),
  };
}

function readable(all: Query, ids: readonly SessionId[]): BallotRecords {
  try {
    return { records: recordsOf(all, ids), unreadable: [] };
  } catch (error) {
    if (!isBadRow(error)) throw error;
  }
  // One of them spoils the answer for all: each alone.
  const records: SessionRecord[] = [];
  const unreadable: SessionId[] = [];
  for (const id of ids) {
    try {
      records.push(...recordsOf(all, [id]));
    } catch (error) {
      if (!isBadRow(error)) throw error;
      unreadable.push(id);
    }
  }
  return { records, unreadable };
}

function isBadRow(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'badRow';
}
