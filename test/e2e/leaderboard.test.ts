import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Theme } from '../support/vscode/options.ts';
import { VsCodeWindow } from '../support/vscode/window.ts';
import { waitFor } from '../support/vscode/waiting.ts';
import { ArenaPage } from './support/arenaPage.ts';
import { scoresIn } from './support/leaderboardPage.ts';
import { withNonsense } from './support/nonsense.ts';
import { fileOf, votedSessions } from './support/votedSessions.ts';

const VIEWPORT = { width: 1280, height: 900 };
const VOTES = 60;

/** Puts votes into the window's store, by way of a file. */
async function importVotes(
  window: VsCodeWindow,
  words: { readonly command: string; readonly now: string },
): Promise<void> {
  await mkdir(path.join(window.folder, 'data'), { recursive: true });
  const file = path.join(window.folder, 'data', 'votes.json');
  await writeFile(file, fileOf(votedSessions(VOTES)));
  await window.runCommand(words.command);
  await window.quickInput.openFile(file);
  await window.quickInput.pick(words.now);
}

const boardOf = async (window: VsCodeWindow): Promise<Frame> => {
  const page = await window.webview('leaderboard');
  await page.getByTestId('leaderboard-table').waitFor();
  return page;
};

/** Waits until the page's count of votes reads so. */
const votesAre = (page: Frame, count: number): Promise<true> =>
  waitFor(`${count} votes`, async () => {
    const said = await page.getByTestId('votes').innerText();
    return Number(/\d+/.exec(said)?.[0]) === count || undefined;
  });

