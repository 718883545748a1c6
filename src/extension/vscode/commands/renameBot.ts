import * as vscode from 'vscode';
import { renameEntry } from '../bots/renameEntry.ts';
import { nameProblem } from '../modelsView/botNames.ts';
import { chooseBot } from './chooseBots.ts';
import type { Command } from './command.ts';
import { entryNames } from './entryNames.ts';

/** Gives a bot another name, in the line-ups too; what it said and won under the old one stays there. */
export const renameBot: Command = async (context, target) => {
  const { t } = vscode.l10n;
  const names = entryNames(context.entries.all());
  const name = await chooseBot(context, target, {
    placeholder: t('Rename which bot?'),
    names,
    none: t('There is no bot in the settings yet.'),
  });
  if (name === undefined) return;
  const others = names.filter(other => other !== name);
  const typed = await vscode.window.showInputBox({
    prompt: t('New name of the bot'),
    value: name,
    ignoreFocusOut: true,
    validateInput: text => nameProblem(text, others, t),
  });
  const renamed = typed?.trim();
  if (renamed === undefined || renamed === name) return;
  await renameEntry(context, name, renamed);
};
