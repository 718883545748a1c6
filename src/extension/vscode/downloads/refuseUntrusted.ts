import * as vscode from 'vscode';

/** A workspace that is not trusted gets no bot, so the file would be fetched for nothing. @throws Error in words */
export function refuseUntrusted(): void {
  if (vscode.workspace.isTrusted) return;
  throw new Error(vscode.l10n.t('Trust this workspace before a model is downloaded for it.'));
}
