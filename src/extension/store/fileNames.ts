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

/** Files beside the database that are not in use, by what is behind the database's name. */
export type KeptKind = 'damaged' | 'replaced' | 'backup';

/**
 * A name for a file to keep that nothing has yet: the time, with colons replaced because Windows
 * forbids them.
 */
export function keptName(
  path: string,
  kind: KeptKind,
  now: Timestamp,
  taken: ReadonlySet<string>,
): string {
  const stem = `${path}.${kind}-${new Date(now).toISOString().replaceAll(':', '-')}`;
  let name = stem;
  for (let n = 2; taken.has(basename(name)); n++) name = `${stem}-${n}`;
  return name;
}

/** Which kept file of the database, or of its journal, a name in its folder is, and of when. */
export function parseKept(
  name: string,
  names: FileNames,
): { readonly kind: KeptKind; readonly at: Timestamp } | undefined {
  const own = [names.journal, names.main]
    .map(path => basename(path))
    .find(each => name.startsWith(`${each}.`));
  if (own === undefined) return undefined;
  const match =
    /^(damaged|replaced|backup)-(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d\.\d{3}Z)(-\d+)?$/.exec(
      name.slice(own.length + 1),
    );
  const [, kind, hour = '', minute = '', second = ''] = match ?? [];
  const at = Date.parse(`${hour}:${minute}:${second}`);
  return kind === undefined || Number.isNaN(at) ? undefined : { kind: kind as KeptKind, at };
}
