import { randomUUID } from 'node:crypto';
import { keepBackup } from './backups.ts';
import { commit, settle } from './commit.ts';
import type { Waiting } from './commit.ts';
import { fileNamesOf } from './fileNames.ts';
import type { FileNames } from './fileNames.ts';
import type { Hold } from './hold.ts';
import { databaseInfo } from './info.ts';
import type { DatabaseInfo } from './info.ts';
import { Lane } from './lane.ts';
import { exportMain } from './mainFile.ts';
import { eraseFiles, moveFiles } from './move.ts';
import { Displaced } from './owner.ts';
import { isDisplacement } from './possession.ts';
import type { Possession } from './possession.ts';
import type { Source } from './source.ts';
import type { Row, SqlValue, Statement } from './statement.ts';
import { StoreError, toStoreError } from './storeError.ts';
import { removeAllRows } from './tables.ts';

/** Gives all rows of a query. */
export type Query = (sql: string, params?: readonly SqlValue[]) => readonly Row[];

/** Beyond so many limits a snapshot makes writes wait, so that the journal cannot grow for ever. */
const PATIENCE = 4;

/**
 * An open database: memory for reading, a journal for what must not be lost, a snapshot now and then.
 *
 * Several windows may have the same one open. The one that acts has the files; another that wants to
 * write takes them, which means reading them again. Until then its memory is what it was.
 */
export class Database {
  readonly #source: Source;
  readonly #files: Possession;
  readonly #journalLimit: number;
  /** Tells this window's records from those of others. */
  readonly #writer = randomUUID().slice(-12);
  /** Whoever touches the journal does so here. */
  readonly #lane = new Lane();
  #waiting: Waiting[] = [];
  #snapshot: Promise<void> | undefined;
  /** A main file that is being written while the lane is free for others. */
  #writing: Promise<unknown> | undefined;
  /** How many jobs wait or work that want the files to themselves. */
  #alones = 0;
  #snapshotAt: number;
  #closed: Promise<void> | undefined;

  constructor(source: Source, files: Possession, journalLimit: number) {
    this.#source = source;
    this.#files = files;
    this.#journalLimit = journalLimit;
    this.#snapshotAt = journalLimit;
  }

  /** The files were read again, because another window has written: what was read before is old. */
  get onReload(): Possession['onReload'] {
    return this.#files.onReload;
  }

