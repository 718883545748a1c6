import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { Ballot } from '../../../src/core/ranking/ballot.ts';
import { sampleBallots } from './ballots.ts';
import { bundlePage } from './bundle.ts';
import { LeaderboardHost } from './leaderboardHost.ts';
import { launch, openPage, type OpenPage } from './open.ts';
import type { ThemeName } from './themes.ts';

/** What a small team has after an afternoon. */
export const FEW = sampleBallots({ bots: 3, votes: 40, days: 5 });
/** What a public arena has. */
export const MANY = sampleBallots({ bots: 30, votes: 20_000, voters: 40, days: 60 });

interface ShowOptions {
  readonly calls?: ConstructorParameters<typeof LeaderboardHost>[1];
  readonly kept?: unknown;
  readonly width?: number;
  readonly height?: number;
  readonly theme?: ThemeName;
  readonly locale?: string;
  readonly bundle?: Readonly<Record<string, string>>;
  readonly hasClock?: boolean;
  /** Whether the page is to be seen before it has its first board. */
  readonly isEarly?: boolean;
}

interface Shown extends OpenPage {
  readonly host: LeaderboardHost;
}

type Show = (ballots: readonly Ballot[], options?: ShowOptions) => Promise<Shown>;

/** One browser for a file of tests. @returns a function that opens a leaderboard in it. */
export function leaderboardPages(): Show {
  let browser: Browser;
  let files: { js: string; css: string };
  beforeAll(async () => {
    [browser, files] = await Promise.all([
      launch(),
      bundlePage('src/webview/leaderboard/main.tsx'),
    ]);
  });
  afterAll(() => browser.close());
  return async (ballots, { calls = {}, isEarly = false, ...options } = {}) => {
    const host = new LeaderboardHost(ballots, calls);
    const opened = await openPage(browser, {
      page: 'leaderboard',
      files,
      host: host.open,
      ...options,
    });
    await opened.page
      .getByTestId(isEarly ? 'reading' : 'votes')
      .or(opened.page.getByTestId('notice'))
      .first()
      .waitFor({ state: 'attached' });
    return { host, ...opened };
  };
}
