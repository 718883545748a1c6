import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Reply, ReplyState } from '../../src/core/model.ts';
import {
  arenaPages,
  busy,
  done,
  focused,
  open,
  replyOf,
  streaming,
  turnOf,
} from '../support/pageHarness/arenaPages.ts';

const show = arenaPages();
const { id: replyId } = replyOf(done, '');
const part = (page: Page, id: string) => page.getByTestId('pane-A').getByTestId(id);
const summary = (page: Page) => part(page, 'thinking').locator('summary');
const answer = async (page: Page) => (await part(page, 'reply-text').textContent())?.trim();
const isOpen = (page: Page) =>
  part(page, 'thinking').evaluate((details: HTMLDetailsElement) => details.open);

/** A page with one reply of A that thought this. */
const thought = (state: ReplyState, text: string, thinking: string) => {
  const turn = turnOf(state, text);
  const reply: Reply = { ...turn.replies[0]!, thinking };
  return show({ turns: [{ ...turn, replies: [reply] }], gate: state === streaming ? busy : open });
};

const thinks = async () => {
  const opened = await show({ turns: [turnOf(streaming, '')], gate: busy });
  const tell = (text: string, thinking?: string) =>
    opened.host.tell('deltas', { deltas: [{ replyId, text, ...(thinking && { thinking }) }] });
  return { ...opened, tell };
};

