import os from 'node:os';
import * as vscode from 'vscode';
import { EXPORT_FORMATS } from '../../../core/formats/registry.ts';
import { exportSession as render } from '../../app/exporting.ts';
import type { Command } from './command.ts';
import { chooseSession } from './chooseSession.ts';

/** Writes a session to a file of the user's choice and opens it. */
export const exportSession: Command = async (context, target) => {
  const session = await chooseSession(context, target);
  if (!session) return;
  const { t } = vscode.l10n;
  const picked = await vscode.window.showQuickPick(
    EXPORT_FORMATS.map(format => ({
      label: format.label,
      description: `.${format.extension}`,
      format,
    })),
    { placeHolder: t('Export as') },
  );
  if (!picked) return;
  const { arena } = await context.app();
  const { fileName, text } = await render(arena, session.id, picked.format);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(os.homedir());
  const file = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, fileName),
    filters: { [picked.format.label]: [picked.format.extension] },
    saveLabel: t('Export'),
    title: t('Export Session'),
  });
  if (!file) return;
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  await vscode.window.showTextDocument(file, { preview: false });
};
