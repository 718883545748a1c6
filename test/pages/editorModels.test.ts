import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { SeatKind } from '../../src/core/model.ts';
import { arenaPages, bots, busy, turnOf } from '../support/pageHarness/arenaPages.ts';
import { sampleSession } from '../support/pageHarness/samples.ts';

const show = arenaPages();
const part = (page: Page, id: string) => page.getByTestId('pane-A').getByTestId(id);

const ended = async (kind: SeatKind, systemPrompt: string, change: object) => {
  const turn = turnOf({ kind: 'done', finish: 'stop' }, 'An answer');
  const { page } = await show({
    session: sampleSession({ seats: bots.map(bot => ({ ...bot, kind, systemPrompt })) }),
    turns: [{ ...turn, replies: [{ ...turn.replies[0]!, ...change }] }],
    gate: { ...busy, ask: 'open' },
  });
  await part(page, 'state').waitFor();
  return page;
};

it('a reply of the editor says what nobody knows of it, and where the system prompt went', async () => {
  const page = await ended('vscode', 'Be kind.', {});
  expect(await part(page, 'may-ignore').textContent()).toBe('parameters may be ignored');
  expect(await part(page, 'system-as-user').textContent()).toContain('first user message');
  await page.close();
});

it('says neither without parameters and without a system prompt, nor of other kinds', async () => {
  for (const [kind, prompt, change] of [
    ['vscode', '', { sampling: {} }],
    ['openai', 'Be kind.', {}],
    ['custom', 'Be kind.', {}],
  ] as const) {
    const page = await ended(kind, prompt, change);
    expect(await part(page, 'may-ignore').count()).toBe(0);
    expect(await part(page, 'system-as-user').count()).toBe(0);
    await page.close();
  }
});
