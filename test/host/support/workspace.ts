import * as vscode from 'vscode';

/** The folder of the window the tests run in. */
export function workspaceFolder(): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('The window has no folder');
  return folder.uri.fsPath;
}
