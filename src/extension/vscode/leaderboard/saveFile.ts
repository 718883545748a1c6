import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { Refusal } from '../../app/refusal.ts';
import { writeFile } from '../../exchange/writeFile.ts';
import { writeErrorText } from '../exporting/writeErrorText.ts';
import { inToast } from '../toast.ts';

export type Ending = 'svg' | 'png' | 'csv' | 'html' | 'json';

const KINDS: Readonly<Record<Ending, string>> = {
  svg: 'SVG',
  png: 'PNG',
  csv: 'CSV',
  html: 'HTML',
  json: 'JSON',
};

/**
 * Asks where to write a file: in the workspace folder, if there is one.
 *
 * @param endings what the user may choose from; the first is offered.
 * @returns undefined if the user thought better of it.
 */
export async function askWhere(
  name: string,
  endings: readonly Ending[],
): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  return vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, `${asFileName(name)}.${endings[0] ?? 'html'}`),
    filters: Object.fromEntries(endings.map(ending => [KINDS[ending], [ending]])),
  });
}

/**
 * Writes the file, whole or not at all, and says so, with a button that opens it.
 *
 * @throws Refusal `notSaved`
 */
export async function write(file: vscode.Uri, content: string | Uint8Array): Promise<void> {
  const { t } = vscode.l10n;
  const place = vscode.workspace.asRelativePath(file);
  try {
    await put(file, content);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const text = writeErrorText(error, place, t) ?? t('{0} could not be written: {1}', place, why);
    throw new Refusal('notSaved', text);
  }
  const open = t('Open');
  // Not awaited: the notification may stand there for hours.
  void vscode.window
    .showInformationMessage(inToast(t('{0} is written.', place)), open)
    .then(async picked => {
      if (picked === open) await show(file);
    });
}

async function put(file: vscode.Uri, content: string | Uint8Array): Promise<void> {
  if (file.scheme === 'file') {
    await writeFile(file.fsPath, [content]);
    return;
  }
  // Of another file system, nothing better is known.
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  await vscode.workspace.fs.writeFile(file, bytes);
}

/** A page is for the browser, anything else is for the editor. */
async function show(file: vscode.Uri): Promise<void> {
  if (endingOf(file) === 'html') await vscode.env.openExternal(file);
  else await vscode.commands.executeCommand('vscode.open', file);
}

export function endingOf(file: vscode.Uri): string {
  return path.posix.extname(file.path).slice(1).toLowerCase();
}

/** The page names what it saves after its charts; from a page nothing is believed. */
function asFileName(name: string): string {
  return name.replace(/[^\w-]+/g, '-').slice(0, 80) || 'leaderboard';
}
