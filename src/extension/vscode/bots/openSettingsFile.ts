import * as vscode from 'vscode';
import { isInUserSettings } from './settingsPlace.ts';

/** Opens the file that the list of bots is written in, as text. */
export async function openSettingsFile(): Promise<void> {
  await vscode.commands.executeCommand(
    isInUserSettings()
      ? 'workbench.action.openSettingsJson'
      : 'workbench.action.openWorkspaceSettingsFile',
  );
}
