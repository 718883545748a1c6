import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VsCodeWindow } from '../support/vscode/window.ts';
import { waitFor } from '../support/vscode/waiting.ts';
import { ArenaPage } from './support/arenaPage.ts';
import { scores } from './support/leaderboardPage.ts';
import { withNonsense } from './support/nonsense.ts';

describe('the main job, in the real window', () => {
  let window: VsCodeWindow;
  let said: readonly string[];
  const texts = async (arena: ArenaPage) => [
    await arena.replyText('A'),
    await arena.replyText('B'),
  ];

  beforeAll(async () => {
    window = await VsCodeWindow.launch({
      viewport: { width: 1280, height: 860 },
      settings: await withNonsense(),
    });
  });
  afterAll(() => window.close());

  it('opens the arena from the palette, with the two bots of the settings', async () => {
    await window.runCommand('ChatZoo: Open Arena');
    const arena = await ArenaPage.empty(window);
    const seats = await arena.byId('empty').innerText();
    expect(seats).toMatch(/Parrot \(demo, talks nonsense\)/);
    expect(seats).toMatch(/Owl \(demo, talks nonsense\)/);
    await window.screenshot('arena-empty-dark');
  });

  it('streams two answers to one prompt, in the order of the seats', async () => {
    const arena = await ArenaPage.in(window);
    await arena.ask('What did you do at the zoo today?');
    await arena.settled(['A', 'B']);
    said = await texts(arena);
    for (const text of said) expect(text.length).toBeGreaterThan(20);
    expect(said[0]).not.toBe(said[1]);
    await window.screenshot('arena-dark');
  });

  it('goes on for a second turn', async () => {
    const arena = await ArenaPage.in(window);
    await arena.ask('And tomorrow?');
    await arena.settled(['A', 'B']);
    said = await texts(arena);
  });

  it('takes a vote, which closes the session and moves the leaderboard at once', async () => {
    await window.runCommand('ChatZoo: Open Leaderboard');
    const board = await window.webview('leaderboard');
    await board.getByTestId('empty').waitFor();

    await window.runCommand('ChatZoo: Open Arena');
    const arena = await ArenaPage.in(window);
    await arena.byId('vote-best-B').click();
    await arena.frame.locator('[data-testid=vote-gate][data-gate=annotated]').waitFor();
    expect(await arena.byId('gate').getAttribute('data-gate')).toBe('annotated');

    await arena.byId('leaderboard').click();
    expect(await scores(window)).toEqual([
      ['Owl (demo, talks nonsense)', '1', '0'],
      ['Parrot (demo, talks nonsense)', '0', '1'],
    ]);
    const rated = (await window.webview('leaderboard')).getByTestId('rating');
    expect(await rated.allInnerTexts()).toEqual(Array(2).fill('not enough votes yet'));
    await window.screenshot('leaderboard-dark');
  });

  it('finds everything again after the window was reloaded', async () => {
    await window.runCommand('ChatZoo: Open Arena');
    await window.reload();
    const arena = await ArenaPage.in(window);
    expect(await texts(arena)).toEqual(said);
    expect(await arena.byId('turn').count()).toBe(2);
    expect(await arena.byId('vote-gate').getAttribute('data-gate')).toBe('annotated');
    await window.openContainer('ChatZoo');
    await window.tree('Sessions').shows('Annotated 1', 'What did you do at the zoo today?');
    await window.runCommand('ChatZoo: Open Leaderboard');
    expect(await scores(window)).toHaveLength(2);
  });

  it('exports the session to a file of the workspace and opens it', async () => {
    await window.runCommand('ChatZoo: Open Arena');
    await ArenaPage.in(window);
    await window.runCommand('ChatZoo: Export Session…');
    await window.quickInput.pick(/Write to exports/);
    const folder = path.join(window.folder, 'exports');
    const file = await waitFor('the exported file', async () =>
      (await readdir(folder)).find(name => name.endsWith('.md')),
    );
    const text = await readFile(path.join(folder, file), 'utf8');
    expect(text).toContain('> What did you do at the zoo today?');
    expect(text).toContain('**Vote on the session:** B (Owl (demo, talks nonsense)) is best');
    await window.page.getByRole('tab', { name: file }).waitFor();
    expect(file).toMatch(/^\d{4}-\d\d-\d\d What did you do at the zoo today\.md$/);
  });

  it('survives a crash of the whole window after an answer', async () => {
    await window.runCommand('ChatZoo: New Session');
    const arena = await ArenaPage.empty(window);
    await arena.ask('Will this be kept?');
    await arena.settled(['A', 'B']);
    const before = await texts(arena);
    await window.restart();
    await window.openContainer('ChatZoo');
    await window.tree('Sessions').click('Will this be kept?');
    const again = await ArenaPage.in(window);
    expect(await texts(again)).toEqual(before);
    await window
      .tree('Sessions')
      .shows('To do 1', 'Will this be kept?', 'Annotated 1', 'What did you do');
  });

  it('renames and deletes by key the session that is selected in the tree', async () => {
    const tree = window.tree('Sessions');
    await tree.click('What did you do');
    await window.webview(page =>
      page.evaluate(
        () => document.querySelector('h1')?.innerText.startsWith('What did you') ?? false,
      ),
    );
    // The other session's page is open, too, so that the selection alone can say which one is meant.
    await tree.focus();
    await window.page.keyboard.press('F2');
    await window.quickInput.type('What did you do? Renamed by key');
    await tree.row('Renamed by key').waitFor();
    await tree.focus();
    await window.page.keyboard.press('Delete');
    const dialog = window.page.locator('.monaco-dialog-box');
    await dialog.getByText('"What did you do? Renamed by key"').waitFor();
    await window.pressDialogButton('Cancel');
    await tree.shows('To do 1', 'Will this be kept?', 'Annotated 1', 'Renamed by key');
  });

  it('renames a session by its menu and deletes one by the button of its row', async () => {
    const tree = window.tree('Sessions');
    await tree.menu('Will this be kept?', 'Rename Session…');
    await window.quickInput.type('Renamed by hand');
    await tree.row('Renamed by hand').waitFor();
    await tree.action('What did you do', 'Delete Session…');
    await window.pressDialogButton('Delete');
    await tree.shows('To do 1', 'Renamed by hand');
    await window.runCommand('ChatZoo: Open Leaderboard');
    const board = await window.webview('leaderboard');
    await board.getByTestId('empty').waitFor();
  });
});
