import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { streams } from '../support/openAiBehaviours.ts';
import { startOpenAiServer, type OpenAiServer } from '../support/openAiServer.ts';
import { SmallDisk } from '../support/smallDisk.ts';
import { temporaryFolder } from '../support/vscode/server.ts';
import { VsCodeWindow } from '../support/vscode/window.ts';
import { ArenaPage } from './support/arenaPage.ts';

let server: OpenAiServer;
let root: string;
beforeAll(async () => {
  server = await startOpenAiServer(streams(['By ', 'scent.']));
  root = await temporaryFolder('storage');
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true, maxRetries: 3 });
});

const settings = (database: string) => ({
  'chatzoo.database.path': database,
  'chatzoo.bots': ['Ant', 'Bee'].map(name => ({
    name,
    kind: 'openai',
    baseUrl: server.baseUrl,
    model: name,
  })),
});

async function askIn(window: VsCodeWindow, prompt: string): Promise<ArenaPage> {
  await window.runCommand('ChatZoo: New Session');
  const arena = await ArenaPage.empty(window, 'Ant');
  await arena.ask(prompt);
  await arena.settled(['A', 'B']);
  return arena;
}

describe('two windows with the same sessions', () => {
  const windows: VsCodeWindow[] = [];
  beforeAll(async () => {
    await mkdir(path.join(root, 'shared'));
    const database = path.join(root, 'shared', 'zoo.sqlite');
    for (let index = 0; index < 2; index++) {
      windows.push(await VsCodeWindow.launch({ settings: settings(database) }));
    }
  });
  afterAll(() => Promise.all(windows.map(window => window.close())));

  it('say so, and lose nothing that either of them saved', async () => {
    const [first, second] = windows as [VsCodeWindow, VsCodeWindow];
    await askIn(first, 'Asked in the first window');
    await second.runCommand('ChatZoo: New Session');
    await second.notification('Another window has the same sessions open');
    await second.screenshot('storage-two-windows');
    await askIn(second, 'Asked in the second window');
    // The first one has been overtaken; it goes on all the same, and sees what the other did.
    await askIn(first, 'Asked in the first window again');
    await first.openContainer('ChatZoo');
    for (const title of [
      'Asked in the first window again',
      'Asked in the second window',
      'Asked in the first window',
    ]) {
      await first.tree('Sessions').row(title).waitFor();
    }
    const arena = await ArenaPage.in(first);
    await arena.byId('vote-allGood').click();
    await arena.gate('annotated');
    await askIn(second, 'Asked in the second window again');
    await second.openContainer('ChatZoo');
    await second.tree('Sessions').row('Asked in the first window again').waitFor();
  });
});

describe('a disk', () => {
  let disk: SmallDisk | undefined;
  let window: VsCodeWindow | undefined;
  beforeAll(async () => {
    const folder = path.join(root, 'disk');
    await mkdir(folder);
    disk = await SmallDisk.mount(folder, '4m');
    if (disk) {
      const database = path.join(folder, 'zoo.sqlite');
      window = await VsCodeWindow.launch({ settings: settings(database) });
    }
  });
  afterAll(async () => {
    await window?.close();
    await disk?.unmount();
  });

  it('that is full refuses the prompt, keeps it, and takes it once there is space', async context => {
    if (!disk || !window) return context.skip('mounting is not allowed here');
    const arena = await askIn(window, 'While there was space');
    await disk.fill();
    const long = `More than there is space for ${'x'.repeat(5000)}`;
    await arena.composer.fill(long);
    await arena.composer.press('Enter');
    await arena.byId('notice').filter({ hasText: 'The disk is full' }).waitFor();
    expect(await arena.composer.inputValue()).toBe(long);
    await window.screenshot('storage-full-disk');
    await disk.free();
    await arena.composer.press('Enter');
    await arena.byId('turn').nth(1).waitFor();
    await arena.settled(['A', 'B']);
  });

  it('that may not be written shows the sessions and says why nothing can be added', async context => {
    if (!disk || !window) return context.skip('mounting is not allowed here');
    // A disk that somebody writes to cannot be made read-only.
    await window.close();
    await disk.allowWriting(false);
    const database = path.join(disk.folder, 'zoo.sqlite');
    window = await VsCodeWindow.launch({ settings: settings(database) });
    await window.openContainer('ChatZoo');
    await window.tree('Sessions').click('While there was space');
    const arena = await ArenaPage.in(window);
    await arena.settled(['A', 'B']);
    expect(await arena.byId('turn').count()).toBe(2);
    await arena.composer.fill('Into the void');
    await arena.composer.press('Enter');
    await arena.byId('notice').filter({ hasText: 'may not be written' }).waitFor();
    expect(await arena.composer.inputValue()).toBe('Into the void');
    await window.screenshot('storage-read-only');

    await disk.allowWriting(true);
    await arena.composer.press('Enter');
    await arena.byId('turn').nth(2).waitFor();
    await arena.settled(['A', 'B']);
  });
});
