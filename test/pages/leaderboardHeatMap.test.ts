import { expect, it } from 'vitest';
import { leaderboardPages, MANY } from '../support/pageHarness/leaderboardPages.ts';

const show = leaderboardPages();

it('draws 870 cells in pieces, names those that are reached, and keeps the rows’ names in sight', async () => {
  const { page } = await show(MANY, { width: 700 });
  const chart = page.getByTestId('chart-predicted-win-rates');
  await chart.scrollIntoViewIfNeeded();
  const cells = chart.locator('[data-a][data-b]');
  await expect.poll(() => cells.count(), { timeout: 10_000 }).toBe(30 * 29);
  await expect.poll(() => chart.locator('svg.plot [role=button]').count()).toBe(1);

  const cell = cells.nth(3);
  expect(await cell.locator('title').count()).toBe(0);
  await cell.hover();
  expect(await cell.getAttribute('aria-label')).toContain('win rate predicted');
  expect(await cell.locator('title').count()).toBe(1);

  const name = chart.locator('.row-names text').first();
  const leftOf = () => name.evaluate(text => Math.round(text.getBoundingClientRect().left));
  const before = await leftOf();
  await chart.locator('.chart-box').evaluate(box => (box.scrollLeft = 200));
  expect(await chart.locator('.chart-box').evaluate(box => box.scrollLeft)).toBe(200);
  await expect.poll(leftOf).toBe(before);
  await page.close();
});
