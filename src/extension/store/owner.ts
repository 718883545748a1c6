import { randomUUID } from 'node:crypto';
import type { Files } from './files.ts';
import { StoreError } from './storeError.ts';

/**
 * Says which window may write: the one whose token is in the owner file, which is the last one that
 * opened the database.
 *
 * A write is acknowledged only if the token was still there *after* it was durable. A window that
 * opens the database writes its token *before* it reads the files, so it reads all that was ever
 * acknowledged; what an overtaken window still writes goes to files that have been replaced.
 */
export class Owner {
  readonly token: string;
  readonly #files: Files;
  readonly #path: string;

  private constructor(files: Files, path: string, token: string) {
    this.#files = files;
    this.#path = path;
    this.token = token;
  }

  /** Takes the database over from whoever had it. */
  static async take(files: Files, path: string): Promise<Owner> {
    const token = randomUUID();
    await files.write(path, token);
    return new Owner(files, path, token);
  }

  /** @throws StoreError `lost` once the database is another window's. */
  async check(): Promise<void> {
    const found = await this.#files.read(this.#path);
    if (found === undefined) {
      throw new StoreError(
        'lost',
        'The files of the database were removed while it was open. Reload this window to begin again.',
      );
    }
    if (found.toString('utf8') !== this.token) {
      throw new StoreError(
        'lost',
        'Another window has opened this database. Reload this window to take it back.',
      );
    }
  }
}
