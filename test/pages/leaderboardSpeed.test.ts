import { mkdir, writeFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Board } from '../../src/core/ranking/board.ts';
import { BOARD_DEFAULTS } from '../../src/core/ranking/options.ts';
import { LeaderboardHost } from '../support/pageHarness/leaderboardHost.ts';
import { leaderboardPages, MANY } from '../support/pageHarness/leaderboardPages.ts';

const show = leaderboardPages();

/**
 * Elements that a frame may put into the page. A heat map of 30 bots alone has 1,740 rectangles and numbers,
 * which a browser lays out and paints for several frames if they come at once.
 */
const A_FRAME = 1000;

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds that the thread really worked. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/**
 * The work of the page's own thread, a number a task: milliseconds of processor time, so that whatever
 * else the machine does is left out.
 */
async function tasksDuring(page: Page, act: () => Promise<void>): Promise<number[]> {
  const browser = page.context().browser() as Browser;
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] });
  await act();
  const text = (await browser.stopTracing()).toString();
  const { traceEvents } = JSON.parse(text) as { traceEvents: readonly TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid}/${tid}`;
  const main = new Set(
    traceEvents.filter(({ args }) => args.name === 'CrRendererMain').map(threadOf),
  );
  return traceEvents
    .filter(event => event.name === 'RunTask' && main.has(threadOf(event)))
    .map(({ tdur = 0 }) => tdur / 1000)
    .sort((x, y) => y - x);
}

/** Counts from now on how many elements each frame puts into the page. */
async function countAdded(page: Page): Promise<void> {
  await page.evaluate(() => {
    const frames = [0];
    const count = (node: Node): number =>
      node instanceof Element ? 1 + node.querySelectorAll('*').length : 0;
    new MutationObserver(records => {
      const nodes = records.flatMap(({ addedNodes }) => [...addedNodes]);
      const added = nodes.reduce((sum, node) => sum + count(node), 0);
      frames.push((frames.pop() ?? 0) + added);
    }).observe(document.body, { childList: true, subtree: true });
    const next = (): void => {
      frames.push(0);
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    Object.assign(globalThis, { addedInFrames: () => frames });
  });
}

/** Lets the page itself answer for the host, by messages as the editor sends them. */
async function answerInPage(page: Page, boards: Readonly<Record<string, Board>>): Promise<void> {
  await page.evaluate(made => {
    const post = (message: object) => window.postMessage(message, '*');
    const toHost = (message: { id: number; body: { method: string } }) =>
      setTimeout(() => post({ rpc: 'answer', id: message.id, body: made[message.body.method] }));
    const changed = () => post({ rpc: 'event', event: 'changed', body: {} });
    Object.assign(globalThis, { toHost, changed });
  }, boards);
}

/** What is drawn on the way makes the page longer, so its end is known on arrival only. */
const isAtEnd = (body: Locator): Promise<boolean> =>
  body.evaluate(box => box.scrollTop + box.clientHeight >= box.scrollHeight - 1);

// How long that takes is written down and not judged: it depends on what else the machine does.
it('draws a little a frame while boards of 20,000 votes come and are drawn', async () => {
  const { page, host } = await show(MANY, { height: 1400 });
  await answerInPage(page, {
    bt: host.boardBy(BOARD_DEFAULTS),
    elo: new LeaderboardHost(MANY).boardBy({ ...BOARD_DEFAULTS, method: 'elo' }),
  });
  const body = page.locator('.board-body');
  await page.getByTestId('fold-options').locator('summary').click();
  await page.waitForTimeout(1000);
  await countAdded(page);

  const tasks = await tasksDuring(page, async () => {
    for (const method of ['elo', 'bt', 'elo', 'bt', 'elo']) {
      await page.getByTestId('method').selectOption(method);
      await page.waitForTimeout(300);
    }
    // Past all charts: each is drawn for the first time.
    for (let top = 0; !(await isAtEnd(body)); top += 200) {
      await body.evaluate((box, at) => (box.scrollTop = at), top);
      await page.waitForTimeout(60);
    }
    // The heat maps are the heaviest to draw again.
    await page.getByTestId('chart-observed-win-rates').scrollIntoViewIfNeeded();
    for (let vote = 0; vote < 5; vote++) {
      await page.evaluate('changed()');
      await page.waitForTimeout(400);
    }
  });
  await mkdir('artifacts', { recursive: true });
  const added = await page.evaluate<number[]>('addedInFrames()');
  const most = added.sort((x, y) => y - x).slice(0, 20);
  const figures = { tasks: tasks.length, longestMs: tasks.slice(0, 20), mostElements: most };
  await writeFile('artifacts/leaderboard-tasks.json', JSON.stringify(figures, null, 2));
  expect(await page.locator('svg.plot').count()).toBeGreaterThan(8);
  expect(tasks.length).toBeGreaterThan(200);
  expect(most[0]).toBeLessThan(A_FRAME);
  // All of it was counted: the heat maps alone are drawn many times.
  expect(added.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(10_000);
  await page.close();
});
