import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import initSqlJs from 'sql.js';
import type { Database } from '../../../../src/extension/store/database.ts';
import type { StoreNotice } from '../../../../src/extension/store/notice.ts';
import { openDatabase } from '../../../../src/extension/store/openDatabase.ts';
import type { OpenOptions } from '../../../../src/extension/store/openDatabase.ts';
import { createStores } from '../../../../src/extension/store/stores.ts';
import type { Stores } from '../../../../src/extension/app/ports.ts';

/** Once a test file: compiling it takes longer than most tests. */
const sqlJs = initSqlJs();

export const NOON = Date.UTC(2026, 0, 2, 12, 0, 0);

export interface Opened {
  readonly database: Database;
  readonly stores: Stores;
  /** All but that windows share the database: most tests open it twice. */
  readonly notices: readonly StoreNotice[];
  readonly sharing: readonly StoreNotice[];
}

/** A folder of its own with one database in it; `open` may be called again, as a new window would. */
export class StoreFolder {
  readonly folder: string;
  readonly path: string;
  readonly #databases: Database[] = [];

  private constructor(folder: string) {
    this.folder = folder;
    this.path = join(folder, 'zoo.db');
  }

  static async create(): Promise<StoreFolder> {
    return new StoreFolder(await mkdtemp(join(tmpdir(), 'chatzoo-store-')));
  }

  async open(change: Partial<OpenOptions> = {}): Promise<Opened> {
    const notices: StoreNotice[] = [];
    const sharing: StoreNotice[] = [];
    const database = await openDatabase({
      path: this.path,
      loadSqlJs: () => sqlJs,
      onNotice: notice => (notice.kind === 'shared' ? sharing : notices).push(notice),
      now: () => NOON,
      ...change,
    });
    this.#databases.push(database);
    return { database, stores: createStores(database), notices, sharing };
  }

  /** Names in the folder, without the owner file. */
  async names(): Promise<readonly string[]> {
    const names = await readdir(this.folder);
    return names.filter(name => name !== `${basename(this.path)}.owner`).sort();
  }

  async remove(): Promise<void> {
    for (const database of this.#databases) await database.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
