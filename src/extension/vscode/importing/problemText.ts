import type { Translate } from '../../../core/text.ts';
import { ImportProblem, type ImportProblemCode } from '../../exchange/importProblem.ts';

/** Why nothing can be read of a file; undefined if the error is about something else. */
export function importProblemText(error: unknown, file: string, t: Translate): string | undefined {
  if (!(error instanceof ImportProblem)) return undefined;
  const texts: Readonly<Record<ImportProblemCode, string>> = {
    unreadable: t('{0} cannot be read. Check that it is there and may be opened.', file),
    empty: t('{0} is empty.', file),
    notUnderstood: t(
      '{0} is neither JSON nor CSV, nor an archive or a database that can be read here.',
      file,
    ),
    badJson: t('{0} is not sound JSON: {1}', file, error.message),
    tooDeep: t('{0} is nested too deeply to be read.', file),
    tooBig: t('{0} unpacks to more than can be read.', file),
    damaged: t('{0} is damaged: {1}', file, error.message),
    encrypted: t('{0} is encrypted. Unpack it first.', file),
    unsafeArchive: t(
      '{0} has links or names that lead out of it, so nothing of it was read.',
      file,
    ),
    nothingInside: t('{0} holds no file that could be imported.', file),
  };
  return texts[error.code];
}
