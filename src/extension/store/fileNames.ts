import { basename, dirname } from 'node:path';
import type { Timestamp } from '../../core/model.ts';

/** The files of one database, all in one folder so that a rename never crosses a disk. */
export interface FileNames {
  readonly folder: string;
  /** The last snapshot: an SQLite database. */
  readonly main: string;
  /**
   * What changed after the snapshot. Not `-journal`: SQLite's own programs would take that for a
   * rollback journal of theirs.
   */
  readonly journal: string;
  /** Holds the token of the window that may write. */
  readonly owner: string;
}

export function fileNamesOf(path: string): FileNames {
  return {
    folder: dirname(path),
    main: path,
    journal: `${path}.journal`,
    owner: `${path}.owner`,
  };
}

/** Where the new content of a file is prepared by the window with this token. */
export function tempName(path: string, token: string): string {
  return `${path}.new-${token}`;
}

/** Whether a name in the folder is content that some window was preparing. */
export function isTempName(name: string, names: FileNames): boolean {
  return [names.main, names.journal].some(path => name.startsWith(tempName(basename(path), '')));
}

/**
 * A name for a damaged file that nothing has yet: the time, with colons replaced because Windows
 * forbids them.
 */
export function damagedName(path: string, now: Timestamp, taken: ReadonlySet<string>): string {
  const stem = `${path}.damaged-${new Date(now).toISOString().replaceAll(':', '-')}`;
  let name = stem;
  for (let n = 2; taken.has(basename(name)); n++) name = `${stem}-${n}`;
  return name;
}
