import * as vscode from 'vscode';
import { SESSIONS_VIEW } from '../ids.ts';
import { searchPick } from '../sessionsView/searchPick.ts';
import type { Command } from './command.ts';

/** Finds a text in titles, prompts, replies and comments, and opens its session at the turn. */
export const searchSessions: Command = async ({ app, arenaPanels, tree, log }) => {
  const { t } = vscode.l10n;
  const showInView = async (text: string): Promise<void> => {
    await vscode.commands.executeCommand(`${SESSIONS_VIEW}.focus`);
    await tree.narrow({ ...tree.narrowedTo, text });
  };
  const found = await searchPick(await app(), {
    title: t('Search Sessions'),
    placeholder: t('Words in titles, prompts, replies and comments'),
    onShowInView: text => {
      showInView(text).catch((error: unknown) => {
        log.error('The sessions view could not be filtered', error);
      });
    },
  });
  if (found) await arenaPanels.show(found.id, found.turnId);
};
