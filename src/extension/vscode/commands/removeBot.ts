import * as vscode from 'vscode';
import { errorText } from '../errorText.ts';
import { removeEntries, type Undo } from '../modelsView/removeEntries.ts';
import { inToast } from '../toast.ts';
import { chooseBots } from './chooseBots.ts';
import type { Command, CommandContext } from './command.ts';
import { entryNames } from './entryNames.ts';

/** Takes bots out of the settings and offers to undo it; the models' files stay where they are. */
export const removeBot: Command = async (context, target, selected) => {
  const { t } = vscode.l10n;
  const own = entryNames(context.entries.all());
  const chosen = await chooseBots(context, target, selected, {
    placeholder: t('Remove which bot?'),
    names: own,
    none: t('There is no bot in the settings yet.'),
  });
  const names = chosen.filter(name => own.includes(name));
  if (names.length === 0) {
    if (chosen.length > 0) sayStandIn();
    return;
  }
  const undo = await removeEntries(context.entries, names);
  void offerUndo(context, names, undo);
};

/** Those that come with ChatZoo are in no settings. */
function sayStandIn(): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'This model comes with ChatZoo and stands in until you add one of your own; then it goes by itself.',
    ),
  );
}

async function offerUndo(
  { log }: CommandContext,
  names: readonly string[],
  undo: Undo,
): Promise<void> {
  const { t } = vscode.l10n;
  const undoLabel = t('Undo');
  const said =
    names.length === 1
      ? t('Removed “{0}” from the settings. Its files and votes stay.', names[0] ?? '')
      : t('Removed {0} bots from the settings. Their files and votes stay.', names.length);
  const picked = await vscode.window.showInformationMessage(inToast(said), undoLabel);
  if (picked !== undoLabel) return;
  try {
    await undo();
  } catch (error) {
    log.error('What was removed could not be brought back', error);
    void vscode.window.showErrorMessage(inToast(`ChatZoo: ${errorText(error)}`));
  }
}
