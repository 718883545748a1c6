import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { streams } from '../support/openAiBehaviours.ts';
import { startOpenAiServer, type OpenAiServer } from '../support/openAiServer.ts';
import type { TreeView } from '../support/vscode/tree.ts';
import { VsCodeWindow } from '../support/vscode/window.ts';
import { ArenaPage } from './support/arenaPage.ts';

const ANTS = 'How do ants talk?';
const BEES = 'Do bees dance?';
const CHINESE = '蚂蚁怎么交流？';
const SINGING = '它们会唱歌吗？';
/** Would be an icon, a link and two lines if anything took it for markup. */
const HOSTILE = '$(trash) [x](command:workbench.action.quit) **b** <b>c</b>';

describe('the sessions view', () => {
  let server: OpenAiServer;
  let window: VsCodeWindow;
  let tree: TreeView;

  /** A new session with these prompts, answered. */
  const chat = async (...prompts: readonly string[]): Promise<ArenaPage> => {
    await window.runCommand('ChatZoo: New Session');
    const arena = await ArenaPage.empty(window, 'Ant');
    for (const prompt of prompts) {
      await arena.ask(prompt);
      await arena.settled(['A', 'B']);
    }
    return arena;
  };
  const press = async (key: string): Promise<void> => {
    await tree.focus();
    await window.page.keyboard.press(key);
  };
  const title = async (text: string): Promise<void> => {
    await window.webview(page =>
      page.evaluate(
        wanted => document.querySelector('h1')?.innerText.includes(wanted) ?? false,
        text,
      ),
    );
  };

  beforeAll(async () => {
    server = await startOpenAiServer(streams(['By ', 'scent.']));
    const bot = (name: string) => ({ name, kind: 'openai', baseUrl: server.baseUrl, model: name });
    window = await VsCodeWindow.launch({ settings: { 'chatzoo.bots': [bot('Ant'), bot('Bee')] } });
    tree = window.tree('Sessions');
    await window.openContainer('ChatZoo');
  });
  afterAll(async () => {
    await window.close();
    await server.close();
  });

  it('groups the sessions by what is to be done, with counts that move with the votes', async () => {
    await window.page.getByText('vote for the best answer').waitFor();
    const arena = await chat(ANTS);
    await tree.shows('To do 1', `${ANTS} now · 1 turn`);
    await arena.byId('vote-best-A').click();
    await tree.shows('Annotated 1', ANTS);
    await chat(CHINESE, SINGING);
    const bees = await chat(BEES);
    await tree.shows('To do 2', BEES, `${CHINESE} now · 2 turns`, 'Annotated 1', ANTS);
    await bees.byId('vote-best-B').click();
    await tree.shows('To do 1', CHINESE, 'Annotated 2', BEES, ANTS);
  });

  it('keeps a group closed that was closed', async () => {
    await tree.row('Annotated').locator('.monaco-tl-twistie').click();
    await tree.shows('To do 1', CHINESE, 'Annotated 2');
    // Something changes, so that all rows are read again.
    await tree.action(CHINESE, 'Pin');
    await tree.action(CHINESE, 'Unpin');
    await tree.shows('To do 1', CHINESE, 'Annotated 2');
    await tree.expand('Annotated');
    await tree.shows('To do 1', CHINESE, 'Annotated 2', BEES, ANTS);
  });

  it('finds Chinese text while it is typed and opens its session at the turn', async () => {
    await window.runCommand('ChatZoo: Search Sessions…');
    await window.quickInput.fill('唱歌');
    const row = window.quickInput.row(SINGING);
    await row.waitFor();
    expect(await row.innerText()).toContain(CHINESE);
    expect(await row.innerText()).toContain('Turn 2 · Prompt');
    await window.page.keyboard.press('Enter');
    await title(CHINESE);
    const arena = await ArenaPage.in(window);
    await arena.byId('turn').nth(1).getByText(SINGING).waitFor();
    // The row of the page in front is the selected one.
    await window.page.locator('.monaco-list-row.selected', { hasText: CHINESE }).waitFor();
  });

  it('puts what is pinned on top, and back', async () => {
    await tree.action(ANTS, 'Pin');
    await tree.shows('To do 1', CHINESE, 'Annotated 2', ANTS, BEES);
    await tree.row(ANTS).locator('.codicon-pinned').first().waitFor();
    await tree.action(ANTS, 'Unpin');
    await tree.shows('To do 1', CHINESE, 'Annotated 2', BEES, ANTS);
  });

  it('tags sessions, and shows those with a tag only', async () => {
    await tree.menu(ANTS, 'Edit Tags…');
    await window.quickInput.fill('insects');
    await window.quickInput.pickMany(['#insects']);
    await tree.row('#insects').waitFor();
    await window.runCommand('ChatZoo: Filter Sessions…');
    await window.quickInput.pick('#insects');
    await tree.shows('Annotated 1', ANTS);
    await window.page.getByText('Filter: #insects · 1 session').waitFor();
    await window.page.getByRole('button', { name: 'Clear Filter' }).click();
    await tree.shows('To do 1', CHINESE, 'Annotated 2', BEES, ANTS);
  });

  it('shows a search in the view, where each session opens to its hits', async () => {
    await window.runCommand('ChatZoo: Search Sessions…');
    await window.quickInput.fill('scent');
    await window.quickInput.row('By scent.').waitFor();
    await window.quickInput.pressButton('Show in the view');
    await window.page.getByText('Filter: “scent” · 3 sessions').waitFor();
    // The rows follow the message.
    await tree.row(CHINESE).and(window.page.locator('[aria-expanded=false]')).waitFor();
    await tree.expand(CHINESE);
    const hit = (place: string) => `By scent. ${place}`;
    await tree.shows(
      ...['To do 1', CHINESE, hit('Turn 1 · A'), hit('Turn 1 · B'), hit('Turn 2 · A')],
      ...[hit('Turn 2 · B'), 'Annotated 2', BEES, ANTS],
    );
    await tree.click('Turn 2 · B');
    await title(CHINESE);
    await window.runCommand('ChatZoo: Clear Filter');
    await tree.shows('To do 1', CHINESE, 'Annotated 2', BEES, ANTS);
  });

  it('duplicates a session, deletes the copy at once and brings it back', async () => {
    await tree.menu(CHINESE, 'Duplicate');
    const copy = `${CHINESE} (copy)`;
    await title(copy);
    await tree.shows('To do 2', copy, CHINESE, 'Annotated 2', BEES, ANTS);
    await tree.click(copy);
    await press('Delete');
    await tree.shows('To do 1', CHINESE, 'Annotated 2', BEES, ANTS);
    const toast = await window.notification(`Deleted “${copy}”.`);
    await toast.getByRole('button', { name: 'Undo' }).click();
    await tree.shows('To do 2', copy, CHINESE, 'Annotated 2', BEES, ANTS);
    await tree.action(copy, 'Delete Session…');
    await tree.shows('To do 1', CHINESE, 'Annotated 2', BEES, ANTS);
  });

  it('deletes what is selected after it was asked, and Ctrl+Z brings all of it back', async () => {
    await tree.click(ANTS);
    await title(ANTS);
    await tree.select(BEES, CHINESE);
    await press('Delete');
    const dialog = window.page.locator('.monaco-dialog-box');
    await dialog.getByText('Delete 3 sessions?').waitFor();
    await dialog.getByText(/Sessions: 3 · turns: 4 · votes: \d/).waitFor();
    await window.pressDialogButton('Delete');
    await window.page.getByText('vote for the best answer').waitFor();
    await window.runCommand('ChatZoo: Undo Delete');
    await tree.shows('To do 1', CHINESE, 'Annotated 2', BEES, ANTS);
    await tree.select(BEES);
    await press('Delete');
    await window.pressDialogButton('Delete');
    await tree.shows('To do 1', CHINESE, 'Annotated 1', ANTS);
    await press('Control+Z');
    await tree.shows('To do 1', CHINESE, 'Annotated 2', BEES, ANTS);
  });

  it('shows a hostile title as it is', async () => {
    await tree.click(ANTS);
    await title(ANTS);
    await press('F2');
    await window.quickInput.type(HOSTILE);
    const row = tree.row('command:workbench');
    await row.waitFor();
    expect(await row.locator('.label-name').innerText()).toBe(HOSTILE);
    // The pointer rests on the row already; only what it enters shows a tooltip.
    await tree.row('To do').hover();
    await row.locator('.label-name').hover();
    const hover = window.page.locator('.monaco-hover:visible', { hasText: 'Ant · Bee' });
    await hover.waitFor();
    expect(await hover.innerText()).toContain(HOSTILE);
    expect(await hover.locator('a, b').count()).toBe(0);
    await window.runCommand('ChatZoo: Search Sessions…');
    await window.quickInput.fill('command');
    const found = window.quickInput.row('command:workbench');
    await found.waitFor();
    expect(await found.locator('.codicon-trash').count()).toBe(0);
    await window.quickInput.cancel();
  });

  it('asks which session by searching when the palette renames one', async () => {
    await window.runCommand('View: Close All Editors');
    await window.runCommand('ChatZoo: Rename Session…');
    await window.quickInput.row(BEES).waitFor();
    await window.quickInput.fill('dance');
    await window.quickInput.pickRow('Title');
    await window.quickInput.type('Do wasps dance?');
    await tree.shows('To do 1', CHINESE, 'Annotated 2', 'Do wasps dance?', HOSTILE);
  });

  it('tells where the data is, and deletes all of it once the word is typed', async () => {
    await window.runCommand('ChatZoo: Show Storage…');
    await window.quickInput.row('chatzoo.sqlite').waitFor();
    const rows = (await window.quickInput.rows()).join('\n');
    expect(rows).toContain('writable');
    expect(rows).toContain('Sessions: 3 · turns: 4');
    await window.screenshot('sessions-storage-dark');
    await window.quickInput.pick('Delete all data…');
    await window.pressDialogButton('Delete All');
    await window.quickInput.type('delete');
    await window.page.getByText('vote for the best answer').waitFor();
    await chat('A new beginning');
    await tree.shows('To do 1', 'A new beginning');
  });
});
