import { homedir } from 'node:os';
import { beforeEach, expect, it, vi } from 'vitest';
import { disk, double, editor, reset } from '../filesDouble.ts';

vi.mock('vscode', () => double);
const { chooseFile } = await import('../../../../../src/extension/vscode/bots/chooseFile.ts');

beforeEach(() => {
  reset();
  disk.scheme = 'file';
});

it.each([
  ['/zoo/models/a.gguf', '${workspaceFolder}/models/a.gguf'],
  [`${homedir()}/models/a.gguf`, '~/models/a.gguf'],
  ['/far/a.gguf', '/far/a.gguf'],
  ['/zoo/..a/a.gguf', '${workspaceFolder}/..a/a.gguf'],
])('a chosen file %s is written as %s', async (chosen, written) => {
  editor.chosen = chosen;
  expect(await chooseFile('gguf')).toBe(written);
});

it('a chosen file is written into the user settings without the folder of this window', async () => {
  editor.chosen = '/zoo/models/a.gguf';
  editor.readOfUser = [];
  expect(await chooseFile('gguf')).toBe('/zoo/models/a.gguf');
});
