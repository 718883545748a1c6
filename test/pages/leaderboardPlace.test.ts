import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { BOARD_DEFAULTS } from '../../src/core/ranking/options.ts';
import { sampleBallots } from '../support/pageHarness/ballots.ts';
import { leaderboardPages } from '../support/pageHarness/leaderboardPages.ts';

// Where somebody stands on the page: with the keyboard, in a list, and when they come back.

const show = leaderboardPages();
const BALLOTS = sampleBallots({ bots: 4, votes: 300 });

const scrolled = (page: Page, box: string): Promise<number> =>
  page.locator(box).evaluate(element => element.scrollTop);

it('comes back to the list of votes that a session was opened from', async () => {
  const first = await show(BALLOTS);
  const [best] = first.host.boardBy(BOARD_DEFAULTS).bots;
  await first.page.locator('.board-body').evaluate(body => (body.scrollTop = 120));
  await first.page
    .locator(`tr[data-bot="${best!.name}"]`)
    .getByTestId('wins')
    .locator('button')
    .click();
  await first.page.getByTestId('vote').first().waitFor();
  await first.page.locator('.behind').evaluate(list => (list.scrollTop = 900));
  await first.page.waitForTimeout(300);
  await first.page.getByTestId('open-session').nth(12).click();
  await expect.poll(() => first.host.bodiesOf('session/open').length).toBe(1);
  const kept = await first.page.evaluate<{ place: { top: number } }>('keptState');
  expect(kept.place).toEqual({
    top: expect.any(Number) as number,
    listTop: 900,
    cell: { a: best!.key, outcome: 'win' },
  });
  expect(kept.place.top).toBeGreaterThan(0);
  await first.page.close();

  const { page } = await show(BALLOTS, { kept });
  await page.getByTestId('vote').first().waitFor();
  expect(await page.locator('#behind-title').textContent()).toBe(`Votes that ${best!.name} won`);
  await expect.poll(() => scrolled(page, '.behind')).toBe(900);
  expect(await scrolled(page, '.board-body')).toBe(kept.place.top);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByTestId('behind').count()).toBe(0);
  const after: unknown = await page.evaluate('keptState');
  expect(after).toMatchObject({ place: { listTop: 0 } });
  expect(after).not.toHaveProperty('place.cell.a');
  await page.close();
});

it('tells in the list itself that a session could not be opened', async () => {
  const { page } = await show(BALLOTS, {
    calls: {
      'session/open': () => {
        throw new Error('The session is gone.');
      },
    },
  });
  await page.locator('tbody [data-testid=wins] button').first().click();
  await page.getByTestId('open-session').first().click();
  const notice = page.getByTestId('behind').getByTestId('notice');
  await notice.waitFor();
  expect(await notice.textContent()).toContain('The session is gone.');
  expect(await page.getByTestId('notice').count()).toBe(1);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByTestId('notice').count()).toBe(0);
  await page.close();
});

it('says in the list why there are no votes, and gives the focus back', async () => {
  const { page } = await show(BALLOTS, {
    calls: {
      'board/behind': () => {
        throw new Error('The database is closed.');
      },
    },
  });
  const button = page.locator('tbody [data-testid=wins] button').first();
  await button.click();
  const behind = page.getByTestId('behind');
  await behind.getByTestId('notice').waitFor();
  expect(await behind.locator('.spinner').count()).toBe(0);
  await page.keyboard.press('Escape');
  await expect.poll(() => behind.count()).toBe(0);
  expect(await button.evaluate(element => element === document.activeElement)).toBe(true);
  await page.close();
});

