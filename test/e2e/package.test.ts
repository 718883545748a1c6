import { execFile } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../../scripts/repository.mjs';
import { installExtension } from '../support/vscode/installExtension.ts';
import { temporaryFolder } from '../support/vscode/server.ts';
import { VsCodeWindow } from '../support/vscode/window.ts';
import { ArenaPage } from './support/arenaPage.ts';
import { scores } from './support/leaderboardPage.ts';

const run = promisify(execFile);

describe('the package', () => {
  let window: VsCodeWindow | undefined;
  let installed: string;
  const temporary: string[] = [];
  const folder = async (what: string): Promise<string> => {
    const made = await temporaryFolder(what);
    temporary.push(made);
    return made;
  };

  beforeAll(async () => {
    const folders = { dataDir: await folder('data'), extensionsDir: await folder('extensions') };
    const vsix = path.join(await folder('package'), 'chatzoo.vsix');
    await run(process.execPath, ['scripts/package.mjs', '--out', vsix], { cwd: REPOSITORY });
    await installExtension(vsix, folders);
    const [name] = (await readdir(folders.extensionsDir)).filter(entry =>
      entry.startsWith('chatzoo.'),
    );
    installed = path.join(folders.extensionsDir, name ?? '');
    window = await VsCodeWindow.launch({ ...folders, extensionDevelopmentPath: null });
  });
  afterAll(async () => {
    await window?.close();
    await Promise.all(
      temporary.map(made => rm(made, { recursive: true, force: true, maxRetries: 3 })),
    );
  });

  it('holds what a user needs and nothing else', async () => {
    expect((await readdir(installed)).filter(name => !name.startsWith('.')).sort()).toEqual([
      'LICENSE.txt',
      'README.zh-CN.md',
      'changelog.md',
      'dist',
      'l10n',
      'media',
      'node_modules',
      'package.json',
      'package.nls.json',
      'package.nls.zh-cn.json',
      'readme.md',
      'types',
    ]);
    expect((await readdir(path.join(installed, 'media', 'zoo'))).sort()).toEqual([
      'README.md',
      'SHA256SUMS',
      'finch.gguf',
      'owl.gguf',
      'sloth.gguf',
    ]);
    const packages = await readdir(path.join(installed, 'node_modules'));
    for (const bundled of ['sql.js', 'marked', 'typescript', 'esbuild']) {
      expect(packages).not.toContain(bundled);
    }
  });

  it('does the main job once installed', async () => {
    if (!window) throw new Error('The window did not open');
    await window.runCommand('ChatZoo: Open Arena');
    const arena = await ArenaPage.in(window);
    await arena.ask('Hello from the package');
    await arena.settled(['A', 'B', 'C']);
    expect((await arena.replyText('A')).length).toBeGreaterThan(0);
    await arena.byId('vote-best-A').click();
    await window.runCommand('ChatZoo: Open Leaderboard');
    expect((await scores(window)).map(([, wins]) => wins)).toEqual(['2', '0', '0']);
  });
});
