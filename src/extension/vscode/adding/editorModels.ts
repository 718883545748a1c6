import * as vscode from 'vscode';
import type { EditorModel } from '../../../bots/editorModels.ts';
import type { CommandContext } from '../commands/command.ts';
import { VscodeEditorModels } from '../editorModels.ts';
import { withoutIcons } from '../sessionsView/plainText.ts';
import { addEntries } from './addEntries.ts';
import { editorEntry } from './newEntries.ts';

/** Offers the language models of the editor, or says why there are none. */
export async function addEditorModel(context: CommandContext): Promise<void> {
  const { t } = vscode.l10n;
  const editorModels = new VscodeEditorModels(undefined);
  const models = await editorModels.list({});
  if (models.length === 0) {
    await vscode.window.showInformationMessage(await editorModels.whyNone({}));
    return;
  }
  const picked = await vscode.window.showQuickPick(models.map(rowOf), {
    title: t('Models of the Editor'),
    placeHolder: t('Choose with ↓ and Space, add with Enter'),
    canPickMany: true,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  const entries = (picked ?? []).map(({ model }) => editorEntry(model));
  if (entries.length > 0) await addEntries(context, entries);
}

function rowOf(model: EditorModel): vscode.QuickPickItem & { readonly model: EditorModel } {
  const { name, vendor, family, maxInputTokens } = model;
  const context = vscode.l10n.t('context: {0} tokens', maxInputTokens);
  return {
    label: withoutIcons(name || family),
    description: withoutIcons(`${vendor} · ${family} · ${context}`),
    model,
  };
}