it('leaves the focus on the same part of a chart that is drawn again', async () => {
  const { page, host } = await show(BALLOTS.slice(0, 200));
  const chart = page.getByTestId('chart-observed-win-rates');
  await chart.scrollIntoViewIfNeeded();
  await chart.locator('[role=button][tabindex="0"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const stood = () =>
    page.evaluate(() => Object.entries((document.activeElement as SVGElement).dataset));
  const before = await stood();
  expect(before.map(([name]) => name)).toContain('b');
  const third = await chart
    .locator('[role=button]')
    .nth(2)
    .evaluate(part => Object.entries((part as SVGElement).dataset));
  expect(before).toEqual(third);
  const old = await chart.locator('svg.plot').elementHandle();
  host.change(BALLOTS);
  await expect.poll(() => old.evaluate(drawing => drawing.isConnected)).toBe(false);
  expect(await stood()).toEqual(before);
  expect(await chart.locator('[tabindex="0"]').count()).toBe(1);
  await page.close();
});

it('goes to the ends of a row with Home and End, and of the table with Ctrl', async () => {
  const { page } = await show(BALLOTS);
  await page.locator('tbody [data-testid=wins] button').nth(1).focus();
  const at = () =>
    page.evaluate(() => {
      const cell = document.activeElement?.closest<HTMLTableCellElement>('td, th');
      const row = cell?.closest('tr');
      return [row?.rowIndex, cell?.cellIndex];
    });
  await page.keyboard.press('Home');
  expect(await at()).toEqual([2, 0]);
  await page.keyboard.press('ArrowRight');
  expect(await at()).toEqual([2, 1]);
  await page.keyboard.press('End');
  expect(await at()).toEqual([2, 9]);
  await page.keyboard.press('Control+End');
  expect(await at()).toEqual([4, 9]);
  await page.keyboard.press('Control+Home');
  expect(await at()).toEqual([0, 0]);
  await page.close();
});

it.each(['rank', 'name', 'groups'])('opens the votes behind a %s', async column => {
  const { page, host } = await show(BALLOTS);
  const [best] = host.boardBy(BOARD_DEFAULTS).bots;
  const index = { rank: 0, name: 1, groups: 4 }[column]!;
  await page.locator('tbody tr').first().locator('td, th').nth(index).locator('button').click();
  await expect
    .poll(() => host.bodiesOf('board/behind'))
    .toEqual([{ options: BOARD_DEFAULTS, cell: { a: best!.key } }]);
  await page.close();
});

it('opens the votes of a voter’s last day', async () => {
  const { page, host } = await show(BALLOTS);
  const { voters } = host.boardBy(BOARD_DEFAULTS);
  const ann = voters.find(({ name }) => name === 'Ann')!;
  await page.locator('tr[data-voter="Ann"] td').nth(5).locator('button').click();
  const day = new Date(ann.lastAt).toISOString().slice(0, 10);
  await expect
    .poll(() => host.bodiesOf('board/behind'))
    .toEqual([{ options: BOARD_DEFAULTS, cell: { voter: 'Ann', day } }]);
  await page.close();
});

it('leads to every part of the page, in few words', async () => {
  const { page } = await show(BALLOTS);
  const titles = await page.locator('.jump button').allTextContents();
  expect(titles).toContain('What more votes would tell');
  expect(titles).toContain('What annotators go by beside the answer');
  expect(titles).toContain('Predicted win rates');
  const headings = page.locator('.board-body section[id] h2');
  expect(titles).toHaveLength(await headings.count());
  await page.close();
});

it.each([
  ['rating-intervals', 1, ['a']],
  ['battles-per-bot', 2, ['a', 'outcome']],
  ['observed-win-rates', 2, ['a', 'b']],
] as const)('opens the votes behind a number in the table of %s', async (id, column, parts) => {
  const { page, host } = await show(BALLOTS);
  const chart = page.getByTestId(`chart-${id}`);
  await chart.getByTestId('as-table').click();
  const row = chart.locator('tbody tr').first();
  const text = await row
    .locator('td')
    .nth(column - 1)
    .textContent();
  expect(text).not.toBe('');
  // Set once the table is drawn.
  await expect.poll(() => chart.locator('table button[tabindex="0"]').count()).toBe(1);
  await row
    .locator('td')
    .nth(column - 1)
    .locator('button')
    .click();
  await expect.poll(() => host.bodiesOf('board/behind').length).toBe(1);
  const [{ cell }] = host.bodiesOf('board/behind') as [{ cell: Record<string, string> }];
  expect(Object.keys(cell)).toEqual(parts);
  const { bots } = host.boardBy(BOARD_DEFAULTS);
  expect(bots.find(({ key }) => key === cell['a'])?.name).toBe(
    await row.locator('th').textContent(),
  );
  await page.close();
});
