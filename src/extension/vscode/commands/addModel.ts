import * as vscode from 'vscode';
import { addModelFiles } from '../adding/addFiles.ts';
import { pickSource } from '../adding/sources.ts';
import type { Command } from './command.ts';

/**
 * Adds a model: the files it is called with, or whatever the user chooses.
 *
 * @param target `{ paths }`, or a file of the explorer; `selected` are all that are selected there.
 */
export const addModel: Command = async (context, target, selected) => {
  if (!vscode.workspace.isTrusted) {
    await explainTrust();
    return;
  }
  const paths = pathsIn(target, selected);
  if (paths === undefined) await pickSource(context);
  else if (paths.length > 0) await addModelFiles(context, paths);
  else await explainElsewhere();
};

function pathsIn(target: unknown, selected: unknown): readonly string[] | undefined {
  if (target instanceof vscode.Uri) {
    const uris = Array.isArray(selected) ? selected.filter(uri => uri instanceof vscode.Uri) : [];
    return (uris.length > 0 ? uris : [target])
      .filter(({ scheme }) => scheme === 'file')
      .map(({ fsPath }) => fsPath);
  }
  if (typeof target !== 'object' || target === null || !('paths' in target)) return undefined;
  const { paths } = target;
  return Array.isArray(paths) ? paths.filter(path => typeof path === 'string') : undefined;
}

async function explainElsewhere(): Promise<void> {
  const { t } = vscode.l10n;
  await vscode.window.showWarningMessage(
    t('The file is not on this machine, so no model of it can be run here.'),
  );
}

async function explainTrust(): Promise<void> {
  const { t } = vscode.l10n;
  const manage = t('Manage Workspace Trust');
  const picked = await vscode.window.showWarningMessage(
    t(
      'This workspace is not trusted, so it can be read and no bot can run in it. Trust it to add models.',
    ),
    manage,
  );
  if (picked === manage) await vscode.commands.executeCommand('workbench.trust.manage');
}
