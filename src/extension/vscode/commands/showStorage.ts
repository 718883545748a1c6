import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { DatabaseInfo } from '../../store/info.ts';
import { COMMANDS, SETTINGS, SETTINGS_SECTION } from '../ids.ts';
import { bytesText } from '../sessionsView/bytes.ts';
import { folderText } from '../sessionsView/folderText.ts';
import type { Command } from './command.ts';

interface Row extends vscode.QuickPickItem {
  readonly run?: () => Thenable<unknown>;
}

/** Says where the sessions are, how much they take and whether they can be written, and what can be done. */
export const showStorage: Command = async ({ app }) => {
  const { t } = vscode.l10n;
  const { storage, sessions } = await app();
  const [info, tally] = await Promise.all([storage.info(), sessions.tally()]);
  const number = (value: number): string => value.toLocaleString(vscode.env.language);
  const counts = t(
    'Sessions: {0} · turns: {1} · votes: {2}',
    number(tally.sessions),
    number(tally.turns),
    number(tally.votes),
  );
  const facts: readonly Row[] = [
    {
      label: path.basename(info.path),
      description: stateText(info.state),
      detail: folderText(info.path, os.homedir()),
      iconPath: icon('database'),
    },
    { label: sizeText(info), description: counts, iconPath: icon('info') },
    { label: backupsText(info), iconPath: icon('history') },
  ];
  const picked = await vscode.window.showQuickPick<Row>(
    [...facts, separator(t('Actions')), ...actions(info)],
    { title: t('Storage'), placeHolder: t('What is kept, where, and what can be done with it') },
  );
  await picked?.run?.();
};

function actions({ path: file, backups }: DatabaseInfo): readonly Row[] {
  const { t } = vscode.l10n;
  const command =
    (name: string, ...args: unknown[]) =>
    () =>
      vscode.commands.executeCommand(name, ...args);
  // A window that shows another machine's files has no file manager for them.
  const isHere = vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop;
  const reveal: Row = {
    label: t('Show in the file manager'),
    iconPath: icon('folder-opened'),
    run: command('revealFileInOS', vscode.Uri.file(file)),
  };
  return [
    ...(isHere ? [reveal] : []),
    {
      label: t('Copy the path'),
      iconPath: icon('copy'),
      run: () => vscode.env.clipboard.writeText(file),
    },
    {
      label: t('Change the location…'),
      iconPath: icon('gear'),
      run: command('workbench.action.openSettings', `${SETTINGS_SECTION}.${SETTINGS.databasePath}`),
    },
    ...backups.map(backup => ({
      label: t('Import the backup of {0}…', whenText(backup.at)),
      description: bytesText(backup.bytes, vscode.env.language),
      iconPath: icon('history'),
      run: command(COMMANDS.importSessions, backup.path),
    })),
    {
      label: t('Delete all data…'),
      iconPath: icon('trash'),
      run: command(COMMANDS.deleteAllData),
    },
  ];
}

function stateText(state: DatabaseInfo['state']): string {
  const { t } = vscode.l10n;
  switch (state) {
    case 'writable':
      return t('writable');
    case 'readOnly':
      return t('read-only');
    case 'elsewhere':
      return t('open in another window');
  }
}

function sizeText({ bytes, journalBytes }: DatabaseInfo): string {
  const { language } = vscode.env;
  return vscode.l10n.t(
    '{0} database, {1} journal',
    bytesText(bytes, language),
    bytesText(journalBytes, language),
  );
}

function backupsText({ backups }: DatabaseInfo): string {
  const { t } = vscode.l10n;
  const newest = Math.max(...backups.map(({ at }) => at));
  return backups.length === 0
    ? t('No backups yet')
    : t('Backups: {0}, the newest of {1}', backups.length, whenText(newest));
}

function whenText(at: number): string {
  return new Date(at).toLocaleString(vscode.env.language);
}

function icon(name: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name);
}

function separator(label: string): Row {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