describe('what a bot thought', () => {
  it('streams above the answer and folds when the answer begins', async () => {
    const { host, page, tell } = await thinks();
    expect(await part(page, 'thinking').count()).toBe(0);
    tell('', 'Let me see: ');
    tell('', '2 + 2\n');
    const box = part(page, 'thinking-text');
    await expect.poll(() => box.textContent()).toBe('Let me see: 2 + 2\n');
    expect(await isOpen(page)).toBe(true);
    expect(await summary(page).textContent()).toBe('Thinking…');
    expect(await summary(page).locator('.spinner').count()).toBe(1);
    expect(await part(page, 'state').textContent()).toBe('Thinking…');
    expect(await part(page, 'copy').count()).toBe(0);

    tell('It is **4**.');
    await expect.poll(() => isOpen(page)).toBe(false);
    expect(await summary(page).textContent()).toBe('Thought: 5 words');
    expect(await summary(page).locator('.spinner').count()).toBe(0);
    await expect.poll(() => answer(page)).toBe('It is 4.');
    expect(await part(page, 'state').textContent()).toBe('Writing…');

    const reply = { ...replyOf(done, 'It is **4**.'), thinking: 'Let me see: 2 + 2\n' };
    host.tell('reply', { reply, gate: open });
    await expect.poll(() => part(page, 'state').textContent()).toBe('Done');
    await part(page, 'copy').click();
    await expect.poll(() => host.bodiesOf('clipboard/write')).toEqual([{ text: 'It is **4**.' }]);
    await page.close();
  });

  it('opens and folds by the keyboard, and stays as the reader chose', async () => {
    const { page, tell } = await thinks();
    tell('', 'Hm');
    await part(page, 'thinking').waitFor();
    await summary(page).press('Enter');
    expect(await isOpen(page)).toBe(false);
    tell('', ' hm');
    tell('Yes');
    await expect.poll(() => answer(page)).toBe('Yes');
    await summary(page).press('Space');
    expect(await isOpen(page)).toBe(true);
    await expect.poll(() => part(page, 'thinking-text').textContent()).toBe('Hm hm');
    tell(', indeed');
    await expect.poll(() => answer(page)).toBe('Yes, indeed');
    expect(await isOpen(page)).toBe(true);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('thinking-text');
    await page.getByRole('group', { name: 'What A thought' }).waitFor();
    await page.close();
  });

  it('is not folded under the eyes of who reads it', async () => {
    const { page, tell } = await thinks();
    tell('', 'Hm');
    await part(page, 'thinking-text').click();
    tell('Yes');
    await expect.poll(() => answer(page)).toBe('Yes');
    expect(await isOpen(page)).toBe(true);
    await page.close();
  });

  it('keeps what the reader selected while it grows', async () => {
    const { page, tell } = await thinks();
    const box = part(page, 'thinking-text');
    const line = 'One two three.\n';
    let thinking = '';
    const think = async (more: string) => {
      tell('', more);
      thinking += more;
      await expect.poll(() => box.textContent()).toBe(thinking);
    };
    await think(line);
    await box.getByText('One two three.').dblclick({ position: { x: 4, y: 6 } });
    const selected = () => page.evaluate(() => getSelection()?.toString());
    expect(await selected()).toBe('One');
    await think(line);
    // Into the next boxes, which take a part of the line that was begun with them.
    await think(`${line.repeat(530)}One tw`);
    await think(`o three.\n${line.repeat(570)}`);
    expect((await selected())?.startsWith('One')).toBe(true);
    expect(await box.locator('.plain-text > div').count()).toBe(3);
    await page.close();
  });

  it('follows its end in a box of limited height until the reader scrolls up', async () => {
    const { page, tell } = await thinks();
    const box = part(page, 'thinking-text');
    const fromEnd = () =>
      box.evaluate(one => Math.round(one.scrollHeight - one.scrollTop - one.clientHeight));
    tell('', 'A line.\n'.repeat(100));
    await expect.poll(() => box.evaluate(one => one.scrollHeight)).toBeGreaterThan(1000);
    expect(await box.evaluate(one => one.clientHeight)).toBeLessThan(250);
    await expect.poll(fromEnd).toBeLessThan(2);
    await box.hover();
    await page.mouse.wheel(0, -300);
    await expect.poll(fromEnd).toBeGreaterThan(200);
    tell('', 'A line.\n'.repeat(100));
    await expect.poll(fromEnd).toBeGreaterThan(1000);
    await page.close();
  });

  it.each<readonly [string, ReplyState, string, boolean]>([
    ['folded beside its answer', done, 'Yes', false],
    ['open where there is no answer', done, '', true],
    ['open where it was stopped before its answer', { kind: 'stopped' }, '', true],
    ['with the text of a failure', { kind: 'failed', code: 'stalled', message: '' }, 'Ye', false],
    ['open with a failure', { kind: 'failed', code: 'stalled', message: '' }, '', true],
  ])('comes back %s', async (_how, state, text, opened) => {
    const { page } = await thought(state, text, '我想 one');
    await part(page, 'thinking').waitFor();
    expect(await isOpen(page)).toBe(opened);
    expect(await summary(page).textContent()).toBe('Thought: 3 words');
    expect(await part(page, 'failure').count()).toBe(state.kind === 'failed' ? 1 : 0);
    await expect.poll(() => answer(page)).toBe(text);
    if (!opened) await summary(page).click();
    await expect.poll(() => part(page, 'thinking-text').textContent()).toBe('我想 one');
    // What is old is read from its start.
    expect(await part(page, 'thinking-text').evaluate(box => box.scrollTop)).toBe(0);
    await page.close();
  });

  it('unfolds where it is, on a page that follows its end', async () => {
    const text = 'A line.\n\n'.repeat(20);
    const { page } = await thought(done, text, 'Hm.\n'.repeat(100));
    const fromEnd = () =>
      page
        .locator('.scroller')
        .evaluate(box => Math.round(box.scrollHeight - box.scrollTop - box.clientHeight));
    await expect.poll(() => page.locator('.markdown p').count()).toBe(20);
    await expect.poll(fromEnd).toBeLessThan(2);
    const top = () => summary(page).evaluate(one => one.getBoundingClientRect().top);
    const before = await top();
    await summary(page).click();
    await expect.poll(fromEnd).toBeGreaterThan(100);
    expect(await top()).toBe(before);
    await page.close();
  });

  it('is gone with a retry, and so is the choice to see it', async () => {
    const failed: ReplyState = { kind: 'failed', code: 'stalled', message: '' };
    const { host, page } = await thought(failed, 'Ye', 'Hm');
    await summary(page).click();
    expect(await isOpen(page)).toBe(true);
    const retry = { ...replyOf({ kind: 'queued' }, ''), attempt: 2 };
    host.tell('reply', { reply: retry, gate: busy });
    await expect.poll(() => part(page, 'thinking').count()).toBe(0);
    host.tell('reply', { reply: { ...retry, state: streaming }, gate: busy });
    host.tell('deltas', { deltas: [{ replyId, text: '', thinking: 'Again' }] });
    await expect.poll(() => part(page, 'thinking-text').textContent()).toBe('Again');
    host.tell('deltas', { deltas: [{ replyId, text: 'Yes' }] });
    await expect.poll(() => isOpen(page)).toBe(false);
    await page.close();
  });

  it('is text and nothing else, whatever is written there', async () => {
    const hostile =
      '<img src=http://evil.test/a onerror="document.title=1"><script>document.title=2</script>\n' +
      '[x](javascript:alert(1)) ![y](http://evil.test/b) \u202eesrever\u202c \u0000 👩‍👩‍👧\n' +
      '```html\n<iframe src=http://evil.test></iframe>\n```';
    const { page, requests, complaints } = await thought(done, '', hostile);
    const box = part(page, 'thinking-text');
    await expect.poll(() => box.textContent()).toContain('<iframe src=http://evil.test>');
    expect(await box.textContent()).toContain('⟦U+202E⟧esrever');
    expect(await box.textContent()).toContain('👩‍👩‍👧');
    expect(await box.locator(':not(div)').count()).toBe(0);
    expect(await page.title()).toBe('');
    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('may be very long', async () => {
    const { page, tell } = await thinks();
    for (let part = 0; part < 45; part++) tell('', 'Was it so? '.repeat(1000));
    const box = part(page, 'thinking-text');
    await expect
      .poll(() => box.textContent(), { timeout: 20_000 })
      .toMatch(/The rest is not shown here\.$/);
    expect((await box.textContent())!.length).toBeLessThan(401_000);
    tell('No');
    await expect.poll(() => summary(page).textContent()).toBe('Thought: 135,000 words');
    await page.close();
  });
});
