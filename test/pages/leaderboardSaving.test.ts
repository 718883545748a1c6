import { expect, it } from 'vitest';
import { CHARTS } from '../../src/charts/charts.ts';
import { inEnglish } from '../../src/core/text.ts';
import { BOARD_DEFAULTS } from '../../src/core/ranking/options.ts';
import { sampleBallots } from '../support/pageHarness/ballots.ts';
import type { LeaderboardHost } from '../support/pageHarness/leaderboardHost.ts';
import { leaderboardPages } from '../support/pageHarness/leaderboardPages.ts';

const show = leaderboardPages();
const BALLOTS = sampleBallots({ bots: 4, votes: 300 });

interface SavedFile {
  readonly name: string;
  readonly content: { readonly kind: string; readonly text: string; readonly base64: string };
}
const saved = async (host: LeaderboardHost, count = 1): Promise<SavedFile> => {
  await expect.poll(() => host.bodiesOf('file/save').length).toBe(count);
  return host.bodiesOf('file/save').at(-1) as SavedFile;
};

it('saves every chart as a drawing that needs no page', async () => {
  const { page, host, complaints } = await show(BALLOTS);
  const drawn = CHARTS.filter(chart => chart.has(host.boardBy(BOARD_DEFAULTS)));
  expect(drawn.length).toBeGreaterThan(5);
  for (const [index, { id }] of drawn.entries()) {
    await page.getByTestId(`chart-${id}`).getByTestId('save-svg').click();
    const { name, content } = await saved(host, index + 1);
    expect(name).toBe(id);
    expect(content.kind).toBe('svg');
    expect(content.text).toContain('xmlns="http://www.w3.org/2000/svg"');
    expect(content.text).not.toContain('var(');
    expect(content.text).not.toContain('tabindex');
    // The dark theme's background and text.
    expect(content.text).toContain('fill="#1f1f1f"');
    expect(content.text).toContain('#cccccc');
    // Alone in a new document it is an image with something in it.
    const size = await page.evaluate(async text => {
      const image = new Image();
      image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
      await image.decode();
      return [image.naturalWidth, image.naturalHeight] as const;
    }, content.text);
    expect(Math.min(...size)).toBeGreaterThan(100);
  }
  expect(complaints).toEqual([]);
  await page.close();
});

it('saves a chart as a picture of dots', async () => {
  const { page, host, complaints } = await show(BALLOTS);
  await page.getByTestId('chart-rating-intervals').getByTestId('save-png').click();
  const { content } = await saved(host);
  expect(content.kind).toBe('png');
  const bytes = Buffer.from(content.base64, 'base64');
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const box = await page.getByTestId('chart-rating-intervals').locator('svg').boundingBox();
  expect(bytes.readUInt32BE(16)).toBe(Math.round(box!.width) * 2);
  const colours = await page.evaluate(async base64 => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const seen = new Set<string>();
    for (let at = 0; at < data.length; at += 4) {
      seen.add(data.subarray(at, at + 4).join());
    }
    return [...seen];
  }, content.base64);
  expect(colours).toContain('31,31,31,255');
  expect(colours.length).toBeGreaterThan(20);
  expect(complaints).toEqual([]);
  await page.close();
});

it('shows the numbers of a chart as a table and saves them without formulas', async () => {
  const evil = BALLOTS.map(ballot => ({
    ...ballot,
    shown: ballot.shown.map(bot => (bot.name === 'Llama' ? { ...bot, name: '=cmd|"x"!A1' } : bot)),
  }));
  const { page, host } = await show(evil);
  const chart = page.getByTestId('chart-rating-intervals');
  await chart.getByTestId('as-table').click();
  const { rows } = CHARTS.find(({ id }) => id === 'rating-intervals')!.table(
    host.boardBy(BOARD_DEFAULTS),
    { t: inEnglish, locale: 'en' },
  );
  expect(await chart.locator('tbody tr').count()).toBe(rows.length);
  expect(await chart.locator('tbody th').first().textContent()).toBe(rows[0]![0]);
  expect(await chart.locator('.chart-box').isVisible()).toBe(false);
  await chart.getByTestId('save-csv').click();
  const { content } = await saved(host);
  const lines = content.text.split('\r\n');
  expect(content.text.startsWith('\ufeff')).toBe(true);
  expect(lines).toHaveLength(rows.length + 2);
  expect(content.text).toContain(`"'=cmd|""x""!A1"`);
  await chart.getByTestId('as-table').click();
  expect(await chart.locator('.chart-box svg').isVisible()).toBe(true);
  await page.close();
});

it('saves the ratings with nothing for a bot that has none', async () => {
  const { page, host } = await show(sampleBallots({ bots: 5, votes: 12 }));
  await page.getByTestId('save-ratings').click();
  const { name, content } = await saved(host);
  expect(name).toBe('leaderboard');
  const [head, ...lines] = content.text.replace('\ufeff', '').trimEnd().split('\r\n');
  expect(head).toMatch(/^Rank,Worst rank,Bot,/);
  const board = host.boardBy(BOARD_DEFAULTS);
  expect(lines).toHaveLength(board.bots.length);
  const without = board.bots.filter(({ enough }) => !enough);
  expect(without.length).toBeGreaterThan(0);
  for (const { name: bot } of without) {
    expect(lines.some(line => line.replaceAll('"', '').startsWith(`,,${bot},`))).toBe(true);
  }
  await page.close();
});

it('saves the voters', async () => {
  const { page, host } = await show(BALLOTS);
  await page.getByTestId('save-voters').click();
  const { content } = await saved(host);
  expect(content.text).toContain('陈晨');
  await page.close();
});

it.each(['html', 'json'] as const)('has the host save the board as %s', async format => {
  const { page, host } = await show(BALLOTS);
  await page.getByTestId(`save-${format}`).click();
  await expect
    .poll(() => host.bodiesOf('board/save'))
    .toEqual([{ options: BOARD_DEFAULTS, format }]);
  await expect.poll(() => page.getByTestId('said').textContent()).toBe('Saved');
  await page.close();
});

it('opens the votes behind a part of a chart, with the keyboard too', async () => {
  const { page, host } = await show(BALLOTS);
  const part = page.locator('.plot [role=button][tabindex="0"]').first();
  await part.scrollIntoViewIfNeeded();
  await part.focus();
  await page.keyboard.press('Enter');
  await page.getByTestId('behind').waitFor();
  expect(host.bodiesOf('board/behind')).toHaveLength(1);
  await page.close();
});
