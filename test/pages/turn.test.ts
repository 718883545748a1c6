import { describe, expect, it } from 'vitest';
import type { ReplyState } from '../../src/core/model.ts';
import type { Gate } from '../../src/protocol/arenaPage.ts';
import {
  arenaPages,
  bots,
  busy,
  done,
  focused,
  open,
  replyOf,
  streaming,
  turnOf,
} from '../support/pageHarness/arenaPages.ts';
import { sampleSession, sampleTurn, snapshotOf } from '../support/pageHarness/samples.ts';

const show = arenaPages();

describe('a turn', () => {
  it('streams into each pane by itself and ends with metrics', async () => {
    const { host, page } = await show({});
    host.tell('turn', { turn: turnOf({ kind: 'queued' }, ''), gate: busy });
    const pane = page.getByTestId('pane-A');
    await expect.poll(() => pane.getByTestId('state').textContent()).toBe('Queued');
    const { id: replyId } = replyOf(done, '');
    host.tell('progress', { replyId, progress: { kind: 'loading', fraction: 0.424 } });
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
    const said = await page.getByTestId('announcements').locator('p').allTextContents();
    expect(said).toEqual(['A: Loading the model', 'A has finished']);
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
    await expect.poll(() => pane.getByTestId('reply-text').textContent()).toBe('');
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
    await link.click({ button: 'right' });
    await expect
      .poll(() => host.bodiesOf('link/open'))
      .toEqual([{ url: 'https://example.com/a' }, { url: 'https://example.com/a' }]);
    expect(page.url()).toBe('http://page.test/');
    expect(requests).toEqual([]);
    await page.close();
  });

  it('stops one reply and leaves the others', async () => {
    const { host, page } = await show({ turns: [turnOf(streaming, 'So')], gate: busy });
    await page.getByTestId('pane-B').getByTestId('stop').click();
    await expect.poll(() => host.bodiesOf('reply/stop')).toEqual([{ replyId: 't0-B' }]);
    expect(await focused(page)).toBe('pane-B');
    await page.close();
  });

  it('copies a reply and a block of code as they were written, and says so for a while', async () => {
    const code = 'const a = "\u200b";\n\tb();';
    const text = `**Here**:\n\n\`\`\`js\n${code}\n\`\`\`\n`;
    const { host, page } = await show({ turns: [turnOf(done, text)], gate: open });
    const pane = page.getByTestId('pane-A');
    await pane.getByTestId('copy').click();
    await pane.getByTestId('copy').getByText('Copied').waitFor();
    await pane.getByRole('button', { name: 'Copy code' }).click();
    await pane.locator('.code-header').getByText('Copied').waitFor();
    await expect.poll(() => host.bodiesOf('clipboard/write')).toEqual([{ text }, { text: code }]);
    const said = await page.getByTestId('announcements').locator('p').allTextContents();
    expect(said).toEqual(['Copied', 'Copied']);
    await pane.getByTestId('copy').getByText('Copy', { exact: true }).waitFor();
    await pane.locator('.code-header').getByText('Copy', { exact: true }).waitFor();
    await page.close();
  });

  it('offers a retry only where the host would take it', async () => {
    const { host, page } = await show({
      turns: [turnOf({ kind: 'stopped' }, 'So')],
      gate: open,
    });
    const retry = page.getByTestId('pane-A').getByRole('button', { name: 'Retry A' });
    await retry.press('Enter');
    await expect.poll(() => host.bodiesOf('reply/retry')).toEqual([{ replyId: 't0-A' }]);
    expect(await focused(page)).toBe('pane-A');
    const cast: Gate = { ask: 'open', vote: 'cast', winners: ['A'] };
    host.tell('session', { session: sampleSession(), votes: [], gate: cast });
    await expect.poll(() => page.getByTestId('retry').count()).toBe(0);
    await page.close();
  });

  it('reads aloud each end and each failure that happens now, and no old failure', async () => {
    const failed: ReplyState = { kind: 'failed', code: 'timeout', message: '' };
    const { host, page } = await show({
      turns: [
        sampleTurn(0, 'Hi', bots, [
          [failed, ''],
          [streaming, ''],
          [streaming, ''],
        ]),
      ],
      gate: busy,
    });
    await page.getByTestId('failure').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    const [, second, third] = turnOf(failed, '').replies;
    host.tell('reply', { reply: second!, gate: busy });
    host.tell('reply', { reply: third!, gate: open });
    await expect.poll(() => page.getByRole('alert').count()).toBe(2);
    const said = await page.getByTestId('announcements').locator('p').allTextContents();
    expect(said).toEqual(['B has failed', 'C has failed']);
    await page.close();
  });
});
