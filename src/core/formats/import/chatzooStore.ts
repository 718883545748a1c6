import type { Content, Found, ImportContext, ImportFormat, TableRow } from './format.ts';
import { eventually } from './own/eventually.ts';
import { placeIn } from './own/place.ts';
import { readRecord } from './own/record.ts';

/**
 * The columns that are read, by table; those behind a bar since schema 2, behind another since 3, behind
 * one more since 4.
 */
const COLUMNS = {
  sessions: 'id title mode annotation_mode created_at updated_at annotated_at | pinned tags origin',
  seats: 'session_id place seat name kind model fingerprint | system_prompt',
  turns: 'id session_id turn_index prompt created_at',
  replies: `id turn_id place seat bot_name model fingerprint sampling attempt text state finish
    error_code error_message wait_ms first_token_ms total_ms tokens_per_second prompt_tokens
    completion_tokens | correction | thinking left_out_turns evaluated_tokens`,
  votes: `id session_id turn_id cast_at voter_kind voter_name verdict winner blind supersedes
    comment | flags | | ranking`,
  shown_bots: 'vote_id place seat name kind model fingerprint | system_prompt',
} as const;
type Table = keyof typeof COLUMNS;
/** What belongs to one store alone. */
const OWN_AFFAIRS = ['meta', 'removed_sessions', 'writers'];

/**
 * A database of this extension, of schema 1 to 4: another workspace's, a backup, or one that was set
 * aside. What lies only in the journal beside it is not in it.
 */
export const chatzooStore: ImportFormat = {
  id: 'chatzoo-store',
  label: 'ChatZoo for VS Code (SQLite)',
  shapes: ['tables'],
  recognises: content =>
    content.shape === 'tables' &&
    ['meta', ...Object.keys(COLUMNS)].every(name => content.tables.has(name)),
  read: (content, context) => eventually(read(content, context)),
};

function* read(content: Content, context: ImportContext): Generator<Found> {
  if (content.shape !== 'tables') return;
  for (const field of unknownIn(content.tables)) context.onNotKept(field);
  const { tables } = content;
  const parts: Parts = {
    seats: byOwner(tables, 'seats', 'session_id', 'place'),
    turns: byOwner(tables, 'turns', 'session_id', 'turn_index'),
    replies: byOwner(tables, 'replies', 'turn_id', 'place'),
    votes: byOwner(tables, 'votes', 'session_id', 'cast_at'),
    shown: byOwner(tables, 'shown_bots', 'vote_id', 'place'),
  };
  for (const row of tables.get('sessions') ?? []) {
    const place = placeIn(`sessions["${String(row['id'])}"]`);
    yield* readRecord(recordOf(row, parts), place, context, { version: CURRENT });
  }
}

/** The version of the JSON export that {@link recordOf} speaks. */
const CURRENT = 2;

type Owned = (owner: TableRow) => readonly TableRow[];
interface Parts {
  readonly seats: Owned;
  readonly turns: Owned;
  readonly replies: Owned;
  readonly votes: Owned;
  readonly shown: Owned;
}

function byOwner(
  tables: ReadonlyMap<string, readonly TableRow[]>,
  table: Table,
  owner: string,
  order: string,
): Owned {
  const groups = new Map<unknown, TableRow[]>();
  for (const row of tables.get(table) ?? []) {
    const others = groups.get(row[owner]);
    if (others) others.push(row);
    else groups.set(row[owner], [row]);
  }
  for (const rows of groups.values()) rows.sort((a, b) => Number(a[order]) - Number(b[order]));
  return row => groups.get(row['id']) ?? [];
}

/** The rows as our JSON has them; what is wrong with them shows when that is read. */
function recordOf(row: TableRow, parts: Parts): unknown {
  return {
    session: {
      ...present({
        id: row['id'],
        title: row['title'],
        mode: row['mode'],
        annotationMode: row['annotation_mode'],
        createdAt: row['created_at'],
        updatedAt: row['updated_at'],
        annotatedAt: row['annotated_at'],
        origin: row['origin'],
      }),
      pinned: row['pinned'] === 1,
      tags: jsonOf(row['tags']) ?? [],
      seats: parts.seats(row).map(botOf),
    },
    turns: parts.turns(row).map(turn => ({
      id: turn['id'],
      sessionId: turn['session_id'],
      index: turn['turn_index'],
      prompt: turn['prompt'],
      createdAt: turn['created_at'],
      replies: parts.replies(turn).map(replyOf),
    })),
    votes: parts.votes(row).map(vote => ({
      ...present({
        id: vote['id'],
        sessionId: vote['session_id'],
        turnId: vote['turn_id'],
        castAt: vote['cast_at'],
        supersedes: vote['supersedes'],
        comment: vote['comment'],
      }),
      voter: { kind: vote['voter_kind'], name: vote['voter_name'] },
      verdict: present({
        kind: vote['verdict'],
        winner: vote['winner'],
        order: jsonOf(vote['ranking']),
      }),
      shown: parts.shown(vote).map(botOf),
      blind: vote['blind'] === 1,
      flags: jsonOf(vote['flags']) ?? [],
    })),
  };
}

function botOf(row: TableRow): unknown {
  const { seat, name, kind, model, fingerprint } = row;
  return present({ seat, name, kind, model, fingerprint, systemPrompt: row['system_prompt'] });
}

function replyOf(row: TableRow): unknown {
  const timings = present({
    waitMs: row['wait_ms'],
    firstTokenMs: row['first_token_ms'],
    totalMs: row['total_ms'],
    tokensPerSecond: row['tokens_per_second'],
  });
  const tokens = present({
    prompt: row['prompt_tokens'],
    completion: row['completion_tokens'],
    evaluated: row['evaluated_tokens'],
  });
  return {
    ...present({
      id: row['id'],
      turnId: row['turn_id'],
      seat: row['seat'],
      botName: row['bot_name'],
      model: row['model'],
      fingerprint: row['fingerprint'],
      attempt: row['attempt'],
      text: row['text'],
      thinking: row['thinking'],
      leftOutTurns: row['left_out_turns'],
      correction: row['correction'],
    }),
    sampling: jsonOf(row['sampling']),
    state: present({
      kind: row['state'],
      finish: row['finish'],
      code: row['error_code'],
      message: row['error_message'],
    }),
    ...(Object.keys(timings).length > 0 ? { timings } : {}),
    ...(Object.keys(tokens).length > 0 ? { tokens } : {}),
  };
}

/** Without what is NULL, or a column that the schema did not have yet. */
function present(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  );
}

/** @returns undefined for what is no JSON. */
function jsonOf(value: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

function unknownIn(tables: ReadonlyMap<string, readonly TableRow[]>): readonly string[] {
  return [...tables].flatMap(([table, rows]) => {
    if (OWN_AFFAIRS.includes(table)) return [];
    if (!Object.hasOwn(COLUMNS, table)) return [table];
    const known = COLUMNS[table as Table].split(/\s+/);
    return Object.keys(rows[0] ?? {})
      .filter(column => !known.includes(column))
      .map(column => `${table}.${column}`);
  });
}
