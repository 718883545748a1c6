import * as vscode from 'vscode';
import type { BotEntry } from '../../app/botEntries.ts';
import { withoutIcons } from '../sessionsView/plainText.ts';
import type { Command } from './command.ts';

/** Opens the form of a bot: of the given one, or of one that is picked. */
export const editBot: Command = async ({ entries, botForms }, subject) => {
  const { t } = vscode.l10n;
  const given = nameIn(subject);
  if (given !== undefined) {
    await botForms.open({ botName: given });
    return;
  }
  const names = entries.all().map(textOf('name'));
  const kinds = entries.all().map(textOf('kind'));
  const items = names.flatMap((name, index) =>
    name === undefined
      ? []
      : [{ label: withoutIcons(name), description: withoutIcons(kinds[index] ?? ''), name }],
  );
  if (items.length === 0) {
    void vscode.window.showInformationMessage(
      t('There is no bot in the settings yet. Add one with “ChatZoo: Add a Model…”.'),
    );
    return;
  }
  const picked = await vscode.window.showQuickPick(items, { placeHolder: t('Edit which bot?') });
  if (picked) await botForms.open({ botName: picked.name });
};

const textOf = (key: string) => (entry: BotEntry) => {
  const value = entry[key];
  return typeof value === 'string' ? value.trim() : undefined;
};

function nameIn(subject: unknown): string | undefined {
  if (typeof subject !== 'object' || subject === null || !('botName' in subject)) return undefined;
  return typeof subject.botName === 'string' ? subject.botName : undefined;
}
