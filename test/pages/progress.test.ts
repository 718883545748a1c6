import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Progress } from '../../src/protocol/arenaPage.ts';
import {
  arenaPages,
  bots,
  busy,
  done,
  replyOf,
  streaming,
  turnOf,
} from '../support/pageHarness/arenaPages.ts';
import { sampleSession } from '../support/pageHarness/samples.ts';

const show = arenaPages();
const queued = turnOf({ kind: 'queued' }, '');
const { id: replyId } = queued.replies[0]!;
const plan = [
  ['B', 'C'],
  ['A', 'D'],
];
const memory: Progress = { kind: 'waiting', why: 'memory', plan, others: 2 };

const part = (page: Page, id: string) => page.getByTestId('pane-A').getByTestId(id);
const said = (page: Page) => page.getByTestId('announcements').locator('p').allTextContents();

describe('a reply that waits', () => {
  const waiting = async (progress?: Progress) => {
    const opened = await show({
      turns: [queued],
      gate: busy,
      progress: progress ? [{ replyId, progress }] : [],
    });
    const tell = (next: Progress) => opened.host.tell('progress', { replyId, progress: next });
    return { ...opened, tell, state: () => part(opened.page, 'state').textContent() };
  };

  it('shows the plan by seats while it waits for memory, and who goes first', async () => {
    const { page, tell, state } = await waiting();
    expect(await state()).toBe('Queued');
    tell(memory);
    await expect.poll(state).toBe('Waiting for memory');
    const box = part(page, 'progress');
    expect(await box.textContent()).toContain('Not all models fit in memory at once.');
    expect(await box.textContent()).toContain('2 replies of other sessions go first.');
    expect(await box.locator('.visually-hidden').textContent()).toBe('First B and C, then A and D');
    expect(await box.locator('.plan').textContent()).toBe('B + C→A + D');
    expect(await box.locator('.is-own').allTextContents()).toEqual(['A']);
    expect(await page.getByTestId('pane-B').getByTestId('progress').count()).toBe(0);
    expect(await said(page)).toEqual(['A: Waiting for memory: First B and C, then A and D']);

    tell({ ...memory, plan: [['A']], others: 1 });
    await expect.poll(() => box.textContent()).toContain('1 reply of another session goes first.');
    expect(await part(page, 'plan').count()).toBe(0);
    await page.close();
  });

  it('shows that the bots take turns', async () => {
    const { page, tell, state } = await waiting();
    tell({ kind: 'waiting', why: 'cores', plan: [['B'], ['A']], others: 0 });
    await expect.poll(state).toBe('Waiting for its turn');
    expect(await part(page, 'progress').textContent()).toContain('take turns');
    expect(await part(page, 'progress').textContent()).not.toContain('session');
    await page.close();
  });

  it('counts the seconds to a new start of the process', async () => {
    const { page, tell, state } = await waiting();
    const seconds = async () =>
      Number(/in (\d+) s/.exec((await part(page, 'progress').textContent()) ?? '')?.[1]);
    tell({ kind: 'restarting', pauseMs: 5000 });
    await expect.poll(state).toBe('Restarting');
    expect(await seconds()).toBe(5);
    await expect.poll(seconds, { timeout: 5000 }).toBeLessThan(4);
    tell({ kind: 'restarting', pauseMs: 900 });
    await expect.poll(seconds).toBe(1);
    await page.waitForTimeout(1200);
    expect(await seconds()).toBe(1);
    expect(await said(page)).toEqual(['A: Restarting']);
    await page.close();
  });

  it('counts the seconds until its server is asked again, and says why', async () => {
    const { page, tell, state } = await waiting();
    const told = () => part(page, 'progress').textContent();
    tell({ kind: 'retrying', pauseMs: 4000, why: 'busy' });
    await expect.poll(state).toBe('Waiting for the server');
    expect(await told()).toBe('The server has too much to do. It is asked again in 4 s.');
    tell({ kind: 'retrying', pauseMs: 900, why: 'absent' });
    await expect
      .poll(told, { timeout: 5000 })
      .toBe('The server cannot be reached. It is asked again now.');
    tell({ kind: 'retrying', pauseMs: 2000, why: 'loading' });
    await expect.poll(state).toBe('Loading the model');
    expect(await told()).toContain('The server is loading the model.');
    expect(await said(page)).toEqual(['A: Waiting for the server']);
    await page.close();
  });

  it('loads, reads the prompt and writes; what changes often is not read aloud', async () => {
    const { host, page, tell, state } = await waiting();
    const bar = part(page, 'progress').locator('progress');
    for (const fraction of [0, 0.2, 0.4]) tell({ kind: 'loading', fraction });
    await expect.poll(state).toBe('Loading the model: 40 %');
    expect(await bar.evaluate((one: HTMLProgressElement) => one.position)).toBe(0.4);
    host.tell('reply', { reply: replyOf(streaming, ''), gate: busy });
    await expect.poll(state).toBe('Waiting for the first token');
    expect(await bar.count()).toBe(0);
    tell({ kind: 'evaluating', done: 312, total: 1024 });
    expect(await state()).toBe('Waiting for the first token');
    await expect.poll(state).toBe('Reading the prompt');
    expect(await part(page, 'progress').textContent()).toBe('312 of 1,024 prompt tokens read');
    expect(await bar.getAttribute('aria-label')).toBe('312 of 1,024 prompt tokens read');
    host.tell('deltas', { deltas: [{ replyId, text: 'Yes' }] });
    await expect.poll(state).toBe('Writing…');
    expect(await part(page, 'progress').count()).toBe(0);
    expect(await said(page)).toEqual(['A: Loading the model']);
    await page.close();
  });

  it.each<readonly [Progress, string]>([
    [memory, 'Waiting for memory'],
    [{ ...memory, why: 'cores' }, 'Waiting for its turn'],
    [{ kind: 'restarting', pauseMs: 5000 }, 'Restarting'],
    [{ kind: 'loading', fraction: 0.4 }, 'Loading the model: 40 %'],
    [{ kind: 'evaluating', done: 1, total: 9 }, 'Reading the prompt'],
  ])('waits as a snapshot tells: %j', async (progress, words) => {
    const { host, page, state } = await waiting(progress);
    await expect.poll(state).toBe(words);
    await part(page, 'progress').waitFor();
    // What was so before somebody looked is no news.
    expect(await said(page)).toEqual([]);
    host.tell('reply', { reply: replyOf({ kind: 'stopped' }, ''), gate: busy });
    await expect.poll(state).toBe('Stopped');
    expect(await part(page, 'progress').count()).toBe(0);
    await page.close();
  });

  it('names no model in what it says of the plan', async () => {
    const { page, tell } = await waiting();
    tell(memory);
    await part(page, 'plan').waitFor();
    const text = `${await part(page, 'progress').innerHTML()} ${(await said(page)).join(' ')}`;
    for (const { name, model } of bots) {
      expect(text).not.toContain(name);
      expect(text).not.toContain(model);
    }
    await page.close();
  });
});

