import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { Reply, ReplyState, Turn, TurnId } from '../../../src/core/model.ts';
import type { ArenaSnapshot, Gate } from '../../../src/protocol/arenaPage.ts';
import { ArenaHost } from './arenaHost.ts';
import { bundlePage } from './bundle.ts';
import { launch, openPage, type OpenPage } from './open.ts';
import { sampleTurn, seats, snapshotOf } from './samples.ts';

export const bots = seats(3);
export const done: ReplyState = { kind: 'done', finish: 'stop' };
export const streaming: ReplyState = { kind: 'streaming' };
const winners = bots.map(({ seat }) => seat);
export const open: Gate = { ask: 'open', vote: 'open', winners, retryIn: 't0' as TurnId };
export const voteFirst: Gate = { ...open, ask: 'voteFirst' };
export const busy: Gate = { ask: 'busy', vote: 'busy', winners: [], retryIn: 't0' as TurnId };

/** One turn in which all bots are in the same state. */
export const turnOf = (state: ReplyState, text: string): Turn =>
  sampleTurn(
    0,
    'Hi',
    bots,
    bots.map(() => [state, text] as const),
  );

/** The reply of A in it. */
export const replyOf = (state: ReplyState, text: string): Reply => turnOf(state, text).replies[0]!;

/** Where a key would go, also inside the toolkit's elements: a test id, or the tag. */
export const focused = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null;
    return element?.dataset['testid'] ?? element?.tagName.toLowerCase();
  });

interface Shown extends OpenPage {
  readonly host: ArenaHost;
}

type Show = (
  change?: Partial<ArenaSnapshot>,
  calls?: ConstructorParameters<typeof ArenaHost>[1],
  kept?: unknown,
) => Promise<Shown>;

/** One browser for a file of tests. @returns a function that opens an arena page in it. */
export function arenaPages(): Show {
  let browser: Browser;
  let files: { js: string; css: string };
  beforeAll(async () => {
    [browser, files] = await Promise.all([launch(), bundlePage('src/webview/arena/main.tsx')]);
  });
  afterAll(() => browser.close());
  return async (change, calls = {}, kept) => {
    const host = new ArenaHost(snapshotOf(change), calls);
    const opened = await openPage(browser, { page: 'arena', files, host: host.open, kept });
    await opened.page
      .getByTestId('gate')
      .or(opened.page.getByTestId('notice'))
      .first()
      .waitFor({ state: 'attached' });
    return { host, ...opened };
  };
}
