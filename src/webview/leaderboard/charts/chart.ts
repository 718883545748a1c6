import type { Translate } from '../../../core/text.ts';
import type { LeaderboardSnapshot } from '../../../protocol/leaderboardPage.ts';

interface ChartSpace {
  /** Pixels. */
  readonly width: number;
  readonly locale: string;
  readonly t: Translate;
}

/** One picture of the leaderboard: a file of its own, and a line in charts.ts. */
export interface Chart {
  readonly id: string;
  readonly title: (t: Translate) => string;
  /** Draws with colours of the theme (`var(--vscode-…)`) only. */
  readonly draw: (snapshot: LeaderboardSnapshot, space: ChartSpace) => Element;
}
