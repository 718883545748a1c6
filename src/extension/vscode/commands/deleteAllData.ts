import * as vscode from 'vscode';
import type { Tally } from '../../app/ports.ts';
import type { Command } from './command.ts';

/** Erases the sessions of this workspace for good, backups included, if that is what the user wants. */
export const deleteAllData: Command = async ({ app, tree, settings }) => {
  const { storage, sessions } = await app();
  const tally = await sessions.tally();
  if (!(await agrees(tally, settings.current.shareFolder))) return;
  await storage.eraseAll();
  await tree.narrow({});
};

/** @param shareFolder its path; '' for none. */
async function agrees(tally: Tally, shareFolder: string): Promise<boolean> {
  const { t } = vscode.l10n;
  const confirm = t('Delete All');
  const answer = await vscode.window.showWarningMessage(
    t('Delete all sessions of this workspace?'),
    {
      modal: true,
      detail: [
        t('Sessions: {0} · turns: {1} · votes: {2}', tally.sessions, tally.turns, tally.votes),
        t(
          'Backups and damaged files that were set aside are deleted too. This cannot be undone. Settings and API keys stay.',
        ),
        ...(shareFolder === ''
          ? []
          : [
              t(
                'What is in the shared folder {0} stays there, but what is deleted here does not come back from it.',
                shareFolder,
              ),
            ]),
      ].join('\n'),
    },
    confirm,
  );
  if (answer !== confirm) return false;
  return tally.votes === 0 || typesTheWord();
}

/** Votes are somebody's work: one press of a key too many must not end them. */
async function typesTheWord(): Promise<boolean> {
  const { t } = vscode.l10n;
  const word = t('delete');
  const typed = await vscode.window.showInputBox({
    title: t('Delete All'),
    prompt: t('Type “{0}” to delete all sessions and votes.', word),
    ignoreFocusOut: true,
    validateInput: text =>
      text.trim() === word || text === '' ? undefined : t('Type “{0}”, or press Escape.', word),
  });
  return typed?.trim() === word;
}
