import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reply, ReplyState, Session } from '../../src/core/model.ts';
import type { ArenaSnapshot, Gate } from '../../src/protocol/arenaPage.ts';
import { RemoteError } from '../../src/protocol/rpc.ts';
import { ArenaHost } from '../support/pageHarness/arenaHost.ts';
import { bundlePage } from '../support/pageHarness/bundle.ts';
import { launch, openPage } from '../support/pageHarness/open.ts';
import { sampleSession, sampleTurn, seats, snapshotOf } from '../support/pageHarness/samples.ts';

let browser: Browser;
let files: { js: string; css: string };
beforeAll(async () => {
  [browser, files] = await Promise.all([launch(), bundlePage('src/webview/arena/main.tsx')]);
});
afterAll(() => browser.close());

const done: ReplyState = { kind: 'done', finish: 'stop' };
const streaming: ReplyState = { kind: 'streaming' };
const open: Gate = { ask: 'open', vote: 'open' };
const busy: Gate = { ask: 'busy', vote: 'busy' };
const bots = seats(3);

const show = async (
  change: Partial<ArenaSnapshot>,
  calls: ConstructorParameters<typeof ArenaHost>[1] = {},
  kept?: unknown,
) => {
  const host = new ArenaHost(snapshotOf(change), calls);
  const { page, ...rest } = await openPage(browser, {
    page: 'arena',
    files,
    host: host.open,
    kept,
  });
  await page.getByTestId('gate').waitFor({ state: 'attached' });
  return { host, page, ...rest };
};
const turnOf = (state: ReplyState, text: string) =>
  sampleTurn(
    0,
    'Hi',
    bots,
    bots.map(() => [state, text] as const),
  );
const replyOf = (state: ReplyState, text: string): Reply => turnOf(state, text).replies[0]!;

describe('the composer', () => {
  it('sends on Enter, keeps Shift+Enter as a line and the draft until it is stored', async () => {
    const { host, page } = await show({});
    const composer = page.getByTestId('composer');
    await composer.pressSequentially('one');
    await composer.press('Shift+Enter');
    await composer.pressSequentially('two');
    await composer.press('Enter');
    await expect.poll(() => host.bodiesOf('turn/start')).toEqual([{ prompt: 'one\ntwo' }]);
    await expect.poll(() => composer.inputValue()).toBe('');
    await page.close();
  });

  it('sends nothing while a word is being composed', async () => {
    const { host, page } = await show({});
    const composer = page.getByTestId('composer');
    await composer.fill('ni');
    await composer.evaluate(area => {
      const init = { key: 'Enter', bubbles: true, cancelable: true };
      area.dispatchEvent(new KeyboardEvent('keydown', { ...init, isComposing: true }));
      area.dispatchEvent(new KeyboardEvent('keydown', { ...init, keyCode: 229 }));
    });
    await page.waitForTimeout(50);
    expect(host.bodiesOf('turn/start')).toEqual([]);
    await page.close();
  });

  it('loses nothing that was typed when the host refuses, and says why', async () => {
    const { page } = await show(
      {},
      {
        'turn/start': () => {
          throw new RemoteError('notOpen', 'Vote first, please.');
        },
      },
    );
    await page.getByTestId('composer').fill('precious');
    await page.getByTestId('send').click();
    expect(await page.getByTestId('notice').textContent()).toContain('Vote first, please.');
    expect(await page.getByTestId('composer').inputValue()).toBe('precious');
    await page.close();
  });

  it('brings back the draft of an earlier page, and keeps the session for the host', async () => {
    const { page } = await show({}, {}, { sessionId: 's1', draft: 'half a thou' });
    expect(await page.getByTestId('composer').inputValue()).toBe('half a thou');
    await page.getByTestId('composer').fill('half a thought');
    const kept = await page.evaluate(() => (globalThis as { keptState?: unknown }).keptState);
    expect(kept).toEqual({ sessionId: 's1', draft: 'half a thought' });
    await page.close();
  });

  it('says why nothing can be sent, and stops all while bots answer', async () => {
    const { host, page } = await show({ turns: [turnOf(streaming, '')], gate: busy });
    expect(await page.getByTestId('gate').textContent()).toContain('still answering');
    await page.getByTestId('stop-all').click();
    await expect.poll(() => host.bodiesOf('session/stop')).toEqual([{}]);
    host.tell('session', {
      session: sampleSession(),
      votes: [],
      gate: { ask: 'voteFirst', vote: 'open' },
    });
    await page.getByTestId('send').waitFor();
    expect(await page.getByTestId('gate').textContent()).toContain('Vote on the last turn first');
    await page.getByTestId('composer').fill('more');
    await page.getByTestId('composer').press('Enter');
    await page.waitForTimeout(50);
    expect(host.bodiesOf('turn/start')).toEqual([]);
    await page.close();
  });
});

