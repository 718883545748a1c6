import { setImmediate } from 'node:timers/promises';
import type { SessionId, TurnId } from '../../core/model.ts';
import type { Hit, SearchStore } from '../app/ports.ts';
import { numberIn, numberOrNone, textIn, textOrNone } from './columns.ts';
import type { Database, Query } from './database.ts';
import { indexSome, KINDS } from './searchIndex.ts';
import { findMatch, parseQuery } from './searchWords.ts';
import type { Match, SearchQuery } from './searchWords.ts';
import type { Row } from './statement.ts';

/** The editor goes on after so much indexing, in milliseconds. */
const SLICE_MS = 10;
/** Characters that a snippet shows on either side of the match. */
const AROUND = 40;

/** Full text over everything that people and bots wrote; what a word is stands in searchWords.ts. */
export function createSearchStore(database: Database): SearchStore {
  /** Reads with an index that knows all that is stored at that instant. */
  async function withIndex<T>(
    read: (all: Query) => T,
    signal?: AbortSignal,
    onProgress?: (fraction: number) => void,
  ): Promise<T> {
    for (;;) {
      signal?.throwIfAborted();
      const step = await database.read(all => {
        const progress = indexSome(all, SLICE_MS);
        return progress < 1 ? { progress } : { progress, result: read(all) };
      });
      onProgress?.(step.progress);
      if ('result' in step) return step.result;
      await setImmediate();
    }
  }

  return {
    async find(text, { limit, within, signal, onProgress }) {
      const query = parseQuery(text);
      return query
        ? withIndex(all => hitsOf(all, query, limit, within), signal, onProgress)
        : Promise.resolve([]);
    },
    async sessions(text, signal) {
      const query = parseQuery(text);
      return query ? withIndex(all => sessionsWith(all, query), signal) : Promise.resolve([]);
    },
  };
}

const FOUND = `
  FROM temp.search_words
  JOIN temp.search_docs AS docs ON docs.docid = search_words.docid
  JOIN sessions ON sessions.rowid = docs.session_row
  WHERE search_words MATCH ?`;
const NEWEST_FIRST = 'sessions.updated_at DESC, sessions.rowid DESC';

/** A document may fit the expression without having the words, so it goes on until there are enough. */
function hitsOf(
  all: Query,
  query: SearchQuery,
  limit: number,
  within?: readonly SessionId[],
): readonly Hit[] {
  const hits: Hit[] = [];
  const among = within ? 'AND sessions.id IN (SELECT value FROM json_each(?))' : '';
  const params = [query.expression, ...(within ? [JSON.stringify(within)] : [])];
  for (let offset = 0; hits.length < limit;) {
    const wanted = limit - hits.length;
    const found = all(
      `SELECT kind, source_row ${FOUND} ${among}
        ORDER BY ${NEWEST_FIRST}, docs.position, docs.kind LIMIT ? OFFSET ?`,
      [...params, wanted, offset],
    );
    for (const row of found) {
      const hit = hitOf(all, KINDS[numberIn(row, 'kind')] ?? 'title', row, query);
      if (hit) hits.push(hit);
    }
    if (found.length < wanted) break;
    offset += wanted;
  }
  return hits;
}

function sessionsWith(all: Query, query: SearchQuery): readonly SessionId[] {
  if (!query.exact) {
    const hits = hitsOf(all, query, Number.MAX_SAFE_INTEGER);
    return [...new Set(hits.map(({ sessionId }) => sessionId))];
  }
  const rows = all(`SELECT sessions.id ${FOUND} GROUP BY sessions.rowid ORDER BY ${NEWEST_FIRST}`, [
    query.expression,
  ]);
  return rows.map(row => textIn(row, 'id') as SessionId);
}

const WITH_TURN = 'turns.id AS turn_id, turn_index';
const TEXTS: Readonly<Record<Hit['where'], string>> = {
  title: `title AS text, NULL AS turn_id, NULL AS turn_index, NULL AS seat FROM sessions`,
  prompt: `prompt AS text, ${WITH_TURN}, NULL AS seat
    FROM turns JOIN sessions ON sessions.id = session_id`,
  reply: `text, ${WITH_TURN}, seat
    FROM replies JOIN turns ON turns.id = turn_id JOIN sessions ON sessions.id = session_id`,
  correction: `correction AS text, ${WITH_TURN}, seat
    FROM replies JOIN turns ON turns.id = turn_id JOIN sessions ON sessions.id = session_id`,
  comment: `comment AS text, ${WITH_TURN}, NULL AS seat
    FROM votes JOIN sessions ON sessions.id = votes.session_id LEFT JOIN turns ON turns.id = turn_id`,
};
const TABLES: Readonly<Record<Hit['where'], string>> = {
  title: 'sessions',
  prompt: 'turns',
  reply: 'replies',
  correction: 'replies',
  comment: 'votes',
};

/** @returns undefined if the text does not have the words. */
function hitOf(all: Query, where: Hit['where'], found: Row, query: SearchQuery): Hit | undefined {
  const [row] = all(
    `SELECT sessions.id AS session_id, title, updated_at, ${TEXTS[where]}
      WHERE ${TABLES[where]}.rowid = ?`,
    [numberIn(found, 'source_row')],
  );
  const text = row && textOrNone(row, 'text');
  const match = text === undefined ? undefined : findMatch(text, query);
  if (!row || !match) return undefined;
  const turnId = textOrNone(row, 'turn_id') as TurnId | undefined;
  const turnIndex = numberOrNone(row, 'turn_index');
  const seat = textOrNone(row, 'seat');
  return {
    sessionId: textIn(row, 'session_id') as SessionId,
    title: textIn(row, 'title'),
    updatedAt: numberIn(row, 'updated_at'),
    where,
    ...(turnId === undefined ? {} : { turnId, turnIndex }),
    ...(seat === undefined ? {} : { seat }),
    ...snippetOf(match),
  };
}

function snippetOf({ text, start, end }: Match): Pick<Hit, 'snippet' | 'start' | 'end'> {
  // A character has two UTF-16 units at most, and one of them alone is none.
  const before = Array.from(text.slice(Math.max(0, start - 2 * AROUND - 1), start)).slice(-AROUND);
  const after = Array.from(text.slice(end, end + 2 * AROUND + 1)).slice(0, AROUND);
  const [left, match] = [oneLine(before.join('')), oneLine(text.slice(start, end))];
  return {
    snippet: left + match + oneLine(after.join('')),
    start: left.length,
    end: left.length + match.length,
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
