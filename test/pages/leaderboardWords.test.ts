import { expect, it } from 'vitest';
import { BOARD_DEFAULTS } from '../../src/core/ranking/options.ts';
import { sampleBallots } from '../support/pageHarness/ballots.ts';
import { leaderboardPages } from '../support/pageHarness/leaderboardPages.ts';

// That the page says nothing it does not know.

const show = leaderboardPages();
const BALLOTS = sampleBallots({ bots: 4, votes: 300 });
const ALONE = sampleBallots({ bots: 3, votes: 300, voters: 1 });

it('says "you" to the only annotator there is', async () => {
  const { page } = await show(ALONE);
  expect(await page.locator('#bias').textContent()).toMatch(/What you go by.*You choose/);
  await page.close();
});

it('names the annotator whose votes alone are counted', async () => {
  const options = { ...BOARD_DEFAULTS, filter: { ...BOARD_DEFAULTS.filter, voters: ['Ann'] } };
  const { page } = await show(sampleBallots({ bots: 3, votes: 1200 }), { kept: { options } });
  const text = (await page.locator('#bias').textContent())!;
  expect(text).toContain('What Ann goes by beside the answer');
  expect(text).not.toMatch(/\byou\b/i);
  await page.close();
});

it('does not take an annotator of an imported file for the reader', async () => {
  const { page } = await show(ALONE.map(ballot => ({ ...ballot, origin: 'fastchat' })));
  expect(await page.locator('#bias').textContent()).not.toMatch(/\byou\b/i);
  await page.close();
});

it('says how sure the number of votes to come is', async () => {
  const { page, host } = await show(BALLOTS);
  const told = host.boardBy(BOARD_DEFAULTS).separations.filter(({ votes }) => votes !== null);
  expect(told.length).toBeGreaterThan(0);
  const texts = await page.getByTestId('separation').allTextContents();
  expect(texts.some(text => /^≈ [\d,]+ more votes .*\(80 % power\)$/.test(text))).toBe(true);
  await page.close();
});

it('gives no day to votes without a time', async () => {
  const timeless = BALLOTS.map(ballot => ({ ...ballot, castAt: 0 }));
  const { page } = await show(timeless);
  expect(await page.getByTestId('voter-table').textContent()).not.toContain('1970');
  await page.locator('tbody [data-testid=wins] button').first().click();
  expect(await page.getByTestId('vote').first().textContent()).toContain('at an unknown time');
  await page.close();
});

it('calls languages as the reader does', async () => {
  const bundle = { Chinese: '中文', English: '英文' };
  const { page } = await show(BALLOTS, {
    locale: 'zh-cn',
    bundle,
    kept: {
      options: { ...BOARD_DEFAULTS, filter: { ...BOARD_DEFAULTS.filter, languages: ['English'] } },
      open: ['filters'],
    },
  });
  expect(await page.getByTestId('chip').textContent()).toContain('英文');
  const labels = await page.getByTestId('filter-languages').locator('label').allTextContents();
  expect(labels).toEqual(['英文', '中文', 'German']);
  await page.close();
});
