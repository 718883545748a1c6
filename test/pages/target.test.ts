import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { TurnId } from '../../src/core/model.ts';
import { arenaPages, bots, done, open } from '../support/pageHarness/arenaPages.ts';
import { sampleTurn } from '../support/pageHarness/samples.ts';

const show = arenaPages();
const turns = Array.from({ length: 30 }, (_, index) =>
  sampleTurn(
    index,
    `Question ${index}`,
    bots,
    bots.map(() => [done, 'A line.\n\n'.repeat(12)] as const),
  ),
);

/** Pixels from the top of what scrolls to the turn. */
const topOf = (page: Page, id: string): Promise<number> =>
  page.evaluate(turn => {
    const box = document.querySelector('.scroller')?.getBoundingClientRect().top ?? NaN;
    return (
      (document.querySelector(`[data-turn="${turn}"]`)?.getBoundingClientRect().top ?? NaN) - box
    );
  }, id);

describe('a page that is opened at a turn', () => {
  it('shows that turn at the top and stays there while the replies are painted', async () => {
    const { page } = await show({ turns, gate: open, showTurn: 't7' as TurnId });
    await expect.poll(() => page.locator('.markdown p').count(), { timeout: 20_000 }).toBe(1080);
    const top = await topOf(page, 't7');
    expect(top).toBeGreaterThan(-2);
    expect(top).toBeLessThan(60);
    expect(
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['turn']),
    ).toBe('t7');
    await page.close();
  });

  it('goes to another turn when asked, as often as it is asked', async () => {
    const { host, page } = await show({ turns, gate: open });
    for (const turnId of ['t3', 't20', 't3', 't3'] as TurnId[]) {
      await page.locator('.scroller').evaluate(box => (box.scrollTop = 0));
      host.showTurn(turnId);
      await expect.poll(async () => Math.abs(await topOf(page, turnId))).toBeLessThan(60);
    }
    await page.close();
  });

  it('stays at the end when the turn is not there', async () => {
    const { page } = await show({ turns, gate: open, showTurn: 'gone' as TurnId });
    await expect.poll(() => page.locator('.markdown p').count(), { timeout: 20_000 }).toBe(1080);
    const fromEnd = () =>
      page
        .locator('.scroller')
        .evaluate(box => box.scrollHeight - box.scrollTop - box.clientHeight);
    await expect.poll(fromEnd).toBeLessThan(2);
    await page.close();
  });
});

it('asks for everything anew when more changed than events tell', async () => {
  const { host, page } = await show({ turns: turns.slice(0, 1), gate: open });
  host.snapshot = { ...host.snapshot, turns: turns.slice(0, 3) };
  host.reloaded();
  await expect.poll(() => page.getByTestId('turn').count()).toBe(3);
  await page.close();
});
