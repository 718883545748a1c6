import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoModel } from '../../scripts/demo/models.mjs';
import { fakeModel, startFileServer, type FileServer } from '../support/fileServer.ts';
import { temporaryFolder } from '../support/vscode/server.ts';
import type { TreeView } from '../support/vscode/tree.ts';
import { waitFor } from '../support/vscode/waiting.ts';
import { VsCodeWindow } from '../support/vscode/window.ts';
import { ArenaPage } from './support/arenaPage.ts';
import { Keyboard } from './support/keyboard.ts';

const MIB = 2 ** 20;
/** What is behind the last weight is passed over: a model that talks, and long enough to be paused. */
const MODEL = Buffer.concat([demoModel('parrot'), fakeModel(48 * MIB)]);
/** Between two pieces of 256 KiB, of which three are on their way at once. */
const SLOW_MS = 200;

describe('downloading a model', () => {
  let server: FileServer;
  let models: string;
  let window: VsCodeWindow;
  let keys: Keyboard;
  let tree: TreeView;

  const press = (key: string): Promise<void> => window.page.keyboard.press(key);
  const bots = async (): Promise<readonly Record<string, unknown>[]> => {
    const file = path.join(window.folder, '.vscode', 'settings.json');
    const settings = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as {
      readonly 'chatzoo.bots'?: readonly Record<string, unknown>[];
    };
    return settings['chatzoo.bots'] ?? [];
  };
  const files = async (): Promise<readonly string[]> => {
    const entries = await readdir(models, { recursive: true, withFileTypes: true });
    return entries
      .filter(entry => entry.isFile())
      .map(entry => path.relative(models, path.join(entry.parentPath, entry.name)));
  };
  /** Waits until a row says this. */
  const row = (text: RegExp): Promise<string> =>
    waitFor(`a row that says ${text.source}`, async () => {
      const rows = await tree.rows();
      const found = rows.find(each => text.test(each));
      if (found === undefined) throw new Error(rows.join(' | '));
      return found;
    });
  /** Up to the question whether it is to be fetched. */
  const ask = async (): Promise<void> => {
    await keys.run('ChatZoo: Download Model…');
    await keys.answer('Download a Model', `${server.origin}/tiny.gguf`, 'From this address');
    await window.page.locator('.monaco-dialog-box').waitFor();
  };
  const progress = (): Promise<unknown> => window.notification('Downloading tiny');

  beforeAll(async () => {
    server = await startFileServer(MODEL);
    server.behave({ pauseMs: SLOW_MS });
    models = await temporaryFolder('downloads');
    const folder = path.join(await temporaryFolder('folder'), 'zoo');
    await mkdir(path.join(folder, '.vscode'), { recursive: true });
    // The user's settings are not those of the machine here.
    await writeFile(
      path.join(folder, '.vscode', 'settings.json'),
      JSON.stringify({ 'chatzoo.models.folder': models }),
    );
    window = await VsCodeWindow.launch({ folder });
    keys = new Keyboard(window.page);
    tree = window.tree('Models');
    await window.openContainer('ChatZoo');
    await window.runCommand('ChatZoo: Focus on Models View');
  });
  afterAll(async () => {
    await window.close();
    await server.close();
    await rm(models, { recursive: true, force: true });
    await rm(path.dirname(window.folder), { recursive: true, force: true });
  });

  it('says what it would fetch, and fetches nothing without a yes', async () => {
    await ask();
    const text = await window.page.locator('.monaco-dialog-box').innerText();
    expect(text).toContain('Download tiny?');
    expect(text).toMatch(/Size: 51 MB/);
    expect(text).toContain(`From: ${new URL(server.origin).host}`);
    expect(text).toContain(`Folder: ${models}`);
    await window.screenshot('download-confirm-dark');
    await press('Escape');
    await window.page.locator('.monaco-dialog-box').waitFor({ state: 'hidden' });
    expect(await files()).toEqual([]);
    expect(server.takeSent()).toBeLessThan(MIB);
  });

  it('shows how far it is, and pauses when its notification is cancelled', async () => {
    await ask();
    await press('Enter');
    await progress();
    // Of the three blocks of 5 MiB that are begun at once, all are there by then.
    await row(/tiny [4-9]\d % · .* of 51 MB/);
    await window.screenshot('download-running-dark');
    const toast = await window.notification('Downloading tiny');
    await toast.getByRole('button', { name: 'Cancel' }).click();
    await window.notification('The download of tiny is paused.');
    await row(/tiny paused · \d\d % · /);
    await window.screenshot('download-paused-dark');
  });

  it('stands still after a reload of the window, and goes on when it is asked to', async () => {
    await window.reload();
    await window.openContainer('ChatZoo');
    const paused = await row(/tiny paused · \d\d % · /);
    const kept = Number(/(\d+) %/.exec(paused)?.[1]);
    expect(kept).toBeGreaterThan(0);
    server.takeSent();
    await tree.select('tiny');
    await window.page.waitForTimeout(500);
    expect(server.takeSent()).toBe(0);

    await tree.action('tiny', 'Resume Download');
    await row(/tiny \d\d % · /);
    server.behave({ pauseMs: 0 });
    await window.notification('Added: tiny');
    expect(server.takeSent()).toBeLessThan(MODEL.length);
    await window.screenshot('download-done-dark');
  });

  it('leaves a bot in the settings, the file, and nothing else', async () => {
    const place = path.join(`127.0.0.1_${new URL(server.origin).port}`, 'tiny.gguf');
    expect(await files()).toEqual([place]);
    expect(MODEL.equals(await readFile(path.join(models, place)))).toBe(true);
    expect(await bots()).toMatchObject([
      { name: 'tiny', kind: 'llama', modelPath: path.join(models, place) },
    ]);
    await tree.shows('tiny not loaded');
  });

  it('brings a bot that answers', async () => {
    await window.runCommand('ChatZoo: Open Arena');
    const arena = await ArenaPage.empty(window, 'tiny');
    await arena.ask('Hello?');
    await arena.settled(['A']);
    expect((await arena.replyText('A')).length).toBeGreaterThan(0);
  });

  it('is removed by its row, with what was fetched of it', async () => {
    server.behave({ pauseMs: SLOW_MS });
    await keys.run('ChatZoo: Download Model…');
    await keys.answer('Download a Model', `${server.origin}/other/tiny.gguf`, 'From this address');
    await window.page.locator('.monaco-dialog-box').waitFor();
    await press('Enter');
    await tree.shows('tiny', 'tiny');
    await waitFor(
      'a first block',
      async () => (await tree.rows()).some(text => /[1-9]\d? %/.test(text)) || undefined,
    );
    await tree.action(/ %/, 'Cancel Download');
    await window.pressDialogButton('Remove');
    await tree.shows('tiny');
    await waitFor('the parts to go', async () => (await files()).length === 1 || undefined);
  });
});
