import * as vscode from 'vscode';

/** What a model's text may send the user to; a command or a file is not among it. */
const SAFE_SCHEMES = new Set(['http', 'https', 'mailto']);

/** Opens an address from a model's text outside, after the editor's own question. */
export async function openLink(url: string): Promise<void> {
  const uri = vscode.Uri.parse(url, true);
  if (!SAFE_SCHEMES.has(uri.scheme)) return;
  await vscode.env.openExternal(uri);
}
