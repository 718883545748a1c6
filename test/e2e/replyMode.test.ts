import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VsCodeWindow } from '../support/vscode/window.ts';
import { waitFor } from '../support/vscode/waiting.ts';
import { ArenaPage } from './support/arenaPage.ts';
import { scores } from './support/leaderboardPage.ts';
import { withNonsense } from './support/nonsense.ts';

describe('a vote after every turn, by keyboard alone', () => {
  let window: VsCodeWindow;
  beforeAll(async () => {
    const settings = { ...(await withNonsense()), 'chatzoo.annotation.mode': 'reply' };
    window = await VsCodeWindow.launch({ settings });
  });
  afterAll(() => window.close());

  it('locks the input until the vote and opens it then', async () => {
    const { keyboard } = window.page;
    await window.runCommand('ChatZoo: Open Arena');
    const arena = await ArenaPage.empty(window, 'a vote after each turn');
    const hasFocus = (locator: ReturnType<ArenaPage['byId']>) =>
      locator.evaluate(element => element.ownerDocument.activeElement === element);
    const tabToComposer = () =>
      waitFor('the composer to be reached by Tab', async () => {
        if (await hasFocus(arena.composer)) return true;
        await keyboard.press('Tab');
        return undefined;
      });
    const vote = async (key: string): Promise<void> => {
      await keyboard.press('Escape');
      await waitFor('Escape to leave the composer', async () =>
        (await hasFocus(arena.composer)) ? undefined : true,
      );
      await keyboard.press(key);
      await arena.gate('open');
      await arena.frame.locator('[data-testid=vote-gate][data-gate=cast]').waitFor();
    };

    await tabToComposer();
    await keyboard.type('First question');
    await keyboard.press('Enter');
    await arena.gate('voteFirst');
    await keyboard.type('typed too early 12');
    await keyboard.press('Enter');
    expect(await arena.byId('turn').count()).toBe(1);
    expect(await arena.composer.inputValue()).toBe('typed too early 12');
    await arena.gate('voteFirst');
    await vote('2');

    await tabToComposer();
    await keyboard.press('Control+A');
    await keyboard.type('Second question');
    await keyboard.press('Enter');
    await arena.byId('turn').nth(1).waitFor();
    await arena.gate('voteFirst');
    await vote('2');

    await window.runCommand('ChatZoo: Open Leaderboard');
    expect(await scores(window)).toEqual([
      ['Owl (demo, talks nonsense)', '2', '0'],
      ['Parrot (demo, talks nonsense)', '0', '2'],
    ]);
  });
});
