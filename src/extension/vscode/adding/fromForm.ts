import * as vscode from 'vscode';
import { BOT_KINDS } from '../../../core/model.ts';
import { freeBotName } from '../../app/botEntries.ts';
import { kindText } from '../bots/formOf.ts';
import type { CommandContext } from '../commands/command.ts';
import { entryNames } from '../commands/entryNames.ts';

/** Opens an empty form of a kind that the user chooses: nothing is written before it is added there. */
export async function addFromForm({
  entries,
  botForms,
}: Pick<CommandContext, 'entries' | 'botForms'>): Promise<void> {
  const { t } = vscode.l10n;
  const picked = await vscode.window.showQuickPick(
    BOT_KINDS.map(kind => ({ label: kindText(kind, t), of: kind })),
    { title: t('Add a Model'), placeHolder: t('What kind of model is it?') },
  );
  if (picked === undefined) return;
  const name = freeBotName(t('My bot'), entryNames(entries.all()));
  await botForms.open({ draft: { name, kind: picked.of } });
}
