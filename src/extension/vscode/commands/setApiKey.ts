import * as vscode from 'vscode';
import { inToast } from '../toast.ts';
import type { Command } from './command.ts';

/** Asks for a server's key and keeps it in the editor's secret storage. */
export const setApiKey: Command = async ({ settings, apiKeys }, botName) => {
  const { t } = vscode.l10n;
  const remote = settings.current.bots.filter(bot => bot.kind === 'openai');
  if (remote.length === 0) {
    void vscode.window.showInformationMessage(
      t('No bot in the setting chatzoo.bots uses a server. Add one of the kind "openai" first.'),
    );
    return;
  }
  const given = remote.find(bot => bot.name === botName);
  const baseUrl =
    given?.baseUrl ??
    (
      await vscode.window.showQuickPick(
        [...new Set(remote.map(bot => bot.baseUrl))].map(url => ({
          label: url,
          description: remote
            .filter(bot => bot.baseUrl === url)
            .map(bot => bot.name)
            .join(' · '),
        })),
        { placeHolder: t('The key of which server?') },
      )
    )?.label;
  if (baseUrl === undefined) return;
  const key = await vscode.window.showInputBox({
    prompt: t('API key for {0}. Leave it empty to forget the stored key.', baseUrl),
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined) return;
  await apiKeys.set(baseUrl, key);
  void vscode.window.showInformationMessage(
    key.trim() === ''
      ? t('The key for {0} is forgotten.', inToast(baseUrl))
      : t('The key for {0} is stored in the secret storage of the editor.', inToast(baseUrl)),
  );
};
