import type { Translate } from '../../../core/text.ts';
import { WriteError } from '../../exchange/writeFile.ts';

/** Why a file could not be written, and what to do; undefined if the error is about something else. */
export function writeErrorText(error: unknown, file: string, t: Translate): string | undefined {
  if (!(error instanceof WriteError)) return undefined;
  const texts: Readonly<Record<WriteError['code'], string>> = {
    noFolder: t('The folder of {0} is not there any more. Nothing was written.', file),
    notAllowed: t('{0} may not be written. Check the permissions of its folder.', file),
    full: t('The disk is full. Nothing of {0} was written; an older file is as it was.', file),
    isFolder: t('{0} is a folder. Choose another name.', file),
    io: t('{0} could not be written: {1}', file, error.message),
  };
  return texts[error.code];
}