describe('the leaderboard, in the real window', () => {
  let window: VsCodeWindow;
  const saved = (name: string): Promise<Buffer> =>
    waitFor(`the file ${name}`, async () => {
      const found = (await readdir(window.folder)).includes(name);
      const bytes = found ? await readFile(path.join(window.folder, name)) : undefined;
      return bytes && bytes.length > 0 ? bytes : undefined;
    });

  beforeAll(async () => {
    window = await VsCodeWindow.launch({ viewport: VIEWPORT, settings: await withNonsense() });
    await importVotes(window, { command: 'ChatZoo: Import Sessions…', now: 'Import Now' });
    await window.runCommand('ChatZoo: Open Leaderboard');
  });
  afterAll(() => window.close());

  it('rates the bots of imported votes, rankings too, and draws its charts', async () => {
    const page = await boardOf(window);
    await votesAre(page, VOTES);
    const scores = await scoresIn(page);
    expect(scores.map(([bot]) => bot)).toEqual(['Heron', 'Otter', 'Newt']);
    const rating = await page.getByTestId('rating').first().innerText();
    expect(Number(rating.replace(/\D/g, ''))).toBeGreaterThan(1000);
    const charts = await page.locator('[data-testid^=chart-]').count();
    expect(charts).toBeGreaterThan(7);
    await page.locator('[data-testid^=chart-] svg').first().waitFor();
    expect(window.errors.filter(error => error.includes('Content Security Policy'))).toEqual([]);
    await window.screenshot('leaderboard-votes-dark');
  });

  it('counts the votes of one voter, and groups by model', async () => {
    const page = await boardOf(window);
    await page.getByTestId('fold-filters').locator('summary').click();
    await page.getByTestId('filter-voters').getByLabel('Ada').check();
    await votesAre(page, VOTES / 2);
    await page.getByTestId('fold-options').locator('summary').click();
    await page.getByTestId('group-by').selectOption('model');
    await page.locator('tr[data-bot="heron.gguf"]').waitFor();
    await window.screenshot('leaderboard-filtered-dark');
  });

  it('has the same filters after the window was reloaded', async () => {
    await window.reload();
    const page = await boardOf(window);
    await votesAre(page, VOTES / 2);
    await page.locator('tr[data-bot="heron.gguf"]').waitFor();
    expect(await page.getByTestId('group-by').inputValue()).toBe('model');
    await page.getByTestId('reset').click();
    await votesAre(page, VOTES);
    await page.locator('tr[data-bot=Heron]').waitFor();
  });

  it('shows the votes behind a number, and their sessions', async () => {
    const page = await boardOf(window);
    const [, wins] = (await scoresIn(page))[0]!;
    await page.locator('tr[data-bot=Heron]').getByTestId('wins').getByRole('button').click();
    const behind = page.getByTestId('behind');
    await behind.getByTestId('vote').first().waitFor();
    // A vote is one, however many bots it says Heron beat.
    expect(await behind.getByTestId('vote').count()).toBeLessThanOrEqual(Number(wins));
    await window.screenshot('leaderboard-behind-dark');
    const title = await behind.locator('.vote-title').first().innerText();
    await behind.getByTestId('open-session').first().click();
    const arena = await ArenaPage.in(window);
    expect(await arena.frame.locator('h1').innerText()).toContain(title);
    expect(await arena.byId('turn').count()).toBe(1);
  });

  it('saves a chart, a table and the whole to files of the workspace', async () => {
    await window.runCommand('ChatZoo: Open Leaderboard');
    const page = await boardOf(window);
    // One comes back to the votes that one had opened.
    await page.getByTestId('close-behind').click();
    const chart = page.locator('[data-testid^=chart-]').first();
    const name = ((await chart.getAttribute('data-testid')) ?? '').replace('chart-', '');
    const isSaved = async (button: string, file: string): Promise<Buffer> => {
      await chart.getByTestId(button).click();
      await window.acceptSaveDialog();
      return saved(file);
    };
    const svg = (await isSaved('save-svg', `${name}.svg`)).toString();
    expect(svg).toMatch(/<svg[^>]* xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toContain('Heron');
    expect(svg).not.toContain('var(--');
    const png = await isSaved('save-png', `${name}.png`);
    expect(png.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
    expect(png.length).toBeGreaterThan(5_000);
    const csv = (await isSaved('save-csv', `${name}.csv`)).toString();
    expect(csv.startsWith('\uFEFF')).toBe(true);
    expect(csv).toContain('Heron');

    await page.getByTestId('save-ratings').click();
    await window.acceptSaveDialog();
    const ratings = (await saved('leaderboard.csv')).toString().trim().split('\r\n');
    expect(ratings).toHaveLength(4);

    await page.getByTestId('save-json').click();
    await window.acceptSaveDialog();
    const json = JSON.parse((await saved('leaderboard.json')).toString()) as {
      readonly votes: number;
      readonly bots: readonly { readonly name: string }[];
    };
    expect(json.votes).toBe(VOTES);
    expect(json.bots.map(bot => bot.name)).toEqual(['Heron', 'Otter', 'Newt']);
  });

  it('saves a report that stands alone, from the palette', async () => {
    await window.runCommand('ChatZoo: Save Leaderboard Report…');
    await window.acceptSaveDialog();
    const html = (await saved('leaderboard.html')).toString();
    await window.notification('leaderboard.html is written.');
    expect(html).toContain('Heron');
    expect(html).toMatch(/<svg/);
    expect(html).not.toMatch(/<script|src="http|href="http/);
    const errors: string[] = [];
    const report = await window.page.context().newPage();
    try {
      report.on('console', message => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await report.setContent(html);
      expect(await report.locator('svg').count()).toBeGreaterThan(5);
      await report.screenshot({ path: path.join('artifacts', 'screenshots', 'report.png') });
    } finally {
      await report.close();
    }
    expect(errors).toEqual([]);
  });

  it('moves as a vote arrives', async () => {
    await window.runCommand('ChatZoo: Open Leaderboard');
    await window.runCommand('View: Move Editor into Right Group');
    const page = await boardOf(window);
    await votesAre(page, VOTES);
    await window.runCommand('View: Focus First Editor Group');
    await window.runCommand('ChatZoo: New Session');
    const arena = await ArenaPage.empty(window);
    await arena.ask('Who is there?');
    await arena.settled(['A', 'B']);
    await arena.byId('vote-best-A').click();
    await votesAre(page, VOTES + 1);
    await page.locator('tr[data-bot^=Parrot]').waitFor();
    expect(await page.locator('tr[data-bot^=Parrot]').getByTestId('wins').innerText()).toBe('1');
    await window.screenshot('leaderboard-live-dark');
  });
});

const looks: readonly { theme: Theme; locale: 'en' | 'zh-cn' }[] = [
  { theme: 'light', locale: 'en' },
  { theme: 'highContrast', locale: 'en' },
  { theme: 'light', locale: 'zh-cn' },
];

// Pictures to look at; what a test can see of them is that nothing failed.
describe('the look of the leaderboard', () => {
  it.each(looks)('in $theme, $locale', async ({ theme, locale }) => {
    const window = await VsCodeWindow.launch({ theme, locale, viewport: VIEWPORT });
    const isEnglish = locale === 'en';
    try {
      await importVotes(
        window,
        isEnglish
          ? { command: 'ChatZoo: Import Sessions…', now: 'Import Now' }
          : { command: 'ChatZoo: 导入会话…', now: '立即导入' },
      );
      await window.runCommand(isEnglish ? 'ChatZoo: Open Leaderboard' : 'ChatZoo: 打开排行榜');
      const page = await boardOf(window);
      await votesAre(page, VOTES);
      await page.locator('[data-testid^=chart-] svg').first().waitFor();
      await window.screenshot(`leaderboard-votes-${theme}-${locale}`);
      await page.locator('[data-testid^=chart-]').nth(3).scrollIntoViewIfNeeded();
      await page.locator('[data-testid^=chart-]').nth(3).locator('svg').waitFor();
      await window.screenshot(`leaderboard-charts-${theme}-${locale}`);
      expect(window.errors.filter(error => error.includes('Content Security Policy'))).toEqual([]);
    } finally {
      await window.close();
    }
  });
});
