import { describe, expect, it } from 'vitest';
import { RemoteError } from '../../src/protocol/rpc.ts';
import {
  arenaPages,
  busy,
  streaming,
  turnOf,
  voteFirst,
} from '../support/pageHarness/arenaPages.ts';
import { sampleSession, snapshotOf } from '../support/pageHarness/samples.ts';

const show = arenaPages();

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
      gate: voteFirst,
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

it('fills the composer with an example', async () => {
  const { page } = await show({});
  await page.locator('.example').first().click();
  expect(await page.getByTestId('composer').inputValue()).toContain('sky');
  await page.close();
});

it('says when the session cannot be had, and tries again when asked', async () => {
  let isBroken = true;
  const { page } = await show(
    {},
    {
      'session/snapshot': () => {
        if (isBroken) throw new RemoteError('unknownSession', 'This session is gone.');
        return snapshotOf();
      },
    },
  );
  const notice = page.getByTestId('notice');
  await expect.poll(() => notice.textContent()).toContain('This session is gone.');
  isBroken = false;
  await notice.getByText('Retry').click();
  await page.getByTestId('empty').waitFor();
  expect(await notice.count()).toBe(0);
  await page.close();
});
