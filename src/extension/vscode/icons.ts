import * as vscode from 'vscode';

/** A tab's icon, for light and for dark themes. */
export function iconOf(
  extensionUri: vscode.Uri,
  name: 'arena' | 'leaderboard',
): { readonly light: vscode.Uri; readonly dark: vscode.Uri } {
  const file = (theme: string): vscode.Uri =>
    vscode.Uri.joinPath(extensionUri, 'media', `${name}-${theme}.svg`);
  return { light: file('light'), dark: file('dark') };
}
