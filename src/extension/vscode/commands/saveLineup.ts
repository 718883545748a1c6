import * as vscode from 'vscode';
import { MAX_NAME } from '../../../bots/settingLimits.ts';
import { isLineupName, MAX_LINEUP_BOTS } from '../../app/lineups.ts';
import { COMMANDS } from '../ids.ts';
import { saveLineupSetting } from '../modelsView/lineupSettings.ts';
import { botNameIn } from '../modelsView/nodes.ts';
import { withoutIcons } from '../sessionsView/plainText.ts';
import { inToast } from '../toast.ts';
import type { Command, CommandContext } from './command.ts';

/** Gives a set of bots a name: the selected rows, or those that are ticked of the session in front. */
export const saveLineup: Command = async (context, target, selected) => {
  const { t } = vscode.l10n;
  const bots = rowsIn(target, selected) ?? (await askForBots(context));
  if (!bots || bots.length === 0) return;
  if (bots.length > MAX_LINEUP_BOTS) {
    void vscode.window.showWarningMessage(
      t('A line-up has at most {0} bots, and {1} are chosen.', MAX_LINEUP_BOTS, bots.length),
    );
    return;
  }
  const { lineups } = await context.app();
  const typed = await vscode.window.showInputBox({
    prompt: t('Name of the line-up: {0}', bots.join(' · ')),
    value: lineups.current?.name ?? '',
    ignoreFocusOut: true,
    validateInput: text =>
      isLineupName(text) ? undefined : t('A name is one line of at most {0} characters.', MAX_NAME),
  });
  const name = typed?.trim();
  if (name === undefined) return;
  const isTaken = lineups.all().some(lineup => lineup.name === name);
  if (isTaken && !(await agrees(name))) return;
  await saveLineupSetting(name, bots);
  void offerUse(name);
};

/** The rows that the command was called on; undefined if it was called otherwise. */
function rowsIn(target: unknown, selected: unknown): readonly string[] | undefined {
  const name = botNameIn(target);
  if (name === undefined) return undefined;
  const rows: readonly unknown[] = Array.isArray(selected) ? selected : [];
  const all = rows.flatMap(row => botNameIn(row) ?? []);
  return all.includes(name) ? all : [name];
}

async function askForBots(context: CommandContext): Promise<readonly string[] | undefined> {
  const { t } = vscode.l10n;
  const { bots } = context.settings.current;
  const seated = await seatedNow(context);
  const items = bots.map(({ name }) => ({
    label: withoutIcons(name),
    name,
    picked: seated.includes(name),
  }));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    placeHolder: t('Which bots belong to the line-up?'),
  });
  return picked?.map(({ name }) => name);
}

/** The bots of the session in front, or those that a new one would have. */
async function seatedNow({ app, arenaPanels }: CommandContext): Promise<readonly string[]> {
  const { sessions, lineups } = await app();
  const session = arenaPanels.active && (await sessions.get(arenaPanels.active));
  return (session ? session.seats : lineups.seated()).map(({ name }) => name);
}

async function agrees(name: string): Promise<boolean> {
  const { t } = vscode.l10n;
  const confirm = t('Replace');
  const question = t('There is a line-up “{0}” already. Replace it?', name);
  return (await vscode.window.showWarningMessage(question, { modal: true }, confirm)) === confirm;
}

async function offerUse(name: string): Promise<void> {
  const { t } = vscode.l10n;
  const use = t('Use It');
  const said = inToast(t('The line-up “{0}” is saved.', name));
  if ((await vscode.window.showInformationMessage(said, use)) !== use) return;
  await vscode.commands.executeCommand(COMMANDS.useLineup, { lineup: name });
}