  /** Runs queries that belong together: no write comes between them. */
  read<T>(work: (all: Query) => T): Promise<T> {
    return new Promise(resolve => {
      if (this.#closed) throw closedError();
      resolve(work((sql, params) => this.#files.memory.engine.all(sql, params)));
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
    if (this.#closed) return Promise.reject(closedError());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ statements, resolve, reject });
      if (this.#waiting.length === 1) void this.#lane.run(() => this.#saveWaiting());
    });
  }

  /**
   * Writes the whole database anew and empties the journal, so that the next opening is quick. Costs
   * about a second for 100 MB: for idle moments. Does nothing while another window has the database.
   *
   * @throws StoreError; then nothing is lost, the journal still has it all.
   */
  snapshot(): Promise<void> {
    if (this.#closed) return Promise.reject(closedError());
    return this.#snapshotOnce(false);
  }

  /**
   * Reads the files again if another window has taken the database; looks at one small file if not.
   * Never rejects: what cannot be read now is told by the next write.
   *
   * @returns whether it did, so that what was read before may be old.
   */
  refresh(): Promise<boolean> {
    return this.#lane.run(() => (this.#closed ? Promise.resolve(false) : this.#files.refresh()));
  }

  /** Where the data is and how much. */
  info(): Promise<DatabaseInfo> {
    const { path, hold, isOvertaken } = this.#files;
    return databaseInfo(this.#source.files, path, { hold, overtaken: isOvertaken });
  }

  /**
   * Moves the data to another path; writes wait meanwhile. The old files go once the new ones are on
   * the disk and were read back.
   *
   * @throws StoreError `taken` if something is there already; then nothing has changed.
   */
  moveTo(path: string): Promise<void> {
    return this.#alone(async () => {
      const { files } = this.#source;
      const move = async (names: FileNames, held?: Hold): Promise<void> => {
        const hold = await moveFiles(this.#source, this.#files.memory, { names, held }, path);
        if (hold !== 'there') {
          this.#files.moved(path, hold);
          return;
        }
        this.#files.letGo(new Displaced('The database is elsewhere.', path));
        await this.#files.attach();
      };
      try {
        await this.#files.own(async hold => {
          await hold.check();
          await move(hold.names, hold);
        });
      } catch (error) {
        // What can only be read can still be had elsewhere.
        if (this.#files.hold || !['readOnly', 'full'].includes(toStoreError(error, path).code))
          throw error;
        await move(fileNamesOf(await files.realPath(this.#files.path)));
      }
    });
  }

  /**
   * Leaves an empty database, without backups and without files that were set aside. The ids of the
   * sessions stay as those of removed ones: they say nothing of the content, and without them a shared
   * folder would bring the sessions back.
   */
  eraseAll(): Promise<void> {
    return this.#alone(async () => {
      await this.#files.own(async hold => {
        await hold.check();
        const { engine, seq } = this.#files.memory;
        try {
          removeAllRows(engine, this.#source.now());
          await hold.writeMain(exportMain(engine, seq));
          await hold.journal.cut();
        } catch (error) {
          // Memory is ahead of the disk, so it is read again.
          this.#files.letGo(error);
          if (!isDisplacement(error)) await this.#files.refresh();
          throw error;
        }
        await eraseFiles(this.#source.files, hold.names);
      });
      this.#files.announce();
    });
  }

  /** Ends what was begun and takes a snapshot; never rejects, for the journal has it all anyway. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    await this.#lane.run(() => Promise.resolve());
    await this.#snapshotOnce(false).catch(this.#tellFailedSnapshot);
    await this.#files.close();
  }

  #alone(work: () => Promise<void>): Promise<void> {
    if (this.#closed) return Promise.reject(closedError());
    this.#alones++;
    return this.#lane.run(async () => {
      try {
        // A snapshot begun before writes outside the lane, and would put its content over this one's.
        await this.#writing?.catch(() => undefined);
        await work();
      } catch (error) {
        throw toStoreError(error, this.#files.path);
      } finally {
        this.#alones--;
      }
    });
  }

  async #saveWaiting(): Promise<void> {
    let batch: readonly Waiting[] = this.#waiting.splice(0);
    try {
      await this.#files.own(async hold => {
        batch = settle(this.#files.memory, this.#writer, batch);
        if (batch.length > 0)
          this.#files.advance(await commit(this.#files.memory, hold, this.#writer, batch));
      });
    } catch (error) {
      const failure = toStoreError(error, fileNamesOf(this.#files.path).journal);
      for (const each of batch) each.reject(each.uncertain ? maybeSaved(failure) : failure);
    }
    this.#snapshotIfLong();
  }

  #snapshotIfLong(): void {
    const size = this.#files.hold?.journal.size ?? 0;
    if (size <= this.#snapshotAt || this.#snapshot || this.#closed) return;
    const inLane = size > PATIENCE * this.#journalLimit;
    void this.#snapshotOnce(inLane).catch(this.#tellFailedSnapshot);
  }

  #snapshotOnce(inLane: boolean): Promise<void> {
    this.#snapshot ??= this.#takeSnapshot(inLane).finally(() => (this.#snapshot = undefined));
    return this.#snapshot;
  }

  async #takeSnapshot(inLane: boolean): Promise<void> {
    const { hold } = this.#files;
    if (!hold || hold.journal.isEmpty) return;
    const { journal } = hold;
    try {
      if (inLane || this.#alones > 0) {
        await this.#lane.run(async () => this.#cutIfCovered(hold, await this.#writeMain(hold)));
      } else {
        const writing = this.#writeMain(hold);
        this.#writing = writing;
        const seq = await writing;
        await this.#lane.run(() => this.#cutIfCovered(hold, seq));
      }
    } catch (error) {
      // Another window has it, and sees to snapshots itself.
      if (error instanceof StoreError && error.code === 'lost') return;
      if (!(error instanceof Displaced)) throw toStoreError(error, hold.names.main);
      // Opening the files again writes them anew.
      await this.#lane.run(() => this.#files.own(each => each.check()));
    } finally {
      this.#snapshotAt = journal.isEmpty ? this.#journalLimit : journal.size + this.#journalLimit;
    }
  }

  /** @returns the number of the last record that the file covers. */
  async #writeMain(hold: Hold): Promise<number> {
    const { engine, seq } = this.#files.memory;
    await hold.writeMain(exportMain(engine, seq));
    // A window may stay open for weeks.
    await keepBackup(this.#source, hold.names, hold.owner, false);
    return seq;
  }

  /** Records that came meanwhile stay, with the covered ones before them: opening skips those. */
  async #cutIfCovered(hold: Hold, seq: number): Promise<void> {
    const { hold: now, memory } = this.#files;
    if (hold === now && seq === memory.seq) await hold.journal.cut();
  }

  readonly #tellFailedSnapshot = (error: unknown): void => {
    const failure = toStoreError(error, fileNamesOf(this.#files.path).main);
    this.#source.onNotice({ kind: 'snapshotFailed', error: failure });
  };
}

function maybeSaved(cause: StoreError): StoreError {
  const message = `The last change may be saved, but could not be read back (${cause.message})`;
  return new StoreError(cause.code, message, { cause });
}

function closedError(): StoreError {
  return new StoreError('closed', 'The database was closed. Reload the window to open it again.');
}

function isNotFinite(value: SqlValue): boolean {
  return typeof value === 'number' && !Number.isFinite(value);
}
