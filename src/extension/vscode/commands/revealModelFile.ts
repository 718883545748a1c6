import * as vscode from 'vscode';
import { botFileOf } from '../modelsView/rowValues.ts';
import { inToast } from '../toast.ts';
import { chooseBot } from './chooseBots.ts';
import type { Command } from './command.ts';

/** Shows the file of a bot in the explorer if it lies in the workspace, else in the system's own. */
export const revealModelFile: Command = async (context, target) => {
  const { t } = vscode.l10n;
  const withFile = context.settings.current.bots.filter(bot => botFileOf(bot) !== undefined);
  const name = await chooseBot(context, target, {
    placeholder: t('The file of which bot?'),
    names: withFile.map(bot => bot.name),
    none: t('No bot runs a model on this machine.'),
  });
  const spec = withFile.find(bot => bot.name === name);
  const file = spec && botFileOf(spec);
  if (file === undefined) return;
  const uri = vscode.Uri.file(file);
  if (!(await isThere(uri))) {
    void vscode.window.showWarningMessage(inToast(t('There is no file {0}.', file)));
    return;
  }
  if (vscode.workspace.getWorkspaceFolder(uri)) {
    await vscode.commands.executeCommand('revealInExplorer', uri);
    return;
  }
  const known = await vscode.commands.getCommands();
  if (known.includes('revealFileInOS')) {
    await vscode.commands.executeCommand('revealFileInOS', uri);
    return;
  }
  // In a browser, or on another machine, nothing can show it; its path helps whoever looks there.
  await vscode.env.clipboard.writeText(file);
  void vscode.window.showInformationMessage(
    inToast(t('The file lies outside of this workspace. Its path was copied: {0}', file)),
  );
};

async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
