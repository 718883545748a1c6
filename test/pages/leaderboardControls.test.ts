import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  BOARD_DEFAULTS,
  FASTCHAT_EXCLUSIONS,
  NO_FILTER,
  type BoardOptions,
} from '../../src/core/ranking/options.ts';
import { sampleBallots } from '../support/pageHarness/ballots.ts';
import { leaderboardPages } from '../support/pageHarness/leaderboardPages.ts';

const show = leaderboardPages();
const BALLOTS = sampleBallots({ bots: 4, votes: 300 });

const unfold = async (page: Page): Promise<void> => {
  for (const fold of ['options', 'advanced', 'filters', 'excluded']) {
    await page.getByTestId(`fold-${fold}`).locator('summary').first().click();
  }
};
const box = (page: Page, list: string, label: string) =>
  page.getByTestId(`filter-${list}`).getByLabel(label, { exact: true });

const type = async (page: Page, field: string, text: string): Promise<void> => {
  await page.getByTestId(field).fill(text);
  await page.getByTestId(field).press('Enter');
};

type Change = readonly [
  name: string,
  act: (page: Page) => Promise<unknown>,
  asked: Partial<BoardOptions>,
];
const changes: readonly Change[] = [
  ['the method', page => page.getByTestId('method').selectOption('elo'), { method: 'elo' }],
  ['ties', page => page.getByTestId('tie-model').selectOption('davidson'), { ties: 'davidson' }],
  [
    'the weighting',
    page => page.getByTestId('weighting').selectOption('split'),
    { weighting: 'split' },
  ],
  [
    'the intervals',
    page => page.getByTestId('intervals').selectOption('bootstrap'),
    { intervals: 'bootstrap' },
  ],
  [
    'the grouping',
    page => page.getByTestId('group-by').selectOption('model'),
    { groupBy: 'model' },
  ],
  [
    'a grouping by a parameter',
    page => page.getByTestId('group-by').selectOption('temperature'),
    { groupBy: 'temperature' },
  ],
  [
    'the anchor',
    page => page.getByTestId('anchor').selectOption('Llama'),
    { anchor: { name: 'Llama', rating: 1000 } },
  ],
  ['K', page => type(page, 'k', '32'), { k: 32 }],
  ['the base', page => type(page, 'base', '2.5'), { base: 2.5 }],
  ['the scale', page => type(page, 'scale', '200'), { scale: 200 }],
  ['the mean', page => type(page, 'start', '-50'), { start: -50 }],
  ['the rounds', page => type(page, 'rounds', '200'), { rounds: 200 }],
  ['the seed', page => type(page, 'seed', '4294967295'), { seed: 4294967295 }],
  [
    'the rating of the anchor',
    async page => {
      await page.getByTestId('anchor').selectOption('Llama');
      await type(page, 'anchor-rating', '1250');
    },
    { anchor: { name: 'Llama', rating: 1250 } },
  ],
  ['style', page => page.getByTestId('style-control').check(), { styleControl: true }],
  [
    'a switch that was on',
    page => page.getByTestId('exclude-leakedIdentity').uncheck(),
    { exclude: BOARD_DEFAULTS.exclude.filter(reason => reason !== 'leakedIdentity') },
  ],
  [
    'a switch that was off',
    page => page.getByTestId('exclude-tie').check(),
    { exclude: [...BOARD_DEFAULTS.exclude, 'tie'] },
  ],
  [
    'a preset',
    page => page.getByTestId('preset-FastChat').click(),
    { exclude: FASTCHAT_EXCLUSIONS },
  ],
  [
    'tags',
    page => box(page, 'tags', 'poems').check(),
    { filter: { ...NO_FILTER, tags: ['poems'] } },
  ],
  [
    'voters',
    page => box(page, 'voters', 'Ann').check(),
    { filter: { ...NO_FILTER, voters: ['Ann'] } },
  ],
  [
    'languages',
    page => box(page, 'languages', 'German').check(),
    { filter: { ...NO_FILTER, languages: ['German'] } },
  ],
  [
    'the turn',
    page => page.getByTestId('filter-turn').selectOption('first'),
    { filter: { ...NO_FILTER, turn: 'first' } },
  ],
  [
    'the start',
    page => page.getByTestId('from').fill('2026-01-10'),
    { filter: { ...NO_FILTER, from: Date.UTC(2026, 0, 10) } },
  ],
  [
    'the end, whose day is included',
    page => page.getByTestId('until').fill('2026-01-20'),
    { filter: { ...NO_FILTER, until: Date.UTC(2026, 0, 21) - 1 } },
  ],
  [
    'a voter left out',
    page => page.locator('tr[data-voter="Ann"]').getByTestId('leave-out').click(),
    { excludedVoters: ['Ann'] },
  ],
];

