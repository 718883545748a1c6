import * as vscode from 'vscode';

/** What a model's text may send the user to; a command or a file is not among it. */
const SAFE_SCHEMES = new Set(['http', 'https', 'mailto']);

/** Opens an address from a model's text outside; for web pages the editor asks first. */
export async function openLink(url: string): Promise<void> {
  const { scheme } = vscode.Uri.parse(url, true);
  if (!SAFE_SCHEMES.has(scheme)) return;
  // As text, which the editor takes too: a Uri would be encoded a second time, and C%23 become C%2523.
  await vscode.env.openExternal(url as unknown as vscode.Uri);
}
