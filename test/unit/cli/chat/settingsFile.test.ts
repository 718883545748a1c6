import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '../../../../src/cli/chat/settingsFile.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'chatzoo-settings-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const BOTS = [{ name: 'Owl', kind: 'llama', modelPath: 'owl.gguf' }];

describe('relative paths of settings start', () => {
  it.each([
    ['folder/.vscode/settings.json', { 'chatzoo.bots': BOTS }, 'folder'],
    ['some.json', { 'chatzoo.bots': BOTS }, '.'],
    ['bare.code-workspace', { settings: { 'chatzoo.bots': BOTS } }, '.'],
    [
      'two.code-workspace',
      { folders: [{ path: 'zoo' }, { path: 'farm' }], settings: { 'chatzoo.bots': BOTS } },
      'zoo',
    ],
    [
      'above/up.code-workspace',
      { folders: [{ path: '../farm' }], settings: { 'chatzoo.bots': BOTS } },
      'farm',
    ],
    [
      'far.code-workspace',
      { folders: [{ uri: 'vscode-remote://host/zoo' }], settings: { 'chatzoo.bots': BOTS } },
      '.',
    ],
  ])('of %s where they do in the editor', async (name, content, folder) => {
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify(content));
    expect(await readSettings(file)).toEqual({
      file,
      bots: BOTS,
      folder: path.join(root, folder),
    });
  });
});
