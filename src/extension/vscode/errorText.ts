import { l10n } from 'vscode';
import { StoreError, type StoreErrorCode } from '../store/storeError.ts';

/** An error in the user's language: what happened and what to do. */
export function errorText(error: unknown): string {
  if (error instanceof StoreError) return storeErrorText(error.code) ?? error.message;
  return error instanceof Error ? error.message : String(error);
}

// Undefined where the error's own English text says more than a sentence of ours could.
function storeErrorText(code: StoreErrorCode): string | undefined {
  const { t } = l10n;
  const texts: Readonly<Record<StoreErrorCode, string | undefined>> = {
    full: t('The disk is full, so the last change was not saved. Free some space and try again.'),
    readOnly: t(
      'The database may not be written, so the last change was not saved. Check the permissions of its folder, or change chatzoo.database.path.',
    ),
    lost: t(
      'Another window has opened these sessions. Close it and reload this window to take them back.',
    ),
    newer: t('These sessions were written by a newer version of ChatZoo. Update the extension.'),
    notOurs: t(
      'The file at chatzoo.database.path belongs to another program. Choose another path.',
    ),
    notAFile: t('chatzoo.database.path does not lead to a file. Choose another path.'),
    closed: t('The window is closing.'),
    io: undefined,
    refused: undefined,
    badRow: undefined,
  };
  return texts[code];
}
