import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VsCodeWindow } from '../support/vscode/window.ts';
import { ArenaPage } from './support/arenaPage.ts';

describe('a workspace that is not trusted', () => {
  let window: VsCodeWindow;
  beforeAll(async () => {
    window = await VsCodeWindow.launch({
      workspaceTrust: true,
      settings: { 'security.workspace.trust.startupPrompt': 'never' },
    });
  });
  afterAll(() => window.close());

  it('can be read but runs no bot, and does once it is trusted', async () => {
    await window.runCommand('ChatZoo: Open Arena');
    const arena = await ArenaPage.in(window);
    const gate = (name: string) => arena.frame.locator(`[data-testid=gate][data-gate=${name}]`);
    await gate('untrusted').waitFor();
    expect(await gate('untrusted').innerText()).toContain('Trust this workspace');
    await arena.composer.fill('Hello?');
    await arena.composer.press('Enter');
    expect(await arena.byId('turn').count()).toBe(0);

    await window.runCommand('Workspaces: Manage Workspace Trust');
    await window.page.getByRole('button', { name: 'Trust', exact: true }).click();
    await window.runCommand('ChatZoo: Open Arena');
    const trusted = await ArenaPage.in(window);
    await trusted.frame
      .locator('[data-testid=gate][data-gate=open]')
      .waitFor({ state: 'attached' });
    // What was typed is still there.
    expect(await trusted.composer.inputValue()).toBe('Hello?');
    await trusted.composer.press('Enter');
    await trusted.settled(['A', 'B']);
  });
});
