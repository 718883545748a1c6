import { describe, expect, it } from 'vitest';
import {
  arenaPages,
  done,
  focused,
  open,
  replyOf,
  turnOf,
} from '../support/pageHarness/arenaPages.ts';

const show = arenaPages();
const { id: replyId } = replyOf(done, '');

describe('a correction', () => {
  it('starts from the reply, is stored, shown and taken back', async () => {
    const { host, page } = await show({ turns: [turnOf(done, 'Ants shout.')], gate: open });
    const pane = page.getByTestId('pane-A');
    await pane.getByTestId('correct').click();
    const area = pane.getByTestId('correction-area');
    expect(await area.inputValue()).toBe('Ants shout.');
    await expect.poll(() => focused(page)).toBe('correction-area');
    await area.fill('Ants smell.\n<b>really</b>');
    await pane.getByTestId('correction-save').click();
    const correction = 'Ants smell.\n<b>really</b>';
    await expect.poll(() => host.bodiesOf('reply/correct')).toEqual([{ replyId, correction }]);
    host.tell('reply', { reply: { ...replyOf(done, 'Ants shout.'), correction }, gate: open });
    await expect.poll(() => pane.getByTestId('correction').textContent()).toContain(correction);
    expect(await area.count()).toBe(0);
    expect(await pane.getByTestId('reply-text').textContent()).toContain('Ants shout.');

    await pane.getByTestId('correct').click();
    expect(await area.inputValue()).toBe(correction);
    await pane.getByTestId('correction-remove').click();
    await expect.poll(() => host.bodiesOf('reply/correct')[1]).toEqual({ replyId });
    await page.close();
  });

  it('keeps what is being written over a reload and Escape, until it is given up', async () => {
    const kept = { draft: '', corrections: { [replyId]: 'half a sent' } };
    const { page, host } = await show({ turns: [turnOf(done, 'Hi')], gate: open }, {}, kept);
    const area = page.getByTestId('pane-A').getByTestId('correction-area');
    expect(await area.inputValue()).toBe('half a sent');
    await area.press('Escape');
    await expect.poll(() => focused(page)).toBe('pane-A');
    expect(await area.inputValue()).toBe('half a sent');
    await page.getByTestId('correction-cancel').click();
    await expect.poll(() => area.count()).toBe(0);
    expect(host.bodiesOf('reply/correct')).toEqual([]);
    await page.close();
  });

  it('says why it could not be stored, and keeps the words', async () => {
    const { page } = await show(
      { turns: [turnOf(done, 'Hi')], gate: open },
      { 'reply/correct': () => Promise.reject(new Error('The disk is full.')) },
    );
    const pane = page.getByTestId('pane-A');
    await pane.getByTestId('correct').click();
    await pane.getByTestId('correction-area').fill('Better');
    await pane.getByTestId('correction-save').click();
    await expect.poll(() => page.getByTestId('notice').textContent()).toContain('disk is full');
    expect(await pane.getByTestId('correction-area').inputValue()).toBe('Better');
    await page.close();
  });
});
