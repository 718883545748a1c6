import type { StoreError } from './storeError.ts';

/**
 * Why a file was set aside.
 *
 * - `notADatabase`: it is no SQLite file.
 * - `corrupt`: SQLite or the checksums found damage in it.
 * - `unreadable`: the disk does not give it out.
 * - `gap`: changes are missing between the snapshot and the journal, or within the journal.
 * - `orphaned`: the journal's snapshot is missing, damaged or another one.
 */
export type DamageReason = 'notADatabase' | 'corrupt' | 'unreadable' | 'gap' | 'orphaned';

/** What people should hear of although the database works. */
export type StoreNotice =
  | {
      readonly kind: 'setAside';
      readonly from: string;
      readonly to: string;
      readonly reason: DamageReason;
    }
  /** The last append was cut short, so nobody was told that it was saved. */
  | { readonly kind: 'tornTail'; readonly path: string; readonly bytes: number }
  /** Nothing is lost, the journal has it all; but it grows until a snapshot succeeds. */
  | { readonly kind: 'snapshotFailed'; readonly error: StoreError };
