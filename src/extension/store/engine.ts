import type { Database as SqlJsDatabase, Statement as Prepared } from 'sql.js';
import type { Row, SqlValue, Statement } from './statement.ts';
import { StoreError } from './storeError.ts';

/** What a transaction would do: the number of changed rows, or why it is refused. */
export type Outcome =
  | { readonly kind: 'fine'; readonly changes: number }
  | { readonly kind: 'refused'; readonly error: StoreError };

/** The database in memory: SQL in, rows out; knows no file. */
export class Engine {
  readonly #db: SqlJsDatabase;
  /** Parsing a statement costs more than running it, and there are few different ones. */
  readonly #prepared = new Map<string, Prepared>();

  constructor(db: SqlJsDatabase) {
    this.#db = db;
    db.run('PRAGMA foreign_keys = ON');
  }

  all(sql: string, params: readonly SqlValue[] = []): readonly Row[] {
    const prepared = this.#prepare(sql);
    const rows: Row[] = [];
    try {
      prepared.bind([...params]);
      // There are no blobs in the schema.
      while (prepared.step()) rows.push(prepared.getAsObject() as Row);
    } finally {
      prepared.reset();
    }
    return rows;
  }

  /** @returns how many rows the statement itself changed; rows that a cascade removed do not count. */
  change({ sql, params }: Statement): number {
    const prepared = this.#prepare(sql);
    try {
      prepared.run([...params]);
    } catch (error) {
      // sql.js leaves a statement that failed where it stopped.
      prepared.reset();
      throw error;
    }
    return this.#db.getRowsModified();
  }

  /** Runs SQL of several statements without parameters. */
  script(sql: string): void {
    this.#db.run(sql);
  }

  atomically<T>(work: () => T): T {
    this.#db.run('BEGIN');
    try {
      const result = work();
      this.#db.run('COMMIT');
      return result;
    } catch (error) {
      this.#db.run('ROLLBACK');
      throw error;
    }
  }

  /**
   * Tells what the transactions would do, one after the other, and leaves everything as it was. So
   * memory never shows what is not on the disk yet, and a failed append has nothing to take back.
   */
  rehearse(transactions: readonly (readonly Statement[])[]): readonly Outcome[] {
    this.#db.run('BEGIN');
    try {
      return transactions.map(statements => this.#rehearseOne(statements));
    } finally {
      this.#db.run('ROLLBACK');
    }
  }

  /** The whole database as an SQLite file. Throws inside a transaction. */
  export(): Uint8Array {
    return this.#db.export();
  }

  close(): void {
    this.#prepared.clear();
    this.#db.close();
  }

  #rehearseOne(statements: readonly Statement[]): Outcome {
    this.#db.run('SAVEPOINT one');
    try {
      let changes = 0;
      for (const each of statements) {
        const changed = this.change(each);
        if (changed === 0 && each.refusal) throw new StoreError('refused', each.refusal);
        changes += changed;
      }
      return { kind: 'fine', changes };
    } catch (error) {
      this.#db.run('ROLLBACK TO one');
      return { kind: 'refused', error: refusal(error) };
    } finally {
      this.#db.run('RELEASE one');
    }
  }

  #prepare(sql: string): Prepared {
    let prepared = this.#prepared.get(sql);
    if (!prepared) {
      prepared = this.#db.prepare(sql);
      this.#prepared.set(sql, prepared);
    }
    return prepared;
  }
}

function refusal(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new StoreError(
    'refused',
    `The change does not fit what is stored (${detail}). What it belongs to may have been removed.`,
    { cause: error },
  );
}
