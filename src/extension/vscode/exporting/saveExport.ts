import path from 'node:path';
import * as vscode from 'vscode';
import { makeFolderOf, writeFile } from '../../exchange/writeFile.ts';
import { inToast } from '../toast.ts';
import { withLateProgress, type ProgressOfWork } from '../lateProgress.ts';
import { freeName } from './freeName.ts';
import type { Notes } from './notes.ts';
import { writeErrorText } from './writeErrorText.ts';

/** A larger file is not opened: the editor would be busy with it, and nobody reads it there. */
const OPENED_BYTES = 5_000_000;

interface Parts {
  /** Told how to say how far they are. What they throw ends the writing; a cancellation does so silently. */
  readonly pieces: (progress: ProgressOfWork) => AsyncIterable<string>;
  /** What is to be said of the file, asked for once it is written. */
  readonly notes: () => Notes | undefined;
  /** Lists what looks like a secret in it. */
  readonly showPlaces: () => Promise<void>;
}

/**
 * The file to write to: this one, or the one that the user takes instead because it is there already.
 *
 * @returns undefined if the user wants neither.
 */
export async function settleTarget(target: vscode.Uri): Promise<vscode.Uri | undefined> {
  if (!(await exists(target))) return target;
  const { t } = vscode.l10n;
  const folder = vscode.Uri.joinPath(target, '..');
  const name = path.posix.basename(target.path);
  const free = await freeName(name, candidate => exists(vscode.Uri.joinPath(folder, candidate)));
  const overwrite = t('Overwrite');
  const other = t('Write "{0}"', free);
  const picked = await vscode.window.showWarningMessage(
    t('"{0}" is there already.', name),
    { modal: true, detail: vscode.workspace.asRelativePath(target) },
    // The first is the one that Enter takes: it loses nothing.
    other,
    overwrite,
  );
  if (picked === overwrite) return target;
  return picked === other ? vscode.Uri.joinPath(folder, free) : undefined;
}

/**
 * Writes the pieces, whole or not at all, and shows the file.
 *
 * @returns false if it was cancelled or failed; then it is said.
 */
export async function saveExport(
  target: vscode.Uri,
  { pieces, notes, showPlaces }: Parts,
): Promise<boolean> {
  const { t } = vscode.l10n;
  const place = vscode.workspace.asRelativePath(target);
  let cancelled: AbortSignal | undefined;
  try {
    const bytes = await withLateProgress(t('Writing {0}', place), async progress => {
      cancelled = progress.signal;
      return write(target, pieces(progress), progress.signal);
    });
    await show(target, bytes);
    tell(target, { bytes, notes: notes(), showPlaces });
    return true;
  } catch (error) {
    if (cancelled?.aborted === true || error instanceof vscode.CancellationError) {
      void vscode.window.showInformationMessage(
        inToast(t('The export was cancelled. Nothing was written.')),
      );
      return false;
    }
    const text = writeErrorText(error, place, t);
    if (text === undefined) throw error;
    void vscode.window.showErrorMessage(inToast(`ChatZoo: ${text}`));
    return false;
  }
}

async function write(
  target: vscode.Uri,
  pieces: AsyncIterable<string>,
  signal: AbortSignal,
): Promise<number> {
  if (target.scheme === 'file') {
    await makeFolderOf(target.fsPath);
    return writeFile(target.fsPath, pieces, { signal });
  }
  // Other file systems take a file only as a whole.
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) {
    signal.throwIfAborted();
    parts.push(Buffer.from(piece, 'utf8'));
  }
  const bytes = Buffer.concat(parts);
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(target, '..'));
  await vscode.workspace.fs.writeFile(target, bytes);
  return bytes.length;
}

async function show(file: vscode.Uri, bytes: number): Promise<void> {
  if (bytes < OPENED_BYTES) await vscode.window.showTextDocument(file, { preview: false });
}

/** Says that the file is there, unless one sees it and there is nothing else to say. */
function tell(
  file: vscode.Uri,
  of: { readonly bytes: number; readonly notes: Notes | undefined } & Pick<Parts, 'showPlaces'>,
): void {
  const { t } = vscode.l10n;
  const isOpen = of.bytes < OPENED_BYTES;
  if (isOpen && !of.notes) return;
  const place = vscode.workspace.asRelativePath(file);
  const message = inToast([t('{0} is written.', place), of.notes?.text ?? ''].join(' ').trim());
  const [reveal, places] = [t('Reveal'), t('Show the Places')];
  const buttons = [...(isOpen ? [] : [reveal]), ...(of.notes?.warns === true ? [places] : [])];
  const shown =
    of.notes?.warns === true
      ? vscode.window.showWarningMessage(message, ...buttons)
      : vscode.window.showInformationMessage(message, ...buttons);
  // Not awaited: the notification may stand there for hours.
  void shown.then(async picked => {
    if (picked === places) await of.showPlaces();
    if (picked !== reveal) return;
    const inWorkspace = vscode.workspace.getWorkspaceFolder(file) !== undefined;
    await vscode.commands.executeCommand(inWorkspace ? 'revealInExplorer' : 'revealFileInOS', file);
  });
}

async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}
