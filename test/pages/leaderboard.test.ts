import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sampleBoard } from '../support/pageHarness/boards.ts';
import { bundlePage } from '../support/pageHarness/bundle.ts';
import { LeaderboardHost } from '../support/pageHarness/leaderboardHost.ts';
import { launch, openPage } from '../support/pageHarness/open.ts';

let browser: Browser;
let files: { js: string; css: string };
beforeAll(async () => {
  [browser, files] = await Promise.all([launch(), bundlePage('src/webview/leaderboard/main.tsx')]);
});
afterAll(() => browser.close());

const show = async (host: LeaderboardHost) => {
  const { page, complaints } = await openPage(browser, {
    page: 'leaderboard',
    files,
    host: host.open,
  });
  return { page, complaints };
};

it('leads to the arena while there are no votes', async () => {
  const host = new LeaderboardHost({ rows: [], votes: 0, history: [] });
  const { page } = await show(host);
  await page.getByTestId('empty').getByText('Open Arena').click();
  await expect.poll(() => host.arenasOpened).toBe(1);
  await page.close();
});

it('follows each vote, with rounded ratings and a line a bot', async () => {
  const host = new LeaderboardHost(sampleBoard(2, 10));
  const { page, complaints } = await show(host);
  await page.locator('svg.plot').waitFor();
  const before = await page.getByTestId('rating').allTextContents();
  for (const rating of before) expect(rating).toMatch(/^[\d,]+$/);
  host.change(sampleBoard(4, 11));
  await expect.poll(() => page.getByTestId('rating').count()).toBe(4);
  expect(await page.getByTestId('votes').textContent()).toBe('11 votes');
  await expect.poll(() => page.locator('svg.plot g[aria-label="line"] path').count()).toBe(4);
  expect(complaints).toEqual([]);
  await page.close();
});

it.each([
  [1, 2],
  [5, 6],
])('counts %i votes of %i bots in whole numbers, with room for the newest', async (votes, bots) => {
  const { page } = await show(new LeaderboardHost(sampleBoard(bots, votes)));
  const numbers = (axis: string) =>
    page.locator(`svg.plot g[aria-label="${axis}-axis tick label"] text`).allTextContents();
  await page.locator('svg.plot').waitFor();
  const x = await numbers('x');
  expect(x).toEqual(Array.from({ length: votes + 1 }, (_, vote) => String(vote)));
  const y = await numbers('y');
  expect(new Set(y).size).toBe(y.length);
  for (const text of y) expect(text).toMatch(/^\d+$/);
  const ends = await page
    .locator('svg.plot g[aria-label="line"] path')
    .evaluateAll(lines => lines.map(line => line.getBoundingClientRect().right));
  const tick = await page.locator('svg.plot g[aria-label="x-axis tick"] path').last().boundingBox();
  for (const end of ends) expect(end).toBeGreaterThan(tick!.x + 5);
  await page.close();
});

it('leaves a bot its line when it falls', async () => {
  const board = sampleBoard(3, 5);
  const host = new LeaderboardHost(board);
  const { page } = await show(host);
  const bot = board.rows[0]!.name;
  const stroke = () => page.locator(`tr[data-bot="${bot}"] line`).getAttribute('stroke');
  const before = await stroke();
  host.change({ ...board, rows: [...board.rows].reverse() });
  await expect.poll(() => page.locator('tbody tr').last().getAttribute('data-bot')).toBe(bot);
  expect(await stroke()).toBe(before);
  await page.close();
});

it('follows the theme without being drawn again', async () => {
  const { page } = await show(new LeaderboardHost(sampleBoard(1, 5)));
  const line = page.locator('svg.plot g[aria-label="line"]');
  await line.waitFor({ state: 'attached' });
  const colour = () => line.evaluate(element => getComputedStyle(element).stroke);
  const before = await colour();
  await page.evaluate(() =>
    document.documentElement.style.setProperty('--vscode-charts-blue', 'rgb(1, 2, 3)'),
  );
  expect(before).not.toBe('rgb(1, 2, 3)');
  expect(await colour()).toBe('rgb(1, 2, 3)');
  await page.close();
});
