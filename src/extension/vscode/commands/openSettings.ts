import * as vscode from 'vscode';
import type { Command } from './command.ts';

/** Opens the settings of the workspace at ours; without a folder, the user's. */
export const openSettings: Command = async () => {
  const where = vscode.workspace.workspaceFolders
    ? 'workbench.action.openWorkspaceSettings'
    : 'workbench.action.openSettings2';
  await vscode.commands.executeCommand(where, { query: 'chatzoo' });
};
