import * as vscode from 'vscode';
import { Refusal } from '../../app/refusal.ts';
import { makeFolderOf, writeFile } from '../../exchange/writeFile.ts';
import { errorText } from '../errorText.ts';
import { writeErrorText } from '../exporting/writeErrorText.ts';

/** How often a change is made anew because another program wrote at the same time. */
const MOST_TRIES = 5;

/**
 * Changes a settings file as text. What an open editor has not saved yet is kept and saved with it.
 *
 * @returns the new text.
 * @throws Refusal `notSaved`, `badSettings`; whatever `change` throws, and then nothing is written.
 */
export async function changeSettingsFile(
  uri: vscode.Uri,
  change: (text: string) => string,
): Promise<string> {
  for (let tries = 1; ; tries++) {
    const document = vscode.workspace.textDocuments.find(
      ({ uri: other, isDirty }) => isDirty && other.toString() === uri.toString(),
    );
    if (document) return changeDocument(document, change);
    const before = await readSettingsFile(uri);
    const after = change(before ?? '');
    // Where nothing changes, no empty file is made either.
    if (after === (before ?? '')) return after;
    if ((await readSettingsFile(uri)) !== before && tries < MOST_TRIES) continue;
    await write(uri, after);
    return after;
  }
}

async function changeDocument(
  document: vscode.TextDocument,
  change: (text: string) => string,
): Promise<string> {
  const before = document.getText();
  const after = change(before);
  let head = 0;
  while (head < before.length && before[head] === after[head]) head++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const range = new vscode.Range(
    document.positionAt(head),
    document.positionAt(before.length - tail),
  );
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, after.slice(head, after.length - tail));
  if ((await vscode.workspace.applyEdit(edit)) && (await document.save())) return after;
  throw notSaved(document.uri, vscode.l10n.t('its editor did not save it'));
}

/** Its text on the disk; undefined if there is no such file yet. @throws Refusal `notSaved`, `badSettings` */
export async function readSettingsFile(uri: vscode.Uri): Promise<string | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw new Refusal(
      'notSaved',
      vscode.l10n.t('{0} could not be read: {1}', placeText(uri), errorText(error)),
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal(
      'badSettings',
      vscode.l10n.t('{0} is no UTF-8 text. Save it as such first.', placeText(uri)),
    );
  }
}

/** Whole or not at all. */
async function write(uri: vscode.Uri, text: string): Promise<void> {
  try {
    if (uri.scheme === 'file') {
      await makeFolderOf(uri.fsPath);
      await writeFile(uri.fsPath, [text]);
    } else {
      await vscode.workspace.fs.writeFile(uri, Buffer.from(text, 'utf8'));
    }
  } catch (error) {
    const known = writeErrorText(error, placeText(uri), vscode.l10n.t);
    throw known === undefined ? notSaved(uri, errorText(error)) : new Refusal('notSaved', known);
  }
}

function notSaved(uri: vscode.Uri, why: string): Refusal {
  return new Refusal(
    'notSaved',
    vscode.l10n.t('{0} could not be written: {1}', placeText(uri), why),
  );
}

export function placeText(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri);
}
