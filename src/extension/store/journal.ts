import type { FileFacts, Files, OpenFile } from './files.ts';
import { encodeHeader, encodeRecord, JOURNAL_HEADER_SIZE } from './journalFormat.ts';
import type { JournalRecord } from './journalFormat.ts';
import type { Owner } from './owner.ts';
import { replaceFile } from './replaceFile.ts';

/** The file of changes since the last snapshot. Its methods must not overlap. */
export class Journal {
  readonly #file: OpenFile;
  /** Where the durable part ends. */
  #size: number;
  /** Whether a failed append may have left bytes behind the durable part. */
  #soiled = false;

  private constructor(file: OpenFile, size: number) {
    this.#file = file;
    this.#size = size;
  }

  /**
   * Begins a new file, even where there is one: a window that is being overtaken may still append,
   * and does so to the file that no longer has the name.
   *
   * @param kept the records of the former journal that no snapshot covers.
   */
  static async begin(
    files: Files,
    owner: Owner,
    path: string,
    databaseId: string,
    kept: readonly JournalRecord[],
  ): Promise<Journal> {
    const bytes = Buffer.concat([encodeHeader(databaseId), ...kept.map(encodeRecord)]);
    return new Journal(await replaceFile(files, owner, path, [bytes]), bytes.length);
  }

  /** In bytes. */
  get size(): number {
    return this.#size;
  }

  get isEmpty(): boolean {
    return this.#size === JOURNAL_HEADER_SIZE;
  }

  /** Resolves once the records are on the disk; if it rejects, they count as never written. */
  async append(records: readonly JournalRecord[]): Promise<void> {
    const bytes = Buffer.concat(records.map(encodeRecord));
    if (this.#soiled) await this.#clean();
    try {
      await this.#file.write(bytes, this.#size);
      await this.#file.sync();
    } catch (error) {
      this.#soiled = true;
      // What cannot be cleaned now is cleaned before the next append.
      await this.#clean().catch(() => undefined);
      throw error;
    }
    this.#size += bytes.length;
  }

  /** Drops all records. Only for when a durable snapshot covers them. */
  async cut(): Promise<void> {
    this.#soiled = true;
    this.#size = JOURNAL_HEADER_SIZE;
    await this.#clean();
  }

  facts(): Promise<FileFacts> {
    return this.#file.facts();
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async #clean(): Promise<void> {
    await this.#file.truncate(this.#size);
    await this.#file.sync();
    this.#soiled = false;
  }
}
