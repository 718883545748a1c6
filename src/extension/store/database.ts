import type { Engine } from './engine.ts';
import type { FileNames } from './fileNames.ts';
import type { Files } from './files.ts';
import type { Journal } from './journal.ts';
import type { JournalRecord } from './journalFormat.ts';
import { Lane } from './lane.ts';
import { exportMain } from './mainFile.ts';
import type { StoreNotice } from './notice.ts';
import type { Owner } from './owner.ts';
import { replaceFile } from './replaceFile.ts';
import type { Row, SqlValue, Statement } from './statement.ts';
import { StoreError, toStoreError } from './storeError.ts';

interface Parts {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly owner: Owner;
  readonly files: Files;
  readonly names: FileNames;
  /** Number of the last record that is in memory and on the disk. */
  readonly seq: number;
  readonly journalLimit: number;
  readonly onNotice: (notice: StoreNotice) => void;
}

/** Gives all rows of a query. */
export type Query = (sql: string, params?: readonly SqlValue[]) => readonly Row[];

interface Waiting {
  readonly statements: readonly Statement[];
  resolve(changes: number): void;
  reject(error: StoreError): void;
}

/** Beyond so many limits a snapshot makes writes wait, so that the journal cannot grow for ever. */
const PATIENCE = 4;

/**
 * An open database: memory for reading, a journal for what must not be lost, a snapshot now and then.
 *
 * Memory is always exactly what opening the files again would give.
 */
export class Database {
  readonly #parts: Parts;
  /** Whoever touches the journal does so here. */
  readonly #lane = new Lane();
  #seq: number;
  #waiting: Waiting[] = [];
  /** Once set, this window never writes again. */
  #failure: StoreError | undefined;
  #snapshot: Promise<void> | undefined;
  #snapshotAt: number;
  #closed: Promise<void> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#seq = parts.seq;
    this.#snapshotAt = parts.journalLimit;
  }

  /** Runs queries that belong together: no write comes between them. */
  read<T>(work: (all: Query) => T): Promise<T> {
    return new Promise(resolve => {
      if (this.#closed) throw closedError();
      resolve(work((sql, params) => this.#parts.engine.all(sql, params)));
    });
  }

  /**
   * Runs the statements as one transaction. Resolves once they are on the disk, with the number of
   * changed rows; writes that come while others are being saved share the next save.
   *
   * @throws StoreError; then nothing has changed.
   * @throws RangeError for a number that JSON, and so the journal, cannot hold.
   */
  write(...statements: readonly Statement[]): Promise<number> {
    if (statements.some(({ params }) => params.some(isNotFinite)))
      return Promise.reject(new RangeError('A number to store is not finite'));
    const error = this.#closed ? closedError() : this.#failure;
    if (error) return Promise.reject(error);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ statements, resolve, reject });
      if (this.#waiting.length === 1) void this.#lane.run(() => this.#saveWaiting());
    });
  }

  /**
   * Writes the whole database anew and empties the journal, so that the next opening is quick. Costs
   * about a second for 100 MB: for idle moments.
   *
   * @throws StoreError; then nothing is lost, the journal still has it all.
   */
  snapshot(): Promise<void> {
    if (this.#closed) return Promise.reject(closedError());
    return this.#snapshotOnce(false);
  }

  /** Ends what was begun and takes a snapshot; never rejects, for the journal has it all anyway. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    const { journal, engine } = this.#parts;
    await this.#lane.run(() => Promise.resolve());
    await this.#snapshotOnce(false).catch(this.#tellFailedSnapshot);
    await journal.close().catch(this.#tellFailedSnapshot);
    engine.close();
  }

  async #saveWaiting(): Promise<void> {
    const batch = this.#waiting.splice(0);
    try {
      if (this.#failure) throw this.#failure;
      await this.#save(batch);
    } catch (error) {
      const failure = toStoreError(error, this.#parts.names.journal);
      if (failure.code === 'lost') this.#failure = failure;
      for (const each of batch) each.reject(failure);
    }
    this.#snapshotIfLong();
  }

  async #save(batch: readonly Waiting[]): Promise<void> {
    const { engine, journal, owner } = this.#parts;
    const outcomes = engine.rehearse(batch.map(each => each.statements));
    const records: JournalRecord[] = [];
    const done: (() => void)[] = [];
    batch.forEach((each, index) => {
      const outcome = outcomes[index];
      if (outcome?.kind === 'fine') {
        records.push({ seq: this.#seq + records.length + 1, statements: each.statements });
        done.push(() => each.resolve(outcome.changes));
      } else if (outcome) each.reject(outcome.error);
    });
    if (records.length === 0) return;
    await owner.check();
    await journal.append(records);
    try {
      await owner.check();
      engine.atomically(() => {
        for (const { statements } of records) for (const each of statements) engine.change(each);
      });
    } catch (error) {
      // The records are in the journal, and memory is without them: only opening again helps.
      this.#failure =
        error instanceof StoreError && error.code === 'lost' ? error : outOfStep(error);
      throw this.#failure;
    }
    this.#seq += records.length;
    for (const tell of done) tell();
  }

  #snapshotIfLong(): void {
    const { journal, journalLimit } = this.#parts;
    if (journal.size <= this.#snapshotAt || this.#snapshot || this.#closed) return;
    const inLane = journal.size > PATIENCE * journalLimit;
    void this.#snapshotOnce(inLane).catch(this.#tellFailedSnapshot);
  }

  #snapshotOnce(inLane: boolean): Promise<void> {
    this.#snapshot ??= this.#takeSnapshot(inLane).finally(() => (this.#snapshot = undefined));
    return this.#snapshot;
  }

  async #takeSnapshot(inLane: boolean): Promise<void> {
    const { journal, journalLimit, names } = this.#parts;
    try {
      if (this.#failure) throw this.#failure;
      if (journal.isEmpty) return;
      if (inLane) {
        await this.#lane.run(async () => this.#cutIfCovered(await this.#writeMain()));
      } else {
        const seq = await this.#writeMain();
        await this.#lane.run(() => this.#cutIfCovered(seq));
      }
    } catch (error) {
      const failure = toStoreError(error, names.main);
      if (failure.code === 'lost') this.#failure = failure;
      throw failure;
    } finally {
      this.#snapshotAt = journal.isEmpty ? journalLimit : journal.size + journalLimit;
    }
  }

  /** @returns the number of the last record that the file covers. */
  async #writeMain(): Promise<number> {
    const { engine, files, owner, names } = this.#parts;
    const seq = this.#seq;
    const file = await replaceFile(files, owner, names.main, exportMain(engine, seq));
    await file.close();
    return seq;
  }

  /** Records that came meanwhile stay, with the covered ones before them: opening skips those. */
  async #cutIfCovered(seq: number): Promise<void> {
    if (seq === this.#seq) await this.#parts.journal.cut();
  }

  readonly #tellFailedSnapshot = (error: unknown): void => {
    // Who has been overtaken hears of it at the next write.
    const failure = toStoreError(error, this.#parts.names.main);
    if (failure.code !== 'lost') this.#parts.onNotice({ kind: 'snapshotFailed', error: failure });
  };
}

function outOfStep(cause: unknown): StoreError {
  return new StoreError(
    'io',
    'The last change may be saved, but cannot be shown. Reload this window to read the database again.',
    { cause },
  );
}

function closedError(): StoreError {
  return new StoreError('closed', 'The database was closed. Reload the window to open it again.');
}

function isNotFinite(value: SqlValue): boolean {
  return typeof value === 'number' && !Number.isFinite(value);
}