describe.each(changes)('%s', (_, act, asked) => {
  it('asks for another board, is kept, and can be reset', async () => {
    const { page, host, complaints } = await show(BALLOTS);
    await unfold(page);
    await act(page);
    const expected = { ...BOARD_DEFAULTS, ...asked };
    await expect.poll(() => host.options).toEqual(expected);
    const kept = await page.evaluate<{ options: unknown }>('keptState');
    expect(kept.options).toEqual(expected);
    await page.getByTestId('reset').click();
    await expect.poll(() => host.options).toEqual(BOARD_DEFAULTS);
    expect(await page.getByTestId('reset').count()).toBe(0);
    expect(host.bugs).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

it('starts with what was kept', async () => {
  const options: BoardOptions = {
    ...BOARD_DEFAULTS,
    groupBy: 'model',
    filter: { ...NO_FILTER, voters: ['Ann', '陈晨'], turn: 'later' },
  };
  const kept = { options, sort: { column: 'battles', isDescending: true }, open: ['filters'] };
  const { page, host } = await show(BALLOTS, { kept });
  expect(host.bodiesOf('board/get')).toEqual([options]);
  expect(await box(page, 'voters', 'Ann').isChecked()).toBe(true);
  expect(await box(page, 'voters', 'Bo').isChecked()).toBe(false);
  expect(await page.getByTestId('filter-turn').inputValue()).toBe('later');
  const header = page.locator('th', { has: page.getByTestId('sort-battles') });
  expect(await header.getAttribute('aria-sort')).toBe('descending');
  await page.close();
});

it.each([
  ['nothing', undefined],
  ['text', 'elo'],
  ['options of another version', { options: { method: 'trueskill' }, sort: { column: 'name' } }],
  ['numbers that are none', { options: { ...BOARD_DEFAULTS, scale: 'wide' }, open: ['all'] }],
  ['a list', [1, 2, 3]],
])('starts afresh with %s kept', async (_, kept) => {
  const { page, host, complaints } = await show(BALLOTS, { kept });
  expect(host.bodiesOf('board/get')).toEqual([BOARD_DEFAULTS]);
  expect(complaints).toEqual([]);
  await page.close();
});

it('keeps sound options beside a broken order of the table', async () => {
  const options: BoardOptions = { ...BOARD_DEFAULTS, method: 'elo' };
  const { page, host } = await show(BALLOTS, { kept: { options, sort: { column: 'colour' } } });
  expect(host.options).toEqual(options);
  expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
  await page.close();
});

it('has a chip for each filter in force, which lifts it', async () => {
  const filter = {
    ...NO_FILTER,
    tags: ['poems'],
    languages: ['German', 'English'],
    turn: 'first' as const,
    from: Date.UTC(2026, 0, 6),
  };
  const options: BoardOptions = { ...BOARD_DEFAULTS, filter, excludedVoters: ['Bo'] };
  const { page, host } = await show(BALLOTS, { kept: { options } });
  const chips = () => page.getByTestId('chip').allTextContents();
  expect((await chips()).map(text => text.replace(' ✕', ''))).toEqual([
    'Tag: poems',
    'Language: German',
    'Language: English',
    'the first turn',
    'From Jan 6, 2026',
    'Without Bo',
  ]);
  await page.getByTestId('chip').nth(1).click();
  await expect.poll(() => host.options.filter.languages).toEqual(['English']);
  await page.getByTestId('chip').last().click();
  await expect.poll(() => host.options.excludedVoters).toEqual([]);
  expect(await chips()).toHaveLength(4);
  await page.close();
});

it('offers only filters with a choice', async () => {
  const alike = BALLOTS.map(ballot => ({
    ...ballot,
    tags: [],
    voter: 'me',
    language: 'English',
    sessionId: undefined,
  }));
  const { page } = await show(alike);
  await unfold(page);
  await page.getByTestId('filter-turn').waitFor();
  for (const list of ['tags', 'voters', 'languages', 'origins', 'promptSets', 'annotationModes']) {
    expect(await page.getByTestId(`filter-${list}`).count(), list).toBe(0);
  }
  await page.close();
});

it('finds one of many voters by typing', async () => {
  const { page, host } = await show(sampleBallots({ bots: 3, votes: 400, voters: 60 }));
  await unfold(page);
  const voters = page.getByTestId('filter-voters');
  await voters.getByRole('searchbox').fill('voter 57');
  expect(await voters.locator('label').allTextContents()).toEqual(['Voter 57']);
  await voters.getByLabel('Voter 57').check();
  await expect.poll(() => host.options.filter.voters).toEqual(['Voter 57']);
  await page.close();
});

it.each([
  ['k', '0', 'Give a number from 0.01 to 1000.'],
  ['k', '', 'Give a number from 0.01 to 1000.'],
  ['scale', '1e9', 'Give a number from 1 to 10000.'],
  ['base', '1', 'Give a number from 1.1 to 1000.'],
  ['rounds', '2.5', 'Give a whole number from 2 to 10000.'],
  ['seed', '-1', 'Give a whole number from 0 to 4294967295.'],
])('does not take %s = "%s", and says why', async (field, text, why) => {
  const { page, host } = await show(BALLOTS);
  await unfold(page);
  await type(page, field, text);
  expect(await page.getByTestId(`${field}-wrong`).textContent()).toBe(why);
  expect(await page.getByTestId(field).getAttribute('aria-invalid')).toBe('true');
  expect(host.bodiesOf('board/get')).toEqual([BOARD_DEFAULTS]);
  await type(page, field, '7');
  expect(await page.getByTestId(`${field}-wrong`).count()).toBe(0);
  await expect.poll(() => host.options).toEqual({ ...BOARD_DEFAULTS, [field]: 7 });
  await page.close();
});

it('says what a point is by the scale and the base in force', async () => {
  const options: BoardOptions = { ...BOARD_DEFAULTS, scale: 100, base: 2 };
  const { page } = await show(BALLOTS, { kept: { options } });
  expect(await page.getByTestId('sort-rating').getAttribute('title')).toBe(
    '100 points more are odds of 2 to 1',
  );
  await page.close();
});

it('counts what a switch leaves out, and never says none', async () => {
  const { page, host } = await show(BALLOTS);
  await unfold(page);
  const left = host.boardBy(BOARD_DEFAULTS).excluded;
  const text = (reason: string) =>
    page.locator('label.switch', { has: page.getByTestId(`exclude-${reason}`) }).textContent();
  expect(await text('leakedIdentity')).toContain(`(${left.leakedIdentity})`);
  expect(left.errorText).toBe(0);
  expect(await text('errorText')).not.toContain('(');
  await page.close();
});