describe('a turn', () => {
  it('streams into each pane by itself and ends with metrics', async () => {
    const { host, page } = await show({});
    host.tell('turn', { turn: turnOf({ kind: 'queued' }, ''), gate: busy });
    const pane = page.getByTestId('pane-A');
    await expect.poll(() => pane.getByTestId('state').textContent()).toBe('Queued');
    const { id: replyId } = replyOf(done, '');
    host.tell('loading', { replyId, fraction: 0.424 });
    await expect.poll(() => pane.getByTestId('state').textContent()).toContain('42 %');
    host.tell('reply', { reply: replyOf(streaming, ''), gate: busy });
    await expect.poll(() => pane.getByTestId('state').textContent()).toContain('first token');
    host.tell('deltas', { deltas: [{ replyId, text: 'Hello **wo' }] });
    host.tell('deltas', { deltas: [{ replyId, text: 'rld**' }] });
    await expect.poll(() => pane.getByTestId('reply-text').textContent()).toContain('Hello world');
    expect(await page.getByTestId('pane-B').getByTestId('reply-text').textContent()).toBe('');
    host.tell('reply', { reply: replyOf(done, 'Hello **world**'), gate: busy });
    await expect.poll(() => pane.getByTestId('state').textContent()).toBe('Done');
    expect(await pane.getByTestId('metrics').textContent()).toContain('41.3 tok/s');
    expect(await pane.getByTestId('metrics').getAttribute('title')).toContain('seed: 1234567');
    expect(await page.locator('[aria-live]').last().textContent()).toBe('A has finished');
    await page.close();
  });

  it('asks for a snapshot when an event is missing', async () => {
    const { host, page } = await show({ turns: [turnOf(streaming, 'be')], gate: busy });
    const { id: replyId } = replyOf(done, '');
    host.snapshot = snapshotOf({ seq: 7, turns: [turnOf(streaming, 'before and ')], gate: busy });
    host.tell('deltas', { deltas: [{ replyId, text: 'after' }] }, 8);
    const text = page.getByTestId('pane-A').getByTestId('reply-text');
    await expect.poll(() => text.textContent()).toContain('before and after');
    expect(host.bodiesOf('session/snapshot')).toHaveLength(2);
    await page.close();
  });

  it('explains a failure, keeps the text above it and offers what helps', async () => {
    const failed: ReplyState = { kind: 'failed', code: 'unauthorized', message: 'HTTP 401 <b>' };
    const { host, page } = await show({ turns: [turnOf(failed, 'So far')], gate: open });
    const pane = page.getByTestId('pane-A');
    await expect.poll(() => pane.getByTestId('reply-text').textContent()).toContain('So far');
    expect(await pane.getByTestId('failure').textContent()).toContain('refused the API key');
    expect(await pane.getByTestId('failure').textContent()).toContain('HTTP 401 <b>');
    await pane.getByTestId('remedy-apiKey').click();
    await expect.poll(() => host.bodiesOf('apiKey/set')).toEqual([{ botName: bots[0]!.name }]);
    await pane.getByTestId('retry').click();
    await expect.poll(() => host.bodiesOf('reply/retry')).toHaveLength(1);
    host.tell('reply', { reply: { ...replyOf(streaming, ''), attempt: 2 }, gate: busy });
    await expect.poll(() => pane.getByTestId('failure').count()).toBe(0);
    expect(await pane.getByTestId('reply-text').textContent()).toBe('');
    await page.close();
  });

  it('follows the stream until the reader scrolls up', async () => {
    const { host, page } = await show({ turns: [turnOf(streaming, '')], gate: busy });
    const { id: replyId } = replyOf(done, '');
    const lines = (count: number) => 'A line.\n\n'.repeat(count);
    const fromEnd = () =>
      page
        .locator('.scroller')
        .evaluate(box => Math.round(box.scrollHeight - box.scrollTop - box.clientHeight));
    host.tell('deltas', { deltas: [{ replyId, text: lines(100) }] });
    await expect.poll(() => page.locator('.markdown p').count()).toBe(100);
    await expect.poll(fromEnd).toBeLessThan(2);
    await page.locator('.scroller').hover();
    await page.mouse.wheel(0, -600);
    await expect.poll(fromEnd).toBeGreaterThan(300);
    host.tell('deltas', { deltas: [{ replyId, text: lines(50) }] });
    await expect.poll(() => page.locator('.markdown p').count()).toBe(150);
    expect(await fromEnd()).toBeGreaterThan(600);
    await page.close();
  });

  it('opens links through the host and goes nowhere itself', async () => {
    const { host, page, requests } = await show({
      turns: [turnOf(done, 'See [this](https://example.com/a).')],
      gate: open,
    });
    const link = page.getByTestId('pane-A').locator('a');
    await link.click();
    await link.click({ button: 'middle' });
    await expect
      .poll(() => host.bodiesOf('link/open'))
      .toEqual([{ url: 'https://example.com/a' }, { url: 'https://example.com/a' }]);
    expect(page.url()).toBe('http://page.test/');
    expect(requests).toEqual([]);
    await page.close();
  });
});

