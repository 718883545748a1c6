import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VsCodeWindow } from '../support/vscode/window.ts';
import { ArenaPage } from './support/arenaPage.ts';
import { ratings } from './support/leaderboardPage.ts';

describe('a vote after every turn, by keyboard alone', () => {
  let window: VsCodeWindow;
  beforeAll(async () => {
    window = await VsCodeWindow.launch({ settings: { 'chatzoo.annotation.mode': 'reply' } });
  });
  afterAll(() => window.close());

  it('locks the input until the vote and opens it then', async () => {
    await window.runCommand('ChatZoo: Open Arena');
    const arena = await ArenaPage.in(window);
    const gate = (name: string) => ({
      waitFor: () =>
        arena.frame.locator(`[data-testid=gate][data-gate=${name}]`).waitFor({ state: 'attached' }),
    });
    const { keyboard } = window.page;

    await arena.ask('First question');
    await gate('voteFirst').waitFor();
    await arena.composer.pressSequentially('typed too early');
    await arena.composer.press('Enter');
    expect(await arena.byId('turn').count()).toBe(1);
    expect(await arena.composer.inputValue()).toBe('typed too early');

    await arena.byId('vote-allGood').focus();
    await keyboard.press('2');
    await gate('open').waitFor();
    await arena.frame.locator('[data-testid=vote-gate][data-gate=cast]').waitFor();

    await arena.composer.fill('Second question');
    await arena.composer.press('Enter');
    await gate('voteFirst').waitFor();
    expect(await arena.byId('turn').count()).toBe(2);
    await arena.byId('vote-allBad').focus();
    await keyboard.press('1');
    await gate('open').waitFor();

    await window.runCommand('ChatZoo: Open Leaderboard');
    const board = await ratings(window);
    expect(board.map(([, rating]) => rating)).toEqual(['1000', '1000']);
  });
});
