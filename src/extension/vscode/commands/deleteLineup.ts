import * as vscode from 'vscode';
import { errorText } from '../errorText.ts';
import { deleteLineupSetting } from '../modelsView/lineupSettings.ts';
import { withoutIcons } from '../sessionsView/plainText.ts';
import { inToast } from '../toast.ts';
import type { Command, CommandContext } from './command.ts';

/** Takes a line-up away and offers to undo it; its bots stay. */
export const deleteLineup: Command = async context => {
  const { t } = vscode.l10n;
  const { lineups } = await context.app();
  const items = lineups.all().map(({ name, bots }) => ({
    label: withoutIcons(name),
    detail: withoutIcons(bots.join(' · ')),
    name,
  }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(t('There is no line-up yet.'));
    return;
  }
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: t('Delete which line-up?'),
  });
  if (!picked) return;
  const undo = await deleteLineupSetting(picked.name);
  void offerUndo(context, picked.name, undo);
};

async function offerUndo(
  { log }: CommandContext,
  name: string,
  undo: () => Promise<void>,
): Promise<void> {
  const { t } = vscode.l10n;
  const undoLabel = t('Undo');
  const said = inToast(t('Deleted the line-up “{0}”.', name));
  if ((await vscode.window.showInformationMessage(said, undoLabel)) !== undoLabel) return;
  try {
    await undo();
  } catch (error) {
    log.error('A deleted line-up could not be brought back', error);
    void vscode.window.showErrorMessage(inToast(`ChatZoo: ${errorText(error)}`));
  }
}
