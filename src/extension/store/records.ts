import type { SessionRecord } from '../../core/formats/record.ts';
import type { SessionId } from '../../core/model.ts';
import type { MergeOptions, RecordStore } from '../app/ports.ts';
import { textIn } from './columns.ts';
import type { Database, Query } from './database.ts';
import { MergePlan } from './mergePlan.ts';
import type { Stored } from './mergePlan.ts';
import { removedAmong, sessionsOf } from './sessions.ts';
import { StoreError } from './storeError.ts';
import { turnsOf } from './turns.ts';
import { votesOf } from './votes.ts';

export function createRecordStore(database: Database): RecordStore {
  const plan = (
    records: readonly SessionRecord[],
    options: MergeOptions = {},
  ): Promise<MergePlan> =>
    database.read(all => new MergePlan(storedFor(all, records), records, options));

  return {
    get: id => database.read(all => recordsOf(all, [id])[0]),
    compare: async records => (await plan(records)).outcomes,
    async merge(records, options) {
      const first = await plan(records, options);
      try {
        if (first.statements.length > 0) await database.write(...first.statements);
        return first.outcomes;
      } catch (error) {
        if (!(error instanceof StoreError) || error.code !== 'refused') throw error;
        // Another write came between looking and writing: look again, once it is there to see.
        await database.refresh();
        const second = await plan(records, options);
        if (second.statements.length > 0) await database.write(...second.statements);
        return second.outcomes;
      }
    },
  };
}

/** These sessions, whole. */
export function recordsOf(all: Query, ids: readonly SessionId[]): readonly SessionRecord[] {
  const list = [JSON.stringify(ids)];
  const among = 'IN (SELECT value FROM json_each(?))';
  const sessions = sessionsOf(all, `id ${among}`, list);
  if (sessions.length === 0) return [];
  const turns = groupBySession(turnsOf(all, `turns.session_id ${among}`, list));
  const votes = groupBySession(votesOf(all, `sessions.id ${among}`, list));
  return sessions.map(session => ({
    session,
    turns: turns.get(session.id) ?? [],
    votes: votes.get(session.id) ?? [],
  }));
}

/** What is stored of all that these records name, and to which session each id belongs. */
function storedFor(all: Query, records: readonly SessionRecord[]): Stored {
  const owners = (sql: string, ids: readonly string[]): Map<string, SessionId> =>
    new Map(
      all(sql, [JSON.stringify(ids)]).map(row => [
        textIn(row, 'id'),
        textIn(row, 'owner') as SessionId,
      ]),
    );
  const turns = records.flatMap(record => record.turns);
  return {
    records: recordsOf(
      all,
      records.map(({ session }) => session.id),
    ),
    turnOwners: owners(
      `SELECT id, session_id AS owner FROM turns WHERE id IN (SELECT value FROM json_each(?))`,
      turns.map(({ id }) => id),
    ),
    replyOwners: owners(
      `SELECT replies.id, session_id AS owner FROM replies JOIN turns ON turns.id = turn_id
        WHERE replies.id IN (SELECT value FROM json_each(?))`,
      turns.flatMap(({ replies }) => replies.map(({ id }) => id)),
    ),
    removed: removedAmong(
      all,
      records.map(({ session }) => session.id),
    ),
    voteOwners: owners(
      `SELECT id, session_id AS owner FROM votes WHERE id IN (SELECT value FROM json_each(?))`,
      records.flatMap(({ votes }) => votes.map(({ id }) => id)),
    ),
  };
}

function groupBySession<T extends { readonly sessionId: SessionId }>(
  parts: readonly T[],
): ReadonlyMap<SessionId, readonly T[]> {
  const groups = new Map<SessionId, T[]>();
  for (const part of parts) {
    const others = groups.get(part.sessionId);
    if (others) others.push(part);
    else groups.set(part.sessionId, [part]);
  }
  return groups;
}
