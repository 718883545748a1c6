import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import initSqlJs from 'sql.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/extension/store/openDatabase.ts';
import { temporaryFolder } from '../support/vscode/server.ts';
import { VsCodeWindow } from '../support/vscode/window.ts';
import { ArenaPage } from './support/arenaPage.ts';

const GARBAGE = 'this is no database, but somebody may want it back';

const makeDatabase = (file: string) =>
  openDatabase({ path: file, loadSqlJs: () => initSqlJs(), onNotice: () => {}, now: Date.now });

describe('a workspace with a damaged database and a wrong setting', () => {
  let window: VsCodeWindow;
  let folder: string;

  beforeAll(async () => {
    folder = path.join(await temporaryFolder('trouble'), 'zoo');
    await mkdir(path.join(folder, '.vscode'), { recursive: true });
    const database = path.join(folder, 'zoo.sqlite');
    await (await makeDatabase(database)).close();
    await writeFile(database, GARBAGE);
    const settings = {
      'chatzoo.database.path': 'zoo.sqlite',
      'chatzoo.bots': [
        { name: 'Hot', kind: 'llama', modelPath: 'x.gguf', sampling: { temperature: 9 } },
        { name: 'Gone', kind: 'llama', modelPath: 'models/gone.gguf' },
      ],
    };
    await writeFile(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
    window = await VsCodeWindow.launch({ folder });
  });
  afterAll(async () => {
    await window.close();
    await rm(path.dirname(folder), { recursive: true, force: true, maxRetries: 3 });
  });

  it('says which setting is wrong, and goes on with the other bots', async () => {
    await window.runCommand('ChatZoo: Open Arena');
    const toast = await window.notification('chatzoo.bots[0].sampling.temperature');
    expect(await toast.innerText()).toContain('9');
    await ArenaPage.empty(window, 'Gone');
  });

  it('sets the damaged file aside, tells where it is, and never touches its content', async () => {
    const toast = await window.notification('zoo.sqlite');
    const aside = (await readdir(folder)).find(name => name.startsWith('zoo.sqlite.damaged-'));
    expect(aside).toBeDefined();
    expect(await toast.innerText()).toContain(aside);
    expect(await readFile(path.join(folder, aside ?? ''), 'utf8')).toBe(GARBAGE);
  });

  it('names the missing file in the pane, with a way to try again', async () => {
    const arena = await ArenaPage.in(window);
    await arena.ask('Are you there?');
    await arena.settled(['A'], 'failed');
    const failure = arena.pane('A').getByTestId('failure');
    expect(await failure.getAttribute('data-code')).toBe('modelMissing');
    expect(await failure.innerText()).toContain(path.join(folder, 'models', 'gone.gguf'));
    await arena.pane('A').getByTestId('retry').waitFor();
  });
});

describe('a database that cannot be opened', () => {
  it('is told of in the Models view', async () => {
    const settings = { 'chatzoo.database.path': '/dev/null/zoo.sqlite' };
    const window = await VsCodeWindow.launch({ settings });
    try {
      await window.openContainer('ChatZoo');
      await window.runCommand('ChatZoo: Focus on Models View');
      // The sessions view tells of it first.
      const told = window.page.getByText('chatzoo.database.path does not lead to a file');
      await told.nth(1).waitFor();
    } finally {
      await window.close();
    }
  });
});
