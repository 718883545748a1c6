import { describe, expect, it } from 'vitest';
import type { Session, TurnId } from '../../src/core/model.ts';
import type { Gate } from '../../src/protocol/arenaPage.ts';
import {
  arenaPages,
  bots,
  busy,
  done,
  focused,
  open,
  streaming,
  turnOf,
  voteFirst,
} from '../support/pageHarness/arenaPages.ts';
import { aVote } from '../support/builders.ts';
import { sampleSession } from '../support/pageHarness/samples.ts';

const show = arenaPages();
const voted = (change: Partial<Session>, gate: Gate, kept?: unknown) =>
  show({ session: sampleSession(change), turns: [turnOf(done, 'Hello')], gate }, {}, kept);

describe('the vote bar', () => {
  it('votes by click and by key, on the last turn', async () => {
    const { host, page } = await voted({}, voteFirst);
    await page.getByTestId('vote-best-B').click();
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
    const { host, page } = await voted({}, open);
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

  it('shows a ranking in words, as the vote that was cast', async () => {
    const verdict = { kind: 'ranking', order: [['C'], ['A', 'B']] } as const;
    const { host, page } = await show({
      session: sampleSession({}),
      turns: [turnOf(done, 'Hello')],
      votes: [aVote(verdict, { turnId: 't0' as TurnId, shown: bots })],
      gate: { ...open, vote: 'cast' },
    });
    const cast = page.getByTestId('vote-ranking');
    expect(await cast.innerText()).toContain('C > A = B');
    expect(await cast.getAttribute('aria-pressed')).toBe('true');
    expect(await page.getByTestId('turn').innerText()).toContain('Your vote: C > A = B');
    // It is what was said already; another verdict may still take its place.
    await cast.click();
    await page.getByTestId('vote-best-A').click();
    await expect
      .poll(() => host.bodiesOf('vote/cast'))
      .toMatchObject([{ verdict: { kind: 'best', winner: 'A' } }]);
    await page.close();
  });

  it('lets nobody vote before the bots have finished', async () => {
    const { host, page } = await voted({}, busy);
    await page.getByTestId('composer').press('Escape');
    expect(await focused(page)).toBe('composer');
    await page.getByTestId('vote-gate').click();
    await page.keyboard.press('1');
    await page.getByTestId('vote-best-A').click({ force: true });
    expect(host.bodiesOf('vote/cast')).toEqual([]);
    await page.close();
  });

  it('marks the vote that stands', async () => {
    const { host, page } = await voted({}, voteFirst);
    const vote = {
      id: 'v1',
      sessionId: 's1',
      turnId: 't0',
      castAt: 0,
      voter: { kind: 'human', name: 'me' },
      verdict: { kind: 'best', winner: 'B' },
      shown: bots,
      blind: false,
      flags: [],
      comment: '',
    };
    const later = { ...vote, id: 'v2', supersedes: 'v1', verdict: { kind: 'best', winner: 'C' } };
    host.tell('session', {
      session: sampleSession(),
      votes: [vote, later] as never,
      gate: { ...open, vote: 'cast' },
    });
    const button = (name: RegExp, pressed: boolean) =>
      page.getByRole('button', { name, pressed }).waitFor();
    await button(/C is best/, true);
    await button(/A is best/, false);
    await button(/B is best/, false);
    await button(/All good/, false);
    await page.close();
  });

  it('keeps the reason over a reload until its vote is stored', async () => {
    const first = await voted({}, voteFirst);
    const field = first.page.getByRole('textbox', { name: 'Why? (optional)' });
    await field.fill('kinder');
    const kept = await first.page.evaluate(() => (globalThis as { keptState?: unknown }).keptState);
    expect(kept).toEqual({ sessionId: 's1', draft: '', comment: 'kinder' });
    await first.page.close();

    const { host, page } = await voted({}, voteFirst, kept);
    const again = page.getByRole('textbox', { name: 'Why? (optional)' });
    await expect.poll(() => again.inputValue()).toBe('kinder');
    await page.getByTestId('vote-best-A').click();
    await expect
      .poll(() => host.bodiesOf('vote/cast'))
      .toEqual([{ turnId: 't0', verdict: { kind: 'best', winner: 'A' }, comment: 'kinder' }]);
    await expect.poll(() => again.inputValue()).toBe('');
    await page.close();
  });

  it('lets nobody choose a bot that has not answered', async () => {
    const { host, page } = await voted({}, { ...voteFirst, winners: ['A', 'C'] });
    const button = page.getByTestId('vote-best-B');
    expect(await button.getByRole('button').isDisabled()).toBe(true);
    expect(await button.getAttribute('title')).toBe('Llama\nB has not answered');
    expect(await page.getByTestId('vote-best-A').getAttribute('title')).toBe('Qwen small\nKey: 1');
    await button.click({ force: true });
    await page.getByTestId('vote-allGood').focus();
    await page.keyboard.press('2');
    await page.keyboard.press('3');
    await expect
      .poll(() => host.bodiesOf('vote/cast'))
      .toEqual([{ turnId: 't0', verdict: { kind: 'best', winner: 'C' }, comment: '' }]);
    await page.close();
  });
});

describe('the keyboard', () => {
  it.each(['reply', 'session'] as const)('votes only from the vote bar (%s)', async mode => {
    const { host, page } = await voted({ annotationMode: mode }, open);
    expect(await focused(page)).toBe('composer');
    await page.locator('.title').click();
    await page.keyboard.press('1');
    await page.getByTestId('pane-A').click();
    await page.keyboard.press('=');
    expect(host.bodiesOf('vote/cast')).toEqual([]);

    await page.getByTestId('composer').press('Escape');
    expect(await focused(page)).toBe('vote-best-A');
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('composer');
    await page.keyboard.press('Escape');
    await page.keyboard.press('2');
    expect(await focused(page)).toBe('vote-best-B');
    await expect
      .poll(() => host.bodiesOf('vote/cast'))
      .toMatchObject([{ verdict: { kind: 'best', winner: 'B' } }]);
    await page.close();
  });

  it('comes back to the message when the editor gives the page the focus', async () => {
    const { page } = await voted({}, open);
    const focusWindow = () => page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await page.locator('.title').click();
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await focusWindow();
    expect(await focused(page)).toBe('composer');
    await page.getByTestId('export').focus();
    await focusWindow();
    expect(await focused(page)).toBe('export');
    await page.close();
  });

  it('stays on the message when Stop All goes', async () => {
    const { host, page } = await show({ turns: [turnOf(streaming, '')], gate: busy });
    await page.getByRole('button', { name: 'Stop All' }).press('Enter');
    await expect.poll(() => host.bodiesOf('session/stop')).toHaveLength(1);
    expect(await focused(page)).toBe('composer');
    await page.close();
  });
});
