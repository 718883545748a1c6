import { mkdir, writeFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Board } from '../../src/core/ranking/board.ts';
import { BOARD_DEFAULTS } from '../../src/core/ranking/options.ts';
import { LeaderboardHost } from '../support/pageHarness/leaderboardHost.ts';
import { leaderboardPages, MANY } from '../support/pageHarness/leaderboardPages.ts';

const show = leaderboardPages();

/**
 * Milliseconds. Steps of the drawing take about 10 on a machine that does nothing else, and up to 25 beside
 * other tests; a chart that is drawn for the first time is slower, for its code is not compiled yet.
 */
const USUAL = 30;
const LONGEST = 60;
/** So many tasks may be longer than usual. */
const FIRST_TIMES = 5;

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

it('does its work in short tasks while boards of 20,000 votes come and are drawn', async () => {
  const { page, host } = await show(MANY, { height: 1400 });
  await answerInPage(page, {
    bt: host.boardBy(BOARD_DEFAULTS),
    elo: new LeaderboardHost(MANY).boardBy({ ...BOARD_DEFAULTS, method: 'elo' }),
  });
  const body = page.locator('.board-body');
  await page.getByTestId('fold-options').locator('summary').click();
  await page.waitForTimeout(1000);

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
  const figures = { tasks: tasks.length, longest: tasks.slice(0, 20) };
  await writeFile('artifacts/leaderboard-tasks.json', JSON.stringify(figures, null, 2));
  expect(await page.locator('svg.plot').count()).toBeGreaterThan(8);
  expect(tasks.length).toBeGreaterThan(200);
  expect(tasks.filter(task => task > LONGEST)).toEqual([]);
  expect(tasks.slice(FIRST_TIMES).filter(task => task > USUAL)).toEqual([]);
  await page.close();
});
