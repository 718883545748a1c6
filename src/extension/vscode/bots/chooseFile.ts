import path from 'node:path';
import * as vscode from 'vscode';
import { settingsPlace } from './settingsPlace.ts';

const ENDINGS = { gguf: ['gguf'], module: ['mjs', 'js', 'cjs'] } as const;

/**
 * Asks for a file.
 *
 * @returns its path as it is to be written; undefined if the user thought better of it.
 */
export async function chooseFile(of: keyof typeof ENDINGS): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const [file] =
    (await vscode.window.showOpenDialog({
      ...(folder && { defaultUri: folder }),
      filters: { [of === 'gguf' ? t('GGUF files') : t('Modules')]: [...ENDINGS[of]] },
    })) ?? [];
  if (file === undefined) return undefined;
  const inFolder = folder && path.relative(folder.fsPath, file.fsPath);
  const isInside = inFolder && !inFolder.startsWith('..') && !path.isAbsolute(inFolder);
  // The user's settings count in other folders too.
  if (!isInside || settingsPlace().kind === 'editor') return file.fsPath;
  return inFolder.split(path.sep).join('/');
}
