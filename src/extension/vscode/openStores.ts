import { createRequire } from 'node:module';
import path from 'node:path';
import * as vscode from 'vscode';
import { assertNever } from '../../core/std/assertNever.ts';
import type { Log, Stores } from '../app/ports.ts';
import type { Database } from '../store/database.ts';
import type { StoreNotice } from '../store/notice.ts';
import { openDatabase } from '../store/openDatabase.ts';
import { createStores } from '../store/stores.ts';
import { COMMANDS } from './ids.ts';
import { inToast } from './toast.ts';

type LoadSqlJs = Parameters<typeof openDatabase>[0]['loadSqlJs'];

/**
 * Opens the database of this workspace.
 *
 * @param configured absolute path from the settings, or '' for the workspace's own storage.
 * @throws StoreError
 */
export async function openStores(
  context: vscode.ExtensionContext,
  configured: string,
  log: Log,
): Promise<{ readonly stores: Stores; readonly database: Database }> {
  const file = configured === '' ? path.join(storageFolder(context), 'chatzoo.sqlite') : configured;
  const database = await openDatabase({
    path: file,
    loadSqlJs: () => loadSqlJs(context.extensionPath),
    onNotice: notice => {
      tell(notice, log);
    },
    now: () => Date.now(),
  });
  log.info(`The sessions are kept in ${file}`);
  return { stores: createStores(database), database };
}

/**
 * The workspace's own storage; without a folder, the extension's.
 *
 * While another window of the same workspace lives, or one that crashed is still waited for, the
 * editor gives this one a folder with a number behind it. The sessions would seem lost, so the number
 * is cut off: the store itself sees to it that one window writes.
 */
function storageFolder({ storageUri, globalStorageUri }: vscode.ExtensionContext): string {
  if (!storageUri) return globalStorageUri.fsPath;
  const workspace = path.dirname(storageUri.fsPath);
  const name = path.basename(workspace).replace(/^(.{4,})-\d{1,2}$/, '$1');
  return path.join(path.dirname(workspace), name, path.basename(storageUri.fsPath));
}

/** sql.js lies beside the bundle, not in it: a window that opens no session never reads it. */
function loadSqlJs(extensionPath: string): ReturnType<LoadSqlJs> {
  const folder = path.join(extensionPath, 'dist');
  const load = createRequire(__filename)(path.join(folder, 'sql-wasm.cjs')) as (config: {
    locateFile: (name: string) => string;
  }) => ReturnType<LoadSqlJs>;
  return load({ locateFile: name => path.join(folder, name) });
}

function tell(notice: StoreNotice, log: Log): void {
  const { t } = vscode.l10n;
  switch (notice.kind) {
    case 'setAside': {
      const { from, to, reason } = notice;
      log.warn(`${from} is damaged (${reason}) and was set aside as ${to}`);
      void warn(
        t('{0} is damaged. It was set aside as {1}, and nothing in it was changed.', from, to),
      );
      return;
    }
    case 'tornTail':
      log.warn(`${notice.path}: ${notice.bytes} bytes of a write that never ended were cut off`);
      return;
    case 'snapshotFailed':
      log.error('The database could not be written anew; the journal has all of it', notice.error);
      void warn(
        t('The database file could not be written. Nothing is lost, but free some disk space.'),
      );
      return;
    default:
      assertNever(notice);
  }
}

async function warn(message: string): Promise<void> {
  const showLog = vscode.l10n.t('Show Log');
  const picked = await vscode.window.showWarningMessage(inToast(`ChatZoo: ${message}`), showLog);
  if (picked === showLog) await vscode.commands.executeCommand(COMMANDS.showLog);
}