describe('what one must know to judge a reply', () => {
  const cut = { kind: 'done', finish: 'length' } as const;
  const ended = async (change: object, kind: 'llama' | 'openai' = 'llama') => {
    const turn = turnOf(cut, 'So far');
    const { page } = await show({
      session: sampleSession({ seats: bots.map(bot => ({ ...bot, kind })) }),
      turns: [{ ...turn, replies: [{ ...turn.replies[0]!, ...change }] }],
      gate: { ...busy, ask: 'open' },
    });
    await part(page, 'state').waitFor();
    return page;
  };

  it('tells the end of the context from the limit of tokens', async () => {
    const limited = await ended({ tokens: { prompt: 28, completion: 256 } });
    expect(await part(limited, 'cut').textContent()).toContain('the limit of 256 tokens');
    expect(await part(limited, 'state').textContent()).toBe('Cut at the token limit');
    await limited.close();
    const full = await ended({ tokens: { prompt: 28, completion: 100 } });
    expect(await part(full, 'cut').textContent()).toMatch(/context is full.*“contextSize”/);
    expect(await part(full, 'state').textContent()).toBe('Cut: the context is full');
    await full.close();
    const remote = await ended({ tokens: { prompt: 28, completion: 100 } }, 'openai');
    expect(await part(remote, 'cut').textContent()).toContain('the limit of 256 tokens');
    await remote.close();
  });

  it('notes that another model answered than the server was asked for', async () => {
    const { model } = bots[0]!;
    const other = await ended({ model: 'small', state: done }, 'openai');
    expect(await part(other, 'other-model').textContent()).toBe(
      `The server was asked for ${model} and says that small answered.`,
    );
    await other.close();
    const asked = await ended({ model, state: done }, 'openai');
    expect(await part(asked, 'other-model').count()).toBe(0);
    await asked.close();
  });

  it('notes the turns that were left out', async () => {
    const two = await ended({ leftOutTurns: 2, state: done });
    expect(await part(two, 'left-out').textContent()).toBe(
      'The 2 oldest turns were left out: the context was full.',
    );
    expect(await part(two, 'cut').count()).toBe(0);
    await two.close();
    const one = await ended({ leftOutTurns: 1 });
    expect(await part(one, 'left-out').textContent()).toContain('The oldest turn was left out');
    await one.close();
    const none = await ended({ leftOutTurns: 0 });
    expect(await part(none, 'left-out').count()).toBe(0);
    await none.close();
  });

  it('tells in the metrics how much of the prompt was known', async () => {
    const page = await ended({ tokens: { prompt: 1020, completion: 9, evaluated: 128 } });
    expect(await part(page, 'metrics').getAttribute('title')).toContain(
      'Prompt: 128 of 1,020 tokens evaluated, the rest was known',
    );
    await page.close();
  });
});

describe('the failures of local models', () => {
  it.each([
    ['templateFailed', 'template failed', '“template”'],
    ['doesNotFit', 'does not fit in memory', '“chatzoo.generation.memoryLimit”'],
    ['stalled', 'stopped answering', '“chatzoo.generation.stallTimeout”'],
    ['contextTooSmall', 'no longer fits', '“contextOverflow”'],
    ['processDied', 'ended unexpectedly', '“contextSize”'],
  ] as const)('%s says what to change', async (code, headline, setting) => {
    const failed = {
      kind: 'failed',
      code,
      message: 'It needs 9.1 GB and 4.2 GB are free.',
    } as const;
    const { host, page } = await show({ turns: [turnOf(failed, '')], gate: busy });
    const failure = part(page, 'failure');
    await failure.waitFor();
    const text = await failure.textContent();
    expect(text).toContain(headline);
    expect(text).toContain(setting);
    expect(text).toContain('It needs 9.1 GB and 4.2 GB are free.');
    await part(page, 'remedy-settings').click();
    await expect.poll(() => host.bodiesOf('settings/open')).toHaveLength(1);
    await page.close();
  });
});
