/**
 * Why the store could not do what it was asked.
 *
 * - `full`: the disk or the quota is used up.
 * - `readOnly`: the file or its folder may not be written.
 * - `io`: the disk failed in another way.
 * - `lost`: another window keeps taking the database over, however often this one tries.
 * - `newer`: a newer version of the extension wrote the database.
 * - `notOurs`: the file is of another program.
 * - `notAFile`: the path leads to a folder or through a file.
 * - `missing`: there is no database at the path, and none may be made.
 * - `taken`: the database cannot be moved to where another one is already.
 * - `refused`: the change contradicts what is stored, such as a vote on a removed session.
 * - `badRow`: a stored row cannot be understood.
 * - `closed`: the database was closed before.
 */
export type StoreErrorCode =
  | 'full'
  | 'readOnly'
  | 'io'
  | 'lost'
  | 'newer'
  | 'notOurs'
  | 'notAFile'
  | 'missing'
  | 'taken'
  | 'refused'
  | 'badRow'
  | 'closed';

/** What went wrong in the store; the message says what to do about it. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.code = code;
  }
}

const CODE_OF_ERRNO: Readonly<Record<string, 'full' | 'readOnly' | 'notAFile'>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  EROFS: 'readOnly',
  EACCES: 'readOnly',
  EPERM: 'readOnly',
  EISDIR: 'notAFile',
  ENOTDIR: 'notAFile',
  EEXIST: 'notAFile',
};

/** Gives a failed file operation a code and an advice; a StoreError stays as it is. */
export function toStoreError(error: unknown, path: string): StoreError {
  if (error instanceof StoreError) return error;
  const code = CODE_OF_ERRNO[errnoOf(error) ?? ''] ?? 'io';
  return new StoreError(code, adviceOn(code, path, error), { cause: error });
}

/** The system's name of a failed file operation, such as ENOENT. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

function adviceOn(
  code: 'full' | 'readOnly' | 'notAFile' | 'io',
  path: string,
  error: unknown,
): string {
  switch (code) {
    case 'full':
      return `The disk of ${path} is full and the last change was not saved. Free some space, then try again.`;
    case 'readOnly':
      return `${path} may not be written, so the last change was not saved. Allow writing to the file and its folder, or choose another path.`;
    case 'notAFile':
      return `${path} is not a file, or a part of its path is not a folder. Choose another path.`;
    case 'io': {
      const detail = error instanceof Error ? error.message : String(error);
      return `${path} could not be read or written (${detail}). Check the disk, then try again.`;
    }
  }
}
