import * as vscode from 'vscode';
import { Refusal } from '../../app/refusal.ts';
import { importConfig } from '../importing/importConfig.ts';
import type { Command } from './command.ts';

/** Adds the bots that a configuration file describes: that which it is called with, or one that the user chooses. */
export const importConfiguration: Command = async (context, target) => {
  if (!vscode.workspace.isTrusted) {
    const { t } = vscode.l10n;
    throw new Refusal(
      'untrusted',
      t('The bots of this workspace can be changed once it is trusted.'),
    );
  }
  const file = fileIn(target) ?? (await askFile());
  if (file) await importConfig(context, file);
};

function fileIn(target: unknown): vscode.Uri | undefined {
  if (typeof target === 'string') return vscode.Uri.file(target);
  return target instanceof vscode.Uri ? target : undefined;
}

async function askFile(): Promise<vscode.Uri | undefined> {
  const { t } = vscode.l10n;
  const [file] =
    (await vscode.window.showOpenDialog({
      openLabel: t('Import'),
      title: t('Import Configuration'),
      filters: { [t('Configurations')]: ['py', 'json'], [t('All Files')]: ['*'] },
    })) ?? [];
  return file;
}
