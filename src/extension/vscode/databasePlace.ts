import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Disposable } from '../../core/std/disposable.ts';
import type { Log } from '../app/ports.ts';
import type { Database } from '../store/database.ts';
import { StoreError } from '../store/storeError.ts';
import { errorText } from './errorText.ts';
import { SETTINGS, SETTINGS_SECTION } from './ids.ts';
import type { SettingsReader } from './settingsReader.ts';
import { inToast } from './toast.ts';

/** Where the sessions were the last time; the setting may have changed while no window was open. */
const LAST_PLACE = 'databasePath';
/**
 * Settings may be on their way when a remote window starts extensions, and a path that is being typed
 * is many paths. What is still so after this time, in milliseconds, is meant.
 */
const SETTLED_MS = 3000;

/** @param configured absolute path from the settings, or '' for the workspace's own storage. */
function databasePathOf(context: vscode.ExtensionContext, configured: string): string {
  return configured === '' ? path.join(storageFolder(context), 'chatzoo.sqlite') : configured;
}

/**
 * Where to open the sessions: where they were the last time, if there are any; else where the
 * settings want them. A setting that has changed meanwhile is for {@link followDatabasePath}.
 */
export async function placeToOpen(
  context: vscode.ExtensionContext,
  configured: string,
): Promise<string> {
  const last = context.workspaceState.get<string>(LAST_PLACE);
  const isKnown = last !== undefined && (await hasContent(last));
  const place = isKnown ? last : databasePathOf(context, configured);
  await context.workspaceState.update(LAST_PLACE, place);
  return place;
}

/**
 * Moves the sessions of a running window whenever the settings want them elsewhere. If they do so
 * from the start, the setting was changed while no window was there to see it: then it asks.
 */
export function followDatabasePath(parts: {
  readonly context: vscode.ExtensionContext;
  readonly database: Database;
  readonly settings: SettingsReader;
  readonly log: Log;
}): Disposable {
  const { context, database, settings, log } = parts;
  let { databasePath } = settings.current;
  let timer = setTimeout(() => void offerToMove(context, database, databasePath, log), SETTLED_MS);
  const subscription = settings.onChange(now => {
    if (now.databasePath === databasePath) return;
    ({ databasePath } = now);
    clearTimeout(timer);
    timer = setTimeout(() => void moveDatabase(context, database, databasePath, log), SETTLED_MS);
  });
  return {
    dispose: () => {
      clearTimeout(timer);
      subscription.dispose();
    },
  };
}

async function offerToMove(
  context: vscode.ExtensionContext,
  database: Database,
  configured: string,
  log: Log,
): Promise<void> {
  const { t } = vscode.l10n;
  const wanted = databasePathOf(context, configured);
  const { path: present } = await database.info();
  // An untrusted workspace has no say in it.
  if (present === wanted || !vscode.workspace.isTrusted) return;
  const move = t('Use That Place');
  const stay = t('Stay Here');
  const picked = await vscode.window.showInformationMessage(
    inToast(t('The settings want the sessions in {0}, and they are in {1}.', wanted, present)),
    move,
    stay,
  );
  if (picked === move) await moveDatabase(context, database, configured, log);
  else if (picked === stay) await keepSetting(context, present);
}

/**
 * Moves the sessions of a running window to where the settings want them now. If there is something
 * already, the user says which to use.
 */
async function moveDatabase(
  context: vscode.ExtensionContext,
  database: Database,
  configured: string,
  log: Log,
): Promise<void> {
  const { t } = vscode.l10n;
  const wanted = databasePathOf(context, configured);
  const { path: present } = await database.info();
  if (present === wanted) return;
  try {
    await database.moveTo(wanted);
    await context.workspaceState.update(LAST_PLACE, wanted);
    log.info(`The sessions were moved from ${present} to ${wanted}`);
    tell(t('The sessions were moved to {0}.', wanted));
  } catch (error) {
    if (error instanceof StoreError && error.code === 'taken') {
      await chooseOne(context, present, wanted);
      return;
    }
    log.error(`The sessions stay in ${present}, for they could not be moved to ${wanted}`, error);
    void vscode.window.showErrorMessage(
      inToast(t('The sessions stay in {0}: {1}', present, errorText(error))),
    );
  }
}

async function chooseOne(
  context: vscode.ExtensionContext,
  present: string,
  wanted: string,
): Promise<void> {
  const { t } = vscode.l10n;
  const useThat = t('Use That File');
  const stay = t('Stay Here');
  const picked = await vscode.window.showWarningMessage(
    inToast(
      t('There is already a file at {0}. The sessions of this window are in {1}.', wanted, present),
    ),
    useThat,
    stay,
  );
  if (picked === useThat) {
    await context.workspaceState.update(LAST_PLACE, wanted);
    await vscode.commands.executeCommand('workbench.action.reloadWindow');
  } else if (picked === stay) {
    await keepSetting(context, present);
  }
}

/** Keeps this workspace's sessions where they are; what the user's settings say is for other ones. */
async function keepSetting(context: vscode.ExtensionContext, present: string): Promise<void> {
  const value = present === databasePathOf(context, '') ? '' : present;
  const target = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  await vscode.workspace
    .getConfiguration(SETTINGS_SECTION)
    .update(SETTINGS.databasePath, value, target);
}

async function hasContent(file: string): Promise<boolean> {
  try {
    return (await stat(file)).size > 0;
  } catch {
    return false;
  }
}

function tell(message: string): void {
  void vscode.window.showInformationMessage(inToast(`ChatZoo: ${message}`));
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
