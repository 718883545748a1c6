import type { SqlJsStatic } from 'sql.js';
import type { Timestamp } from '../../core/model.ts';
import type { Files } from './files.ts';
import type { StoreNotice } from './notice.ts';

/** What opening the files needs, the first time and again. */
export interface Source {
  readonly files: Files;
  readonly sqlJs: SqlJsStatic;
  readonly onNotice: (notice: StoreNotice) => void;
  readonly now: () => Timestamp;
  /** How many backups are kept; if nobody says, one is made before a migration and none is removed. */
  readonly backups: (() => number) | undefined;
}
