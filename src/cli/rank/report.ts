import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../../../package.json';
import type { ReportBundle } from '../../charts/report/reportBundle.ts';
import type { Board } from '../../core/ranking/board.ts';
import type { BootstrapEloRow } from '../../core/ranking/bootstrapEloTable.ts';
import { inEnglish } from '../../core/text.ts';

/** What a report tells of; costs more than the table does. */
export interface ReportContent {
  readonly board: Board;
  readonly bootstrapElo: readonly BootstrapEloRow[];
}

/** A page that stands alone. No date is in it: the same votes give the same bytes. */
export function reportOf({ board, bootstrapElo }: ReportContent): string {
  // Beside the bundle, not in it: most calls of the program draw nothing.
  const folder = path.dirname(fileURLToPath(import.meta.url));
  const { htmlReport } = createRequire(import.meta.url)(
    path.join(folder, 'report.cjs'),
  ) as ReportBundle;
  return htmlReport(board, { version, t: inEnglish, locale: 'en', bootstrapElo });
}
