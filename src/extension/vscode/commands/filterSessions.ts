import * as vscode from 'vscode';
import { SESSIONS_VIEW } from '../ids.ts';
import type { SessionsFilter } from '../sessionsView/filter.ts';
import { withoutIcons } from '../sessionsView/plainText.ts';
import { tagText } from '../sessionsView/rowTexts.ts';
import type { Command } from './command.ts';

interface Row extends vscode.QuickPickItem {
  readonly filter?: SessionsFilter;
}

/** Narrows the sessions view to a text, a tag or both, one after the other. */
export const filterSessions: Command = async ({ app, tree }) => {
  const { sessions } = await app();
  const filter = await askForFilter(await sessions.tags(), tree.narrowedTo);
  if (!filter) return;
  await vscode.commands.executeCommand(`${SESSIONS_VIEW}.focus`);
  await tree.narrow(filter);
};

export const clearFilter: Command = ({ tree }) => tree.narrow({});

function askForFilter(
  tags: readonly string[],
  now: SessionsFilter,
): Promise<SessionsFilter | undefined> {
  const { t } = vscode.l10n;
  const pick = vscode.window.createQuickPick<Row>();
  pick.title = t('Filter Sessions');
  pick.placeholder = t('Type a text to look for, or choose a tag');
  const show = (): void => {
    const text = pick.value.trim();
    const contains: Row = {
      label: t('Contains “{0}”', withoutIcons(text)),
      iconPath: new vscode.ThemeIcon('search'),
      alwaysShow: true,
      filter: { ...now, text },
    };
    const tagged = tags.map<Row>(tag => ({
      label: withoutIcons(tagText(tag)),
      iconPath: new vscode.ThemeIcon('tag'),
      filter: { ...now, tag },
    }));
    const all: Row = {
      label: t('Show all sessions'),
      iconPath: new vscode.ThemeIcon('clear-all'),
      filter: {},
    };
    const isOn = now.text !== undefined || now.tag !== undefined;
    pick.items = [...(text === '' ? [] : [contains]), ...tagged, ...(isOn ? [all] : [])];
  };
  show();
  return new Promise(resolve => {
    pick.onDidChangeValue(show);
    pick.onDidAccept(() => {
      // Enter may come before the row for what was typed does.
      const text = pick.value.trim();
      const filter = pick.selectedItems[0]?.filter ?? (text === '' ? undefined : { ...now, text });
      if (!filter) return;
      resolve(filter);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
