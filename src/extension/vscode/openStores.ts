import { createRequire } from 'node:module';
import path from 'node:path';
import type * as vscode from 'vscode';
import type { Log, Stores } from '../app/ports.ts';
import type { Settings } from '../app/settings.ts';
import type { Database } from '../store/database.ts';
import { openDatabase } from '../store/openDatabase.ts';
import { createStores } from '../store/stores.ts';
import { placeToOpen } from './databasePlace.ts';
import { tellNotice } from './storeNotices.ts';

type LoadSqlJs = Parameters<typeof openDatabase>[0]['loadSqlJs'];

/** The open database of this workspace. */
export interface OpenStores {
  readonly stores: Stores;
  readonly database: Database;
  /** Another window has it open too, so bots may be answering there. */
  readonly isShared: boolean;
}

/**
 * Opens the database of this workspace where it was the last time, or else where the settings say.
 *
 * @throws StoreError
 */
export async function openStores(
  context: vscode.ExtensionContext,
  settings: () => Settings,
  log: Log,
): Promise<OpenStores> {
  let isShared = false;
  const open = (file: string): Promise<Database> =>
    openDatabase({
      path: file,
      loadSqlJs: () => loadSqlJs(context.extensionPath),
      onNotice: notice => {
        isShared ||= notice.kind === 'shared';
        tellNotice(notice, log);
      },
      now: () => Date.now(),
      backups: () => settings().backups,
    });
  const database = await open(await placeToOpen(context, settings().databasePath));
  log.info(`The sessions are kept in ${(await database.info()).path}`);
  return { stores: createStores(database), database, isShared };
}

/** sql.js lies beside the bundle, not in it: a window that opens no session never reads it. */
export function loadSqlJs(extensionPath: string): ReturnType<LoadSqlJs> {
  const folder = path.join(extensionPath, 'dist');
  const load = createRequire(__filename)(path.join(folder, 'sql-wasm.cjs')) as (config: {
    locateFile: (name: string) => string;
  }) => ReturnType<LoadSqlJs>;
  return load({ locateFile: name => path.join(folder, name) });
}
