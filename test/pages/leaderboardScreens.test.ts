import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { BOARD_DEFAULTS } from '../../src/core/ranking/options.ts';
import { sampleBallots } from '../support/pageHarness/ballots.ts';
import { FEW, leaderboardPages, MANY } from '../support/pageHarness/leaderboardPages.ts';
import { chineseBundle, faults } from '../support/pageHarness/looking.ts';
import type { ThemeName } from '../support/pageHarness/themes.ts';

// Pictures for people to look at; the proof that nothing keeps anybody from using the page.

const FOLDER = 'artifacts/screenshots';
const show = leaderboardPages();
let chinese: Readonly<Record<string, string>>;

beforeAll(async () => {
  await mkdir(FOLDER, { recursive: true });
  chinese = await chineseBundle();
});

/** Until every chart that will be drawn has been. */
async function allDrawn(page: Page): Promise<void> {
  const boxes = await page.locator('.chart-box').all();
  for (const box of boxes) {
    await box.scrollIntoViewIfNeeded();
    await box.locator('svg.plot').waitFor();
  }
}

const looks: readonly (readonly [ThemeName, string])[] = [
  ['dark', 'en'],
  ['light', 'en'],
  ['hc', 'en'],
  ['dark', 'zh-cn'],
];
const boards = [
  ['few', FEW],
  ['many', MANY],
] as const;

describe.each(looks)('in %s, %s', (theme, locale) => {
  const look = () => ({ theme, locale, bundle: locale === 'en' ? {} : chinese });
  const name = (what: string) => `${FOLDER}/leaderboard-${what}-${theme}-${locale}.png`;

  it.each(boards)('shows every chart of %s votes, and axe finds nothing', async (size, ballots) => {
    const options = { ...BOARD_DEFAULTS, styleControl: true };
    const kept = { options, open: ['options', 'advanced', 'filters', 'excluded'] };
    const { page, complaints } = await show(ballots, {
      ...look(),
      kept,
      width: 1100,
      height: 1500,
    });
    await page.getByTestId('leaderboard-table').waitFor();
    await allDrawn(page);
    for (const section of await page.locator('section[data-testid^="chart-"]').all()) {
      const id = (await section.getAttribute('data-testid')) ?? '';
      await section.screenshot({ path: name(`${size}-${id}`) });
    }
    await page.locator('.board-body').evaluate(body => (body.scrollTop = 0));
    await page.screenshot({ path: name(`${size}-top`) });
    expect(await faults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each([400, 1600])('fits %i px', async width => {
    const { page } = await show(FEW, { ...look(), width, height: 1000 });
    await page.getByTestId('leaderboard-table').waitFor();
    await allDrawn(page);
    await page.locator('.board-body').evaluate(body => (body.scrollTop = 0));
    const over = await page
      .locator('.board-body')
      .evaluate(body => body.scrollWidth - body.clientWidth);
    expect(over).toBe(0);
    await page.screenshot({ path: name(`${width}`) });
    await page.close();
  });

  it('shows the votes behind a number', async () => {
    const { page } = await show(FEW, { ...look(), width: 1000, height: 720 });
    await page.locator('tbody [data-testid=wins] button').first().click();
    await page.getByTestId('vote').first().waitFor();
    await page.screenshot({ path: name('behind') });
    expect(await faults(page)).toEqual([]);
    await page.close();
  });

  it('shows a chart as a table', async () => {
    const { page } = await show(FEW, { ...look(), width: 1000, height: 720 });
    const chart = page.getByTestId('chart-rating-intervals');
    await chart.getByTestId('as-table').click();
    await chart.screenshot({ path: name('as-table') });
    expect(await faults(page)).toEqual([]);
    await page.close();
  });

  it('warns of bots that cannot be compared', async () => {
    const islands = sampleBallots({ bots: 6, votes: 60 }).filter(({ shown }) => {
      const [a, b] = shown.map(({ fingerprint }) => parseInt(fingerprint, 16) % 2);
      return a === b;
    });
    const { page } = await show(islands, { ...look(), width: 1000, height: 720 });
    await page.getByTestId('warning-islands').waitFor();
    await page.screenshot({ path: name('warnings') });
    expect(await faults(page)).toEqual([]);
    await page.close();
  });

  it.each(['empty', 'all-filtered'])('says why there is nothing: %s', async state => {
    const filter = { ...BOARD_DEFAULTS.filter, tags: ['none of them'] };
    const kept = { options: { ...BOARD_DEFAULTS, filter } };
    const { page } = await show(state === 'empty' ? [] : FEW, { ...look(), kept, height: 500 });
    await page.getByTestId(state).waitFor();
    await page.screenshot({ path: name(state) });
    expect(await faults(page)).toEqual([]);
    await page.close();
  });
});
