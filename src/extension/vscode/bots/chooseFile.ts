import * as vscode from 'vscode';
import { writtenBase } from '../adding/surroundings.ts';
import { shortenPath } from '../../discovery/typedPath.ts';

const ENDINGS = { gguf: ['gguf'], module: ['mjs', 'js', 'cjs'] } as const;

/**
 * Asks for a file.
 *
 * @returns its path as it is to be written; undefined if the user thought better of it.
 * @throws Refusal `untrusted`
 */
export async function chooseFile(of: keyof typeof ENDINGS): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const [file] =
    (await vscode.window.showOpenDialog({
      ...(folder && { defaultUri: folder }),
      filters: { [of === 'gguf' ? t('GGUF files') : t('Modules')]: [...ENDINGS[of]] },
    })) ?? [];
  return file && shortenPath(file.fsPath, writtenBase());
}
