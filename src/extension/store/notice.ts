import type { StoreError } from './storeError.ts';

/**
 * Why a file was set aside.
 *
 * - `notADatabase`: it is no SQLite file.
 * - `corrupt`: SQLite or the checksums found damage in it.
 * - `unreadable`: the disk does not give it out.
 * - `gap`: changes are missing between the snapshot and the journal, or within the journal.
 * - `orphaned`: the journal's snapshot is missing, damaged or another one.
 * - `replaced`: somebody put another file in the place of ours while it was open.
 */
export type DamageReason =
  'notADatabase' | 'corrupt' | 'unreadable' | 'gap' | 'orphaned' | 'replaced';

/** What people should hear of although the database works. */
export type StoreNotice =
  | {
      readonly kind: 'setAside';
      readonly from: string;
      readonly to: string;
      readonly reason: DamageReason;
    }
  /** What could be read of a damaged file, or of its backup and journal, is in a new one. */
  | {
      readonly kind: 'recovered';
      /** The file that could not be trusted; under another name now. */
      readonly from: string;
      readonly to: string;
      readonly sessions: number;
      readonly turns: number;
      readonly replies: number;
      readonly votes: number;
      /** Where the rows come from if nothing could be read of the file itself. */
      readonly backup?: string;
    }
  /** The last append was cut short, so nobody was told that it was saved. */
  | { readonly kind: 'tornTail'; readonly path: string; readonly bytes: number }
  /** Nothing is lost, the journal has it all; but it grows until a snapshot succeeds. */
  | { readonly kind: 'snapshotFailed'; readonly error: StoreError }
  /** Another window has the same database open; whichever acts has it. */
  | { readonly kind: 'shared'; readonly path: string }
  /** The files were removed or replaced while open and were written again from memory. */
  | { readonly kind: 'rewritten'; readonly path: string }
  /** It was opened for reading, because nothing can be written. */
  | { readonly kind: 'readOnly' | 'full'; readonly path: string; readonly error: StoreError }
  /** No backup could be made; everything else works. */
  | { readonly kind: 'backupFailed'; readonly path: string; readonly error: StoreError };
