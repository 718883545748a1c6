import * as vscode from 'vscode';
import type { Command } from './command.ts';
import { chooseSession } from './chooseSession.ts';

export const renameSession: Command = async (context, target) => {
  const session = await chooseSession(context, target);
  if (!session) return;
  const { t } = vscode.l10n;
  const title = await vscode.window.showInputBox({
    prompt: t('New title of the session'),
    value: session.title,
    validateInput: text =>
      text.trim() === '' ? t('A title needs at least one character.') : undefined,
  });
  if (title === undefined) return;
  const { sessions } = await context.app();
  await sessions.rename(session.id, title);
};
