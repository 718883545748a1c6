import type { Board } from '../../core/ranking/board.ts';
import type { BootstrapEloRow } from '../../core/ranking/bootstrapEloTable.ts';
import type { ChartWords } from '../chartWords.ts';

export interface ReportAbout extends ChartWords {
  /** Of this program. */
  readonly version: string;
  /** Milliseconds since 1970-01-01 UTC. Without it, the same board gives the same bytes at any time. */
  readonly madeAt?: number | undefined;
  /** Of the board's votes and options; without it, or without a row, its section is left out. */
  readonly bootstrapElo?: readonly BootstrapEloRow[] | undefined;
}

/**
 * What the bundle dist/report.cjs exports, for hosts that load it when somebody first wants a report.
 * It needs no types of a browser, as the charts themselves do.
 */
export interface ReportBundle {
  /** The whole board as one HTML file that needs nothing else, not even a script. */
  readonly htmlReport: (board: Board, about: ReportAbout) => string;
}
