import * as vscode from 'vscode';
import { importFile } from '../importing/importFile.ts';
import type { Command } from './command.ts';

/** Imports the files that it is called with, by path or address, or that the user chooses. */
export const importSessions: Command = async (context, target) => {
  const files = filesIn(target) ?? (await askFiles());
  for (const file of files) await importFile(context, file);
};

function filesIn(target: unknown): readonly vscode.Uri[] | undefined {
  if (typeof target === 'string') return [vscode.Uri.file(target)];
  return target instanceof vscode.Uri ? [target] : undefined;
}

async function askFiles(): Promise<readonly vscode.Uri[]> {
  const { t } = vscode.l10n;
  const files = await vscode.window.showOpenDialog({
    canSelectMany: true,
    openLabel: t('Import'),
    title: t('Import Sessions'),
    filters: {
      [t('Sessions')]: ['json', 'jsonl', 'csv', 'db', 'sqlite', 'zip', 'gz'],
      [t('All Files')]: ['*'],
    },
  });
  return files ?? [];
}
