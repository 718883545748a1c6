import * as vscode from 'vscode';
import type { Command } from './command.ts';

/** Brings back what was deleted last in this window. */
export const undoDelete: Command = async ({ app }) => {
  const { t } = vscode.l10n;
  const count = await (await app()).sessions.undoRemove();
  if (count > 0) return;
  void vscode.window.showInformationMessage(t('Nothing was deleted in this window.'));
};
