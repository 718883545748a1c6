import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { BOARD_DEFAULTS, type BoardOptions } from '../../src/core/ranking/options.ts';
import { sampleBallots } from '../support/pageHarness/ballots.ts';
import { LeaderboardHost } from '../support/pageHarness/leaderboardHost.ts';
import { FEW, leaderboardPages } from '../support/pageHarness/leaderboardPages.ts';

const show = leaderboardPages();
/** Enough for a rating each. */
const FOUR = sampleBallots({ bots: 4, votes: 300 });

const bots = (page: Page): Promise<(string | null)[]> =>
  page.locator('tr[data-bot]').evaluateAll(rows => rows.map(row => row.getAttribute('data-bot')));

it('leads to the arena while there are no votes', async () => {
  const { page, host } = await show([]);
  await page.getByTestId('empty').getByText('Open Arena').click();
  await expect.poll(() => host.bodiesOf('arena/open').length).toBe(1);
  expect(await page.getByTestId('fold-options').count()).toBe(0);
  await page.close();
});

it('says that all votes are filtered away, and takes the filters back', async () => {
  const filter = { ...BOARD_DEFAULTS.filter, tags: ['of another time'] };
  const { page, host } = await show(FEW, {
    kept: { options: { ...BOARD_DEFAULTS, filter } },
  });
  await page.getByTestId('all-filtered').waitFor();
  expect(await page.getByTestId('chip').textContent()).toContain('of another time');
  await page.getByTestId('reset-all').click();
  await page.getByTestId('leaderboard-table').waitFor();
  expect(host.options).toEqual(BOARD_DEFAULTS);
  await page.close();
});

it('shows ranks, ratings and intervals as the board has them', async () => {
  const { page, host, complaints } = await show(FOUR);
  const board = host.boardBy(BOARD_DEFAULTS);
  expect(await page.getByTestId('votes').textContent()).toBe(`${board.votes} votes`);
  expect(await page.getByTestId('battles-total').textContent()).toBe(`${board.battles} battles`);
  for (const row of board.bots) {
    const line = page.locator(`tr[data-bot="${row.name}"]`);
    expect(await line.getByTestId('rating').textContent()).toBe(row.rating.toFixed(0));
    const interval = `${row.lower.toFixed(0)}–${row.upper.toFixed(0)}`;
    expect(await line.getByTestId('interval').textContent()).toContain(interval);
    const rank = row.rankLow === row.rankHigh ? `${row.rankLow}` : `${row.rankLow}–${row.rankHigh}`;
    expect(await line.locator('td').first().textContent()).toBe(rank);
    expect(await line.getByTestId('wins').textContent()).toBe(`${row.wins}`);
  }
  expect(complaints).toEqual([]);
  await page.close();
});

it('gives no rating to a bot with few votes', async () => {
  const { page } = await show(sampleBallots({ bots: 3, votes: 4 }));
  await expect.poll(() => page.getByTestId('rating').count()).toBe(3);
  const texts = await page.getByTestId('rating').allTextContents();
  expect(new Set(texts)).toEqual(new Set(['not enough votes yet']));
  expect(await page.locator('.interval-bar').count()).toBe(0);
  await page.close();
});

it('follows each vote and keeps the old board until the new one is there', async () => {
  const { page, host, complaints } = await show(FOUR.slice(0, 100));
  await page.getByTestId('leaderboard-table').waitFor();
  host.change(FOUR.slice(0, 101));
  const votes = host.boardBy(BOARD_DEFAULTS).votes;
  await expect.poll(() => page.getByTestId('votes').textContent()).toBe(`${votes} votes`);
  expect(await page.getByTestId('leaderboard-table').count()).toBe(1);
  expect(complaints).toEqual([]);
  await page.close();
});

it('asks once for many changes, and shows the answer to the newest question only', async () => {
  const waiting: (() => void)[] = [];
  const real = new LeaderboardHost(FOUR);
  let asked = 0;
  const { page, host } = await show(FOUR, {
    calls: {
      'board/get': async options => {
        if (asked++ > 0) {
          await new Promise<void>(resolve => void waiting.push(resolve));
        }
        return real.boardBy(options);
      },
    },
  });
  await page.getByTestId('fold-options').locator('summary').click();
  const before = await page.getByTestId('votes').textContent();
  for (const method of ['elo', 'bt', 'elo']) {
    await page.getByTestId('method').selectOption(method);
  }
  for (let vote = 0; vote < 20; vote++) host.change(FOUR);
  await page.waitForTimeout(300);
  // The first change, which waits; of all that came after it nothing has been asked yet.
  expect(host.bodiesOf('board/get')).toHaveLength(2);
  expect(await page.getByTestId('votes').textContent()).toBe(before);
  waiting.shift()?.();
  await expect.poll(() => host.bodiesOf('board/get').length).toBe(3);
  expect(host.options.method).toBe('elo');
  waiting.shift()?.();
  await expect.poll(() => page.locator('.page-header .spinner').count()).toBe(0);
  expect(host.bodiesOf('board/get')).toHaveLength(3);
  await page.close();
});

it('says why there is no board, and tries again', async () => {
  let isBroken = true;
  const real = new LeaderboardHost(FOUR);
  const { page } = await show(FOUR, {
    calls: {
      'board/get': (options: BoardOptions) => {
        if (isBroken) throw new Error('The database is closed.');
        return real.boardBy(options);
      },
    },
  });
  expect(await page.getByTestId('notice').textContent()).toContain('The database is closed.');
  isBroken = false;
  await page.getByTestId('retry').click();
  await page.getByTestId('leaderboard-table').waitFor();
  expect(await page.getByTestId('notice').count()).toBe(0);
  await page.close();
});

