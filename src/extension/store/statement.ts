/** What a column can hold here; numbers must be finite, because they travel as JSON. */
export type SqlValue = string | number | null;

/** A row as SQLite gives it, by column name. */
export type Row = Readonly<Record<string, SqlValue>>;

/** One change. The text must mean the same at any time: no `random()`, no `datetime('now')`. */
export interface Statement {
  readonly sql: string;
  readonly params: readonly SqlValue[];
  /** Without it a change of no row is fine; with it, it is refused with this sentence. */
  readonly refusal?: string;
}

export function statement(sql: string, params: readonly SqlValue[] = []): Statement {
  return { sql, params };
}
