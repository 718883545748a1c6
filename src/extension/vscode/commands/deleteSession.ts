import * as vscode from 'vscode';
import type { Command } from './command.ts';
import { chooseSession } from './chooseSession.ts';

export const deleteSession: Command = async (context, target) => {
  const session = await chooseSession(context, target);
  if (!session) return;
  const { t } = vscode.l10n;
  const confirm = t('Delete');
  const answer = await vscode.window.showWarningMessage(
    t('Delete the session "{0}"?', session.title === '' ? t('New Session') : session.title),
    {
      modal: true,
      detail: t('Its replies and votes are deleted too, and the leaderboard changes with them.'),
    },
    confirm,
  );
  if (answer !== confirm) return;
  const { sessions } = await context.app();
  await sessions.remove(session.id);
};
