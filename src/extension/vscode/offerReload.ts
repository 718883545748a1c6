import * as vscode from 'vscode';

/** Tells that the sessions are elsewhere now, and how to get there. */
export async function offerReload(): Promise<void> {
  const { t } = vscode.l10n;
  const reload = t('Reload Window');
  const picked = await vscode.window.showInformationMessage(
    t('chatzoo.database.path has changed. Reload the window to use the sessions kept there.'),
    reload,
  );
  if (picked === reload) await vscode.commands.executeCommand('workbench.action.reloadWindow');
}