describe('the vote bar', () => {
  const voted = (change: Partial<Session>, gate: Gate) =>
    show({ session: sampleSession(change), turns: [turnOf(done, 'Hello')], gate });

  it('votes by click and by key, on the last turn', async () => {
    const { host, page } = await voted({}, { ask: 'voteFirst', vote: 'open' });
    await page.getByTestId('vote-best-B').click();
    await page.locator('.title').click();
    await page.keyboard.press('3');
    await page.keyboard.press('=');
    await page.keyboard.press('0');
    await expect
      .poll(() => host.bodiesOf('vote/cast'))
      .toEqual([
        { turnId: 't0', verdict: { kind: 'best', winner: 'B' }, comment: '' },
        { turnId: 't0', verdict: { kind: 'best', winner: 'C' }, comment: '' },
        { turnId: 't0', verdict: { kind: 'allGood' }, comment: '' },
        { turnId: 't0', verdict: { kind: 'allBad' }, comment: '' },
      ]);
    await page.close();
  });

  it('takes digits typed into the message or the comment as text', async () => {
    const { host, page } = await voted({}, { ask: 'open', vote: 'open' });
    await page.getByTestId('composer').pressSequentially('1=0');
    await page.getByTestId('vote-comment').locator('input').pressSequentially('2');
    expect(host.bodiesOf('vote/cast')).toEqual([]);
    await page.getByTestId('vote-allBad').click();
    await expect
      .poll(() => host.bodiesOf('vote/cast'))
      .toEqual([{ turnId: 't0', verdict: { kind: 'allBad' }, comment: '2' }]);
    await page.close();
  });

  it('votes on the whole session in session mode', async () => {
    const { host, page } = await voted({ annotationMode: 'session' }, open);
    await page.getByTestId('vote-allGood').click();
    await expect
      .poll(() => host.bodiesOf('vote/cast'))
      .toEqual([{ verdict: { kind: 'allGood' }, comment: '' }]);
    await page.close();
  });

  it('lets nobody vote before the bots have finished', async () => {
    const { host, page } = await voted({}, busy);
    await page.locator('.title').click();
    await page.keyboard.press('1');
    await page.getByTestId('vote-best-A').click({ force: true });
    expect(host.bodiesOf('vote/cast')).toEqual([]);
    await page.close();
  });

  it('marks the vote that stands', async () => {
    const { host, page } = await voted({}, { ask: 'voteFirst', vote: 'open' });
    const vote = {
      id: 'v1',
      sessionId: 's1',
      turnId: 't0',
      castAt: 0,
      voter: { kind: 'human', name: 'me' },
      verdict: { kind: 'best', winner: 'B' },
      shown: bots,
      blind: false,
      comment: '',
    };
    const later = { ...vote, id: 'v2', supersedes: 'v1', verdict: { kind: 'best', winner: 'C' } };
    host.tell('session', {
      session: sampleSession(),
      votes: [vote, later] as never,
      gate: { ask: 'open', vote: 'cast' },
    });
    const pressed = (seat: string) =>
      page.getByTestId(`vote-best-${seat}`).getAttribute('aria-pressed');
    await expect.poll(() => pressed('C')).toBe('true');
    expect(await pressed('B')).toBe('false');
    await page.close();
  });
});

it('fills the composer with an example', async () => {
  const { page } = await show({});
  await page.locator('.example').first().click();
  expect(await page.getByTestId('composer').inputValue()).toContain('sky');
  await page.close();
});

it('says when the session cannot be had, and tries again when asked', async () => {
  let isBroken = true;
  const host = new ArenaHost(snapshotOf(), {
    'session/snapshot': () => {
      if (isBroken) throw new RemoteError('unknownSession', 'This session is gone.');
      return snapshotOf();
    },
  });
  const { page } = await openPage(browser, { page: 'arena', files, host: host.open });
  const notice = page.getByTestId('notice');
  await expect.poll(() => notice.textContent()).toContain('This session is gone.');
  isBroken = false;
  await notice.getByText('Retry').click();
  await page.getByTestId('empty').waitFor();
  expect(await notice.count()).toBe(0);
  await page.close();
});
