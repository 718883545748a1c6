import { l10n } from 'vscode';
import type { StoreError, StoreErrorCode } from '../store/storeError.ts';

/** An error in the user's language: what happened and what to do. */
export function errorText(error: unknown): string {
  if (isStoreError(error)) return storeErrorText(error.code) ?? error.message;
  return error instanceof Error ? error.message : String(error);
}

/** By its name: the store's class is another one in each bundle. */
function isStoreError(error: unknown): error is StoreError {
  return error instanceof Error && error.name === 'StoreError';
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
      'Another window keeps writing to these sessions, so the last change was not saved. Try again.',
    ),
    newer: t('These sessions were written by a newer version of ChatZoo. Update the extension.'),
    notOurs: t(
      'The file at chatzoo.database.path belongs to another program. Choose another path.',
    ),
    missing: t('There are no sessions at chatzoo.database.path.'),
    taken: t('There is another file in the new place, so the sessions stay where they are.'),
    notAFile: t('chatzoo.database.path does not lead to a file. Choose another path.'),
    closed: t('The window is closing.'),
    io: undefined,
    refused: undefined,
    badRow: undefined,
  };
  return texts[code];
}
