/** Why nothing can be read of a file at all. */
export const IMPORT_PROBLEMS = [
  'unreadable',
  'empty',
  'notUnderstood',
  'badJson',
  'tooDeep',
  'tooBig',
  'damaged',
  'encrypted',
  'unsafeArchive',
  'nothingInside',
] as const;
/**
 * - `unreadable`: the file is gone, or may not be read.
 * - `notUnderstood`: neither JSON nor CSV, nor an archive or database that is known here.
 * - `badJson`: the detail says the line and the column.
 * - `tooDeep`, `tooBig`: sound perhaps, but made to exhaust whoever reads it.
 * - `damaged`: an archive or a database that is broken.
 * - `unsafeArchive`: has links, or names that lead out of it.
 * - `nothingInside`: an archive without the one file that could be imported.
 */
export type ImportProblemCode = (typeof IMPORT_PROBLEMS)[number];

/** Nothing was read; the message is an English detail for the log, each code has its own sentence. */
export class ImportProblem extends Error {
  override readonly name = 'ImportProblem';
  readonly code: ImportProblemCode;

  constructor(code: ImportProblemCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What failed while reading, in the words of {@link ImportProblem}; `code` is for what is not known here. */
export function toImportProblem(error: unknown, code: ImportProblemCode): ImportProblem {
  if (error instanceof ImportProblem) return error;
  const detail = error instanceof Error ? error.message : String(error);
  const isOfSystem = error instanceof Error && 'syscall' in error;
  return new ImportProblem(isOfSystem ? 'unreadable' : code, detail, { cause: error });
}
