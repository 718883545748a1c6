import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answers, streams } from '../support/openAiBehaviours.ts';
import { startOpenAiServer, type OpenAiServer } from '../support/openAiServer.ts';
import type { TreeView } from '../support/vscode/tree.ts';
import { temporaryFolder } from '../support/vscode/server.ts';
import { waitFor } from '../support/vscode/waiting.ts';
import { VsCodeWindow } from '../support/vscode/window.ts';
import { ArenaPage } from './support/arenaPage.ts';

describe('the models view', () => {
  let server: OpenAiServer;
  let window: VsCodeWindow;
  let tree: TreeView;
  let file: string;

  const settings = () => readFile(file, 'utf8');
  const press = async (key: string): Promise<void> => {
    await tree.focus();
    await window.page.keyboard.press(key);
  };
  /** Presses a button of a toast. */
  const answer = async (toast: string | RegExp, button: string): Promise<void> => {
    await (await window.notification(toast)).getByRole('button', { name: button }).click();
  };

  beforeAll(async () => {
    server = await startOpenAiServer(streams(['By ', 'scent.']));
    server.behaveAt('/v1/models', answers(200, { data: [{ id: 'ant' }, { id: 'bee' }] }));
    const folder = path.join(await temporaryFolder('models'), 'zoo');
    await mkdir(path.join(folder, '.vscode'), { recursive: true });
    file = path.join(folder, '.vscode', 'settings.json');
    const { baseUrl } = server;
    await writeFile(
      file,
      [
        '{',
        '  "chatzoo.bots": [',
        '    // the quick one',
        `    { "name": "Ant", "kind": "openai", "baseUrl": "${baseUrl}", "model": "ant" },`,
        `    { "name": "Bee", "kind": "openai", "baseUrl": "${baseUrl}", "model": "bee" }, // the slow one`,
        '    { "name": "Odd", "kind": "llama" },',
        '    { "name": "Toy", "kind": "llama", "modelPath": "demo:owl", "sampling": { "temperature": 0.2 } }',
        '  ],',
        '  "chatzoo.lineups": { "Insects": ["Bee", "Ant", "Moth"] }',
        '}',
        '',
      ].join('\n'),
    );
    window = await VsCodeWindow.launch({ folder });
    tree = window.tree('Models');
    await window.openContainer('ChatZoo');
    await window.runCommand('ChatZoo: Focus on Models View');
  });
  afterAll(async () => {
    await window.close();
    await server.close();
    await rm(path.dirname(window.folder), { recursive: true, force: true });
  });

  it('shows every entry of the settings, what is wrong with it, and where it is', async () => {
    await tree.shows(
      'Ant not asked yet',
      'Bee not asked yet',
      'Odd modelPath is undefined',
      'Toy not loaded',
    );
  });

  it('opens the form of an entry with a mistake', async () => {
    await tree.menu('Odd', 'Edit Bot…');
    const page = await window.webview('bot');
    await page.getByTestId('field-modelPath').waitFor();
    expect(await page.getByTestId('name').inputValue()).toBe('Odd');
    await window.runCommand('View: Close Editor');
  });

  it('loads a model into memory and takes it out again', async () => {
    await tree.action('Toy', 'Load Model');
    await tree.shows('Ant', 'Bee', 'Odd', 'Toy ready');
    await window.screenshot('models-view');
    await tree.action('Toy', 'Unload Model');
    await tree.shows('Ant', 'Bee', 'Odd', 'Toy not loaded');
  });

  it('tests a bot, and keeps what came of it in its row', async () => {
    await tree.menu('Ant', 'Test Bot');
    await window.notification(/“Ant” answers from .*“By scent\.”/);
    await tree.shows('Ant answers', 'Bee not asked yet', 'Odd', 'Toy');
  });

  it('adds the same model with another sampling', async () => {
    await tree.menu('Toy', 'Duplicate Bot with Other Sampling…');
    await window.quickInput.pick('temperature');
    await window.quickInput.type('0.9');
    await tree.shows('Ant', 'Bee', 'Odd', 'Toy', 'Toy · temperature 0.9');
    expect(await settings()).toContain('// the slow one');
  });

  it('renames a bot by its key, in the line-ups too', async () => {
    await tree.select('Ant');
    await press('F2');
    await window.quickInput.type('Wasp');
    await tree.shows('Wasp', 'Bee', 'Odd', 'Toy', 'Toy · temperature 0.9');
    await waitFor(
      'the line-up',
      async () => /"Bee",\s*"Wasp",\s*"Moth"/.test(await settings()) || undefined,
    );
    expect(await settings()).toContain('// the quick one');
  });

  it('removes a bot and puts it back where it was, with its comments', async () => {
    const before = await settings();
    await tree.select('Bee');
    await press('Delete');
    await tree.shows('Wasp', 'Odd', 'Toy', 'Toy · temperature 0.9');
    await answer('Removed “Bee”', 'Undo');
    await tree.shows('Wasp', 'Bee', 'Odd', 'Toy', 'Toy · temperature 0.9');
    expect(await settings()).toBe(before);
  });

  it('seats a line-up in its order, tells who is missing, and remembers it', async () => {
    await window.runCommand('ChatZoo: Use Line-up…');
    await window.quickInput.pick('Insects');
    await window.notification('there are no such bots: Moth');
    const arena = await ArenaPage.empty(window, 'Bee');
    expect(await arena.frame.locator('body').innerText()).not.toContain('Toy');
    await window.page.getByText('Insects').first().waitFor();
  });
});
