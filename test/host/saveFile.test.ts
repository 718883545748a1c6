import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { write } from '../../src/extension/vscode/leaderboard/saveFile.ts';
import { workspaceFolder } from './support/workspace.ts';

const inFolder = (...names: readonly string[]): vscode.Uri =>
  vscode.Uri.file(path.join(workspaceFolder(), 'saved', ...names));

describe('a file of the leaderboard', () => {
  before(async () => {
    await mkdir(inFolder('folder.svg').fsPath, { recursive: true });
    await writeFile(inFolder('file').fsPath, 'here before');
  });

  it('is written as it is, in place of an older one', async () => {
    const file = inFolder('chart.svg');
    for (const content of ['<svg>老鹰</svg>', Buffer.from([0x89, 0, 0xff])]) {
      await write(file, content);
      assert.deepEqual(await readFile(file.fsPath), Buffer.from(content as string));
    }
  });

  // Rights would not do: who runs the tests may be allowed everything.
  for (const [what, names, reason] of [
    ['is a folder', ['folder.svg'], 'folder.svg is a folder. Choose another name.'],
    ['lies below a file', ['file', 'chart.svg'], 'The folder of saved/file/chart.svg is not there'],
  ] as const) {
    it(`is refused, with the reason, where its path ${what}`, async () => {
      await assert.rejects(write(inFolder(...names), 'x'), (error: Error & { code?: string }) => {
        assert.equal(error.name, 'Refusal');
        assert.equal(error.code, 'notSaved');
        assert.ok(error.message.includes(reason), error.message);
        return true;
      });
      assert.equal(await readFile(inFolder('file').fsPath, 'utf8'), 'here before');
      // Nothing half written is left.
      assert.deepEqual(
        (await readdir(inFolder().fsPath)).filter(name => name.includes('.part-')),
        [],
      );
    });
  }
});
