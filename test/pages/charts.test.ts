import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ChartCell } from '../../src/charts/chart.ts';
import type { boardWith } from '../support/boards.ts';
import { bundlePage } from '../support/pageHarness/bundle.ts';
import { launch, openPage, type OpenPage } from '../support/pageHarness/open.ts';

/** Runs in the page. */
interface Charts {
  draw(shape: Parameters<typeof boardWith>[0], width: number): void;
  readonly told: ChartCell[];
}
declare const charts: Charts;

describe('the charts in a page', () => {
  let browser: Browser;
  let files: Awaited<ReturnType<typeof bundlePage>>;
  let opened: OpenPage;

  beforeAll(async () => {
    browser = await launch();
    files = await bundlePage('test/support/pageHarness/chartsPage.ts');
  });
  afterEach(() => opened.page.close());
  afterAll(() => browser.close());

  async function open(): Promise<Page> {
    opened = await openPage(browser, { page: 'chartsPage', files });
    await opened.page.evaluate(() => charts.draw({ bots: 4, votes: 300 }, 700));
    return opened.page;
  }

  const told = (page: Page) => page.evaluate(() => charts.told.splice(0));
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label')); // prettier-ignore

  it('tell what was pressed, by pointer and by keyboard', async () => {
    const page = await open();
    const map = page.locator('#predicted-win-rates');
    const cell = map.locator('[data-a="key-1"][data-b="key-2"]');
    await cell.click();
    expect(await told(page)).toEqual([{ a: 'key-1', b: 'key-2' }]);
    await cell.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press(' ');
    expect(await told(page)).toEqual([
      { a: 'key-1', b: 'key-2' },
      { a: 'key-1', b: 'key-2' },
    ]);
    await page.locator('#votes-per-day [data-day]').first().click();
    const [bar] = await told(page);
    expect(bar).toMatchObject({ voter: expect.stringMatching(/^annotator/) as string });
    expect(bar?.day).toMatch(/^2026-01-\d\d$/);
    expect(opened.complaints).toEqual([]);
  });

  it('are one stop of Tab each, and arrows lead through them', async () => {
    const page = await open();
    const stops = await page.evaluate(() =>
      [...document.querySelectorAll('figure')].map(
        box => box.querySelectorAll('[tabindex="0"]').length,
      ),
    );
    // Bias and style stand for no votes of their own.
    expect(stops.filter(count => count === 1)).toHaveLength(9);
    expect(stops.filter(count => count === 0)).toHaveLength(2);
    await page.locator('#battle-counts [tabindex="0"]').focus();
    expect(await focused(page)).toContain('bot 1 and bot 2');
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toContain('bot 1 and bot 3');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toContain('bot 2 and bot 3');
    await page.keyboard.press('ArrowDown');
    // Nobody meets himself: over the gap.
    expect(await focused(page)).toContain('bot 4 and bot 3');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    expect(await focused(page)).toContain('bot 4 and bot 1');
    expect(await page.locator('#battle-counts [tabindex="0"]').count()).toBe(1);
  });

  it('are groups with a sentence, and only their buttons are read', async () => {
    const page = await open();
    const unnamed = await page.evaluate(() =>
      [...document.querySelectorAll('svg')].map(svg => [
        svg.getAttribute('role'),
        (svg.getAttribute('aria-label') ?? '').length > 10,
        [...svg.querySelectorAll('[role="button"]')].every(part => part.getAttribute('aria-label')),
        svg.querySelectorAll('style').length,
      ]),
    );
    for (const [role, isNamed, areNamed, styles] of unnamed) {
      expect(['group', 'img']).toContain(role);
      expect([isNamed, areNamed, styles]).toEqual([true, true, 0]);
    }
  });
});
