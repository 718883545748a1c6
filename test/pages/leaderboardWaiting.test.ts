import { expect, it } from 'vitest';
import { BOARD_DEFAULTS, type BoardOptions } from '../../src/core/ranking/options.ts';
import type { Board } from '../../src/core/ranking/board.ts';
import { sampleBallots } from '../support/pageHarness/ballots.ts';
import { LeaderboardHost } from '../support/pageHarness/leaderboardHost.ts';
import { leaderboardPages } from '../support/pageHarness/leaderboardPages.ts';

// Boards that take long, come late or not at all.

const show = leaderboardPages();
const BALLOTS = sampleBallots({ bots: 4, votes: 300 });
const real = new LeaderboardHost(BALLOTS);

/** A call that is answered when the test says so. */
function held(): { readonly ask: (options: BoardOptions) => Promise<Board>; answer: () => void } {
  let open = (): void => undefined;
  const gate = new Promise<void>(resolve => (open = resolve));
  return {
    ask: async options => {
      await gate;
      return real.boardBy(options);
    },
    answer: () => open(),
  };
}

it('waits for a first board as long as it takes', async () => {
  const { ask, answer } = held();
  const { page } = await show(BALLOTS, {
    isEarly: true,
    hasClock: true,
    calls: { 'board/get': ask },
  });
  await expect.poll(() => page.getByTestId('reading').textContent()).toContain('Reading votes…');
  await page.clock.fastForward(60_000);
  expect(await page.getByTestId('notice').count()).toBe(0);
  answer();
  await page.getByTestId('leaderboard-table').waitFor();
  expect(await page.getByTestId('reading').count()).toBe(0);
  await page.close();
});

it('says what to do when nobody answers, and takes a board that comes after all', async () => {
  const { ask, answer } = held();
  const { page } = await show(BALLOTS, {
    isEarly: true,
    hasClock: true,
    calls: { ping: () => new Promise(() => undefined), 'board/get': ask },
  });
  await page.clock.fastForward(16_000);
  await expect
    .poll(() => page.getByTestId('notice').textContent())
    .toContain('Close this page and open it again.');
  answer();
  await page.getByTestId('leaderboard-table').waitFor();
  expect(await page.getByTestId('notice').count()).toBe(0);
  await page.close();
});

it('opens votes by the options of the numbers in sight, not of the board to come', async () => {
  let isHeld = false;
  const { ask, answer } = held();
  const { page, host } = await show(BALLOTS, {
    calls: { 'board/get': options => (isHeld ? ask(options) : real.boardBy(options)) },
  });
  isHeld = true;
  await page.getByTestId('fold-options').locator('summary').first().click();
  await page.getByTestId('group-by').selectOption('model');
  await page.locator('tbody [data-testid=wins] button').first().click();
  await page.getByTestId('vote').first().waitFor();
  expect(host.bodiesOf('board/behind')).toMatchObject([{ options: BOARD_DEFAULTS }]);
  expect(host.options.groupBy).toBe('model');
  answer();
  await page.close();
});

it('leaves the error of a board where it is when something else works', async () => {
  let isBroken = false;
  const { page, host } = await show(BALLOTS, {
    calls: {
      'board/get': options => {
        if (isBroken) throw new Error('The database is closed.');
        return real.boardBy(options);
      },
    },
  });
  isBroken = true;
  host.change(BALLOTS);
  await expect
    .poll(() => page.getByTestId('notice').allTextContents())
    .toEqual([expect.stringContaining('The database is closed.')]);
  await page.getByTestId('save-voters').click();
  await expect.poll(() => page.getByTestId('said').textContent()).toBe('Saved');
  expect(await page.getByTestId('notice').textContent()).toContain('The database is closed.');
  await page.close();
});

it('says a second time that something is saved', async () => {
  const { page } = await show(BALLOTS);
  const said: string[] = [];
  await page.exposeFunction('heard', (text: string) => void said.push(text));
  await page.getByTestId('said').evaluate(region => {
    const { heard } = globalThis as unknown as { heard: (text: string) => void };
    new MutationObserver(() => {
      heard(region.textContent);
    }).observe(region, { characterData: true, childList: true, subtree: true });
  });
  await page.getByTestId('save-voters').click();
  await expect.poll(() => said).toEqual(['Saved']);
  await page.getByTestId('save-voters').click();
  await expect.poll(() => said).toEqual(['Saved', '', 'Saved']);
  await page.close();
});
