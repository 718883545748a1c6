import * as vscode from 'vscode';
import { downloadErrorCode } from '../../app/downloads.ts';
import { bytesText } from '../sessionsView/bytes.ts';
import { amountText, chosenDownload } from '../downloads/downloadTarget.ts';
import { downloadWords } from '../downloads/downloadWords.ts';
import type { Command } from './command.ts';

/** Ends a download and removes what was fetched of it, once the user has said so. */
export const cancelDownload: Command = async ({ app }, target) => {
  const { t } = vscode.l10n;
  const { downloads } = await app();
  const row = await chosenDownload(downloads, target, () => true);
  if (!row) return;
  const remove = t('Remove');
  const picked =
    row.bytesDone === 0
      ? remove
      : await vscode.window.showWarningMessage(
          t('Cancel the download of {0}?', row.name),
          { modal: true, detail: t('What was fetched is removed: {0}', amountText(row)) },
          remove,
        );
  if (picked !== remove) return;
  try {
    await downloads.cancel(row.id);
  } catch (error) {
    if (downloadErrorCode(error) !== 'busy') throw error;
    const size = (bytes: number): string => bytesText(bytes, vscode.env.language);
    throw new Error(downloadWords(error, { t, size }), { cause: error });
  }
};
