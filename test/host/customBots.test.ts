import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/extension/vscode/ids.ts';
import { api, ask, configure } from './support/api.ts';

describe('custom bots', () => {
  const folder = (): vscode.Uri => {
    const [root] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(root);
    return vscode.Uri.joinPath(root.uri, 'bots');
  };

  const files = async (): Promise<readonly string[]> =>
    (await vscode.workspace.fs.readDirectory(folder())).map(([name]) => name).sort();

  /** Runs the command, and accepts the name that its input box offers, once it is there. */
  async function makeBot(): Promise<void> {
    const made = vscode.commands.executeCommand(COMMANDS.newCustomBot);
    const accepting = setInterval(
      () => void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'),
      300,
    );
    try {
      await made;
    } finally {
      clearInterval(accepting);
    }
  }

  after(async () => {
    await configure({ bots: undefined });
    await vscode.workspace.fs.delete(folder(), { recursive: true });
  });

  it('begin with a module that answers, and follow what is saved', async () => {
    const { settings, app: openApp } = await api();
    await configure({ bots: [] });
    await makeBot();
    const [bot] = settings.current.bots;
    assert.ok(bot?.kind === 'custom');
    assert.equal(path.basename(bot.modulePath), 'my-bot.mjs');
    assert.deepEqual(await files(), ['chatzoo.d.ts', 'my-bot.mjs']);
    assert.equal(vscode.window.activeTextEditor?.document.fileName, bot.modulePath);

    const app = await openApp();
    const [reply] = await ask(app, await app.sessions.begin(), 'Hi');
    assert.equal(reply?.text, 'Hello! I am a penguin, and you said “Hi”.');

    const changed = `const { defineBot } = await import('chatzoo');
export default defineBot({ generate: () => 'changed' });`;
    await vscode.workspace.fs.writeFile(vscode.Uri.file(bot.modulePath), Buffer.from(changed));
    const [again] = await ask(app, await app.sessions.begin(), 'Hi');
    assert.equal(again?.text, 'changed');
  });

  it('leave no module behind where the settings take no entry', async () => {
    const before = await files();
    await configure({ bots: 'none' });
    // The command ends once its message is closed.
    const closing = setInterval(
      () => void vscode.commands.executeCommand('notifications.clearAll'),
      300,
    );
    try {
      await makeBot();
    } finally {
      clearInterval(closing);
    }
    assert.deepEqual(await files(), before);
  });
});