it('sorts by any column, says so, and remembers', async () => {
  const { page, host } = await show(FOUR);
  const board = host.boardBy(BOARD_DEFAULTS);
  const sorted = (of: (row: (typeof board.bots)[number]) => number) =>
    [...board.bots].sort((x, y) => of(y) - of(x)).map(({ name }) => name);
  const header = page.locator('th', { has: page.getByTestId('sort-wins') });
  expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
  await page.getByTestId('sort-wins').click();
  expect(await bots(page)).toEqual(sorted(({ wins }) => wins));
  expect(await header.getAttribute('aria-sort')).toBe('descending');
  await page.getByTestId('sort-wins').click();
  expect(await bots(page)).toEqual(sorted(({ wins }) => wins).reverse());
  expect(await header.getAttribute('aria-sort')).toBe('ascending');
  expect(await page.locator('th[aria-sort]').count()).toBe(1);
  await page.getByTestId('sort-name').click();
  expect((await bots(page))[0]).toBe('Llama');
  const kept: unknown = await page.evaluate('keptState');
  expect(kept).toMatchObject({ sort: { column: 'name', isDescending: false } });
  await page.close();
});

it('is one stop of the Tab key, with arrow keys inside', async () => {
  const { page } = await show(FOUR);
  await page.getByTestId('leaderboard-table').waitFor();
  const stops = page.locator('[data-testid=leaderboard-table] button[tabindex="0"]');
  expect(await stops.count()).toBe(1);
  await page.getByTestId('sort-wins').focus();
  await page.keyboard.press('ArrowDown');
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest('td')?.getAttribute('data-testid'));
  expect(await focused()).toBe('wins');
  await page.keyboard.press('ArrowRight');
  expect(await focused()).toBe('ties');
  expect(await stops.count()).toBe(1);
  await page.close();
});

it('opens the votes behind a number, and from there the session', async () => {
  const { page, host, complaints } = await show(FOUR);
  const [best] = host.boardBy(BOARD_DEFAULTS).bots;
  const wins = page.locator(`tr[data-bot="${best!.name}"]`).getByTestId('wins').locator('button');
  await wins.click();
  await page.getByTestId('vote').first().waitFor();
  const cell = { a: best!.key, outcome: 'win' };
  expect(host.bodiesOf('board/behind')).toEqual([{ options: BOARD_DEFAULTS, cell }]);
  expect(await page.locator('#behind-title').textContent()).toBe(`Votes that ${best!.name} won`);
  expect(await page.getByTestId('behind-total').textContent()).toContain(`${best!.wins} votes`);
  await page.getByTestId('open-session').first().click();
  await expect.poll(() => host.bodiesOf('session/open').length).toBe(1);
  const [opened] = host.bodiesOf('session/open') as { id: string; turnId: string }[];
  expect(opened!.id).toMatch(/^s\d+$/);
  expect(opened!.turnId).toMatch(/^t\d+$/);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByTestId('behind').count()).toBe(0);
  expect(await wins.evaluate(button => button === document.activeElement)).toBe(true);
  expect(complaints).toEqual([]);
  await page.close();
});

it('shows which votes are not counted, and why', async () => {
  const { page, host } = await show(FOUR);
  const left = host.boardBy(BOARD_DEFAULTS).excluded.leakedIdentity;
  expect(left).toBeGreaterThan(2);
  const fold = page.getByTestId('fold-excluded');
  expect(await fold.locator('summary').textContent()).toBe(`${left} votes not counted`);
  await fold.locator('summary').click();
  await page.getByTestId('excluded-leakedIdentity').click();
  await expect.poll(() => page.getByTestId('vote').count()).toBe(left);
  expect(await page.getByTestId('not-counted').count()).toBe(left);
  expect(await page.getByTestId('vote').first().textContent()).toContain('A bot gave itself away');
  await page.close();
});

it('leaves a bot its line when it falls', async () => {
  const { page } = await show(FOUR);
  const stroke = () => page.locator('tr[data-bot="Llama"] line').first().getAttribute('stroke');
  const before = await stroke();
  await page.getByTestId('sort-rating').click();
  expect(await stroke()).toBe(before);
  await page.close();
});

it('draws a chart when somebody comes near it, by the jump menu too', async () => {
  const { page, complaints } = await show(FOUR, { height: 500 });
  const drawn = page.locator('svg.plot');
  const far = page.getByTestId('chart-battle-counts');
  await page.waitForTimeout(300);
  expect(await drawn.count()).toBeLessThan(4);
  expect(await far.locator('svg.plot').count()).toBe(0);
  await page.getByTestId('jump-chart-battle-counts').click();
  await far.locator('svg.plot').waitFor();
  expect(await far.evaluate(section => section === document.activeElement)).toBe(true);
  expect(complaints).toEqual([]);
  await page.close();
});

it('leaves the focus in a chart that is drawn again', async () => {
  const { page, host } = await show(FOUR.slice(0, 200));
  const chart = page.getByTestId('chart-observed-win-rates');
  await chart.scrollIntoViewIfNeeded();
  const part = chart.locator('[role=button][tabindex="0"]');
  await part.focus();
  const old = await chart.locator('svg.plot').elementHandle();
  host.change(FOUR);
  await expect.poll(() => old.evaluate(drawing => drawing.isConnected)).toBe(false);
  expect(await part.evaluate(element => element === document.activeElement)).toBe(true);
  await page.close();
});
