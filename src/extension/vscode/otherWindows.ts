import * as vscode from 'vscode';
import type { Disposable } from '../../core/std/disposable.ts';
import type { Log } from '../app/ports.ts';
import type { Sessions } from '../app/sessions.ts';
import type { Database } from '../store/database.ts';
import { StoreError } from '../store/storeError.ts';
import type { OpenStores } from './openStores.ts';

/**
 * Shows what other windows have saved: looked for when this window is turned to, and found anyway
 * when it saves something.
 */
export function followOtherWindows(parts: {
  readonly database: Database;
  readonly sessions: Sessions;
  readonly log: Log;
}): Disposable {
  const { database, sessions, log } = parts;
  const reloading = database.onReload(() => {
    log.info('The sessions were read again: another window has saved some');
    sessions.imported([]);
  });
  const focus = vscode.window.onDidChangeWindowState(({ focused }) => {
    if (focused) void database.refresh();
  });
  return {
    dispose: () => {
      focus.dispose();
      reloading.dispose();
    },
  };
}

/**
 * Marks the replies that a killed window left unfinished; not those that another window may be
 * receiving. What can only be read is shown as it is.
 *
 * @throws StoreError; then the database is closed.
 */
export async function settleInterrupted(
  { stores, database, isShared }: OpenStores,
  log: Log,
): Promise<void> {
  if (isShared) return;
  try {
    const count = await stores.turns.settleInterrupted();
    if (count > 0) log.info(`${count} replies were cut by the end of the last window`);
  } catch (error) {
    if (error instanceof StoreError && (error.code === 'readOnly' || error.code === 'full')) return;
    await database.close();
    throw error;
  }
}
