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
  await page.getByTestId('empty').getByText('Open the arena').click();
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
