import * as vscode from 'vscode';
import { withoutIcons } from '../sessionsView/plainText.ts';
import { commonTags, retag } from '../sessionsView/retag.ts';
import { tagText } from '../sessionsView/rowTexts.ts';
import { chooseSessions } from './chooseSessions.ts';
import type { Command } from './command.ts';

interface Row extends vscode.QuickPickItem {
  readonly tag: string;
}

/** Ticks the tags of sessions; what is typed can become a new one. */
export const tagSession: Command = async (context, target, selected) => {
  const ids = await chooseSessions(context, target, selected);
  const { sessions } = await context.app();
  const found = await Promise.all(ids.map(id => sessions.get(id)));
  const edited = found.filter(session => session !== undefined);
  if (edited.length === 0) return;
  const shown = commonTags(edited);
  const chosen = await askForTags(await sessions.tags(), shown);
  if (!chosen) return;
  for (const { id, tags } of edited) await sessions.tag(id, retag(tags, shown, chosen));
};

/** @returns the ticked tags; undefined if the user gave it up. */
function askForTags(
  known: readonly string[],
  ticked: readonly string[],
): Promise<readonly string[] | undefined> {
  const { t } = vscode.l10n;
  const pick = vscode.window.createQuickPick<Row>();
  pick.title = t('Edit Tags');
  pick.placeholder = t('Tick tags, or type a new one');
  pick.canSelectMany = true;
  const rowOf = (tag: string): Row => ({ label: withoutIcons(tagText(tag)), tag });
  const rows = new Map([...ticked, ...known].map(tag => [tag, rowOf(tag)]));
  let offered: Row | undefined;
  /** The editor unticks what is set anew, so the ticks are set with it. */
  const show = (): void => {
    const chosen = pick.selectedItems;
    if (offered && chosen.includes(offered)) rows.set(offered.tag, offered);
    const typed = pick.value.trim().replace(/^#/, '');
    const isNew = typed !== '' && !rows.has(typed);
    offered = isNew ? { ...rowOf(typed), description: t('new tag'), alwaysShow: true } : undefined;
    pick.items = [...(offered ? [offered] : []), ...rows.values()];
    pick.selectedItems = chosen;
  };
  pick.items = [...rows.values()];
  pick.selectedItems = pick.items.filter(({ tag }) => ticked.includes(tag));
  return new Promise(resolve => {
    pick.onDidChangeValue(show);
    pick.onDidAccept(() => {
      resolve(pick.selectedItems.map(({ tag }) => tag));
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
