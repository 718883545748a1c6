import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { demoModel } from '../../scripts/demo/models.mjs';
import type { WindowOptions } from '../support/vscode/options.ts';
import { temporaryFolder } from '../support/vscode/server.ts';
import { waitFor } from '../support/vscode/waiting.ts';
import { VsCodeWindow } from '../support/vscode/window.ts';

const FIRST = { name: 'First', kind: 'openai', baseUrl: 'http://127.0.0.1:9/v1', model: 'm' };
const ADDED = { name: 'ChatZoo demo parrot', kind: 'llama' };

/** Each kind of window has another place for its bots, and a path has to be right wherever that place counts. */
describe('a bot that is added', () => {
  let root: string;
  let folder: string;
  let model: string;
  let window: VsCodeWindow;

  const open = async (options: WindowOptions): Promise<void> => {
    window = await VsCodeWindow.launch({ folder, ...options });
  };
  const addModel = async (): Promise<void> => {
    await window.runCommand('ChatZoo: Add a Model…');
    await window.quickInput.pick('GGUF File…');
    await window.quickInput.row('Browse…').waitFor();
    await window.quickInput.type(model);
  };
  const usersFile = (): string => path.join(window.dataDir, 'data', 'User', 'settings.json');
  /** The list of bots in a file, once it has as many. */
  const botsIn = (file: string, count: number): Promise<readonly unknown[]> =>
    waitFor(`${count} bots in ${file}`, async () => {
      const list = /"chatzoo\.bots":\s*(\[[^\]]*\])/.exec(await readFile(file, 'utf8'))?.[1];
      const bots = JSON.parse(list ?? '[]') as readonly unknown[];
      return bots.length === count ? bots : undefined;
    });
  const isMissing = (file: string): Promise<boolean> =>
    readFile(file).then(
      () => false,
      () => true,
    );

  beforeAll(async () => {
    root = await temporaryFolder('places');
    folder = path.join(root, 'zoo');
    model = path.join(folder, 'parrot.gguf');
    await mkdir(folder);
    await mkdir(path.join(root, 'other', 'inner'), { recursive: true });
    await writeFile(model, demoModel('parrot'));
  });
  afterEach(() => window.close());
  afterAll(() => rm(root, { recursive: true, force: true }));

  it('without a folder goes to the user settings', async () => {
    await open({ workspaceFile: null });
    await addModel();
    expect(await botsIn(usersFile(), 1)).toEqual([{ ...ADDED, modelPath: model }]);
  });

  it('goes to the user settings where only they have bots, with a path that is right in every folder', async () => {
    await open({ settings: { 'chatzoo.bots': [FIRST] } });
    await addModel();
    expect(await botsIn(usersFile(), 2)).toEqual([FIRST, { ...ADDED, modelPath: model }]);
    await window.runCommand('ChatZoo: New Custom Bot…');
    await window.quickInput.type('Fox');
    const [, , fox] = await botsIn(usersFile(), 3);
    const modulePath = path.join(folder, 'bots', 'fox.mjs');
    expect(fox).toEqual({ name: 'Fox', kind: 'custom', modulePath });
    expect(await isMissing(path.join(folder, '.vscode', 'settings.json'))).toBe(true);
  });

  it('goes to the file of a workspace with several folders, with a path that moves with it', async () => {
    const workspaceFile = path.join(root, 'two.code-workspace');
    const folders = [{ path: 'zoo' }, { path: 'other' }];
    await writeFile(workspaceFile, `{\n  // ours\n  "folders": ${JSON.stringify(folders)}\n}\n`);
    await open({ workspaceFile });
    await addModel();
    const modelPath = '${workspaceFolder}/parrot.gguf';
    expect(await botsIn(workspaceFile, 1)).toEqual([{ ...ADDED, modelPath }]);
    expect(await readFile(workspaceFile, 'utf8')).toContain('// ours');
    expect(await isMissing(path.join(folder, '.vscode', 'settings.json'))).toBe(true);
  });

  it('goes to a workspace that is not saved yet', async () => {
    await open({});
    await window.runCommand('Workspaces: Add Folder to Workspace...');
    // It writes its own folder into the box when it is ready, and Enter takes the folder that it shows.
    await waitFor('the dialog to show the folder', async () => {
      await window.quickInput.fill(`${path.join(root, 'other')}/`);
      await window.quickInput.row('inner').waitFor({ timeout: 3_000 });
      return true;
    });
    // The dialog does not take it while it still reads the folder.
    await waitFor('the dialog to take the folder', async () => {
      await window.page.keyboard.press('Enter');
      return window.quickInput.box
        .waitFor({ state: 'hidden', timeout: 3_000 })
        .then(() => true)
        .catch(() => undefined);
    });
    // The page is loaded once more, with the workspace.
    await window.page.waitForURL(url => url.searchParams.has('workspace'));
    await window.page
      .getByText(/^Untitled.* \(Workspace\)$/)
      .first()
      .waitFor();
    await addModel();
    const unsaved = path.join(window.dataDir, 'data', 'User', 'Workspaces');
    const [name = ''] = await readdir(unsaved);
    const modelPath = '${workspaceFolder}/parrot.gguf';
    expect(await botsIn(path.join(unsaved, name), 1)).toEqual([{ ...ADDED, modelPath }]);
  });

  it('waits until the workspace is trusted', async () => {
    const settings = { 'security.workspace.trust.startupPrompt': 'never' };
    await open({ workspaceTrust: true, settings });
    await window.runCommand('ChatZoo: Add a Model…');
    const toast = await window.notification('This workspace is not trusted');
    await toast.getByRole('button', { name: 'Manage Workspace Trust' }).click();
    await window.page.getByRole('button', { name: 'Trust', exact: true }).waitFor();
    expect(await isMissing(path.join(folder, '.vscode', 'settings.json'))).toBe(true);
  });
});
