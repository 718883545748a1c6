import type { Engine } from './engine.ts';

/** `from` → `from + 1`, at the index `from`. A published one is never edited: add another. */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    mode TEXT NOT NULL,
    annotation_mode TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    annotated_at INTEGER
  ) STRICT;
  CREATE INDEX sessions_by_time ON sessions (updated_at);

  CREATE TABLE seats (
    session_id TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE,
    place INTEGER NOT NULL,
    seat TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    model TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (session_id, place),
    UNIQUE (session_id, seat)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE turns (
    id TEXT PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE,
    turn_index INTEGER NOT NULL,
    prompt TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (session_id, turn_index)
  ) STRICT;

  CREATE TABLE replies (
    id TEXT PRIMARY KEY,
    turn_id TEXT NOT NULL REFERENCES turns ON DELETE CASCADE,
    place INTEGER NOT NULL,
    seat TEXT NOT NULL,
    bot_name TEXT NOT NULL,
    model TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    sampling TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    text TEXT NOT NULL,
    state TEXT NOT NULL,
    finish TEXT,
    error_code TEXT,
    error_message TEXT,
    wait_ms REAL,
    first_token_ms REAL,
    total_ms REAL,
    tokens_per_second REAL,
    prompt_tokens INTEGER,
    completion_tokens INTEGER,
    UNIQUE (turn_id, place)
  ) STRICT;
  CREATE INDEX replies_not_ended ON replies (state) WHERE state IN ('queued', 'streaming');

  CREATE TABLE votes (
    id TEXT PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE,
    turn_id TEXT REFERENCES turns ON DELETE CASCADE,
    cast_at INTEGER NOT NULL,
    voter_kind TEXT NOT NULL,
    voter_name TEXT NOT NULL,
    verdict TEXT NOT NULL,
    winner TEXT,
    blind INTEGER NOT NULL,
    supersedes TEXT,
    comment TEXT NOT NULL
  ) STRICT;
  CREATE INDEX votes_by_session ON votes (session_id, cast_at);
  CREATE INDEX votes_by_turn ON votes (turn_id);

  CREATE TABLE shown_bots (
    vote_id TEXT NOT NULL REFERENCES votes ON DELETE CASCADE,
    place INTEGER NOT NULL,
    seat TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    model TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (vote_id, place)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE sessions ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE sessions ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE sessions ADD COLUMN origin TEXT;
  DROP INDEX sessions_by_time;
  CREATE INDEX sessions_in_order ON sessions (pinned, updated_at);
  ALTER TABLE seats ADD COLUMN system_prompt TEXT;
  ALTER TABLE shown_bots ADD COLUMN system_prompt TEXT;
  ALTER TABLE replies ADD COLUMN correction TEXT;
  ALTER TABLE votes ADD COLUMN flags TEXT NOT NULL DEFAULT '[]';

  -- What was deleted here, so that a shared folder does not bring it back.
  CREATE TABLE removed_sessions (
    id TEXT PRIMARY KEY,
    removed_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- The last record of each window, so that one overtaken while writing can tell whether it counts.
  CREATE TABLE writers (
    writer TEXT PRIMARY KEY,
    seq INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE replies ADD COLUMN thinking TEXT;
  ALTER TABLE replies ADD COLUMN left_out_turns INTEGER;
  ALTER TABLE replies ADD COLUMN evaluated_tokens INTEGER;
  `,
  `
  -- Of the verdict ranking: a JSON list of lists of seats, best first.
  ALTER TABLE votes ADD COLUMN ranking TEXT;
  `,
];

/** The version that this code reads and writes; SQLite keeps it as `user_version`. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/**
 * Brings the database in memory to {@link SCHEMA_VERSION}; a failed step changes nothing.
 *
 * @returns whether anything changed; then a snapshot must be durable before the first write,
 *   because the journal holds no changes of the schema.
 */
export function migrate(
  engine: Engine,
  version: number,
  migrations: readonly string[] = MIGRATIONS,
): boolean {
  for (let from = version; from < migrations.length; from++) {
    engine.atomically(() => {
      engine.script(migrations[from] ?? '');
      engine.script(`PRAGMA user_version = ${from + 1}`);
    });
  }
  return version < migrations.length;
}
