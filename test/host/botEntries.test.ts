import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { BotEntries } from '../../src/extension/app/botEntries.ts';
import { api } from './support/api.ts';
import { workspaceFolder } from './support/workspace.ts';

const far = (name: string) => ({
  name,
  kind: 'openai',
  baseUrl: 'http://127.0.0.1:9/v1',
  model: 'm',
});

const TEXT = `{
  // what our team uses
  "chatzoo.bots": [
    {
      "name": "Far", // over there
      "kind": "openai",
      "baseUrl": "http://127.0.0.1:9/v1",
      "model": "m",
      "mystery": [1, 2],
    },
    "broken",
  ],
  "editor.tabSize": 2,
}
`;

describe('the entries of chatzoo.bots', () => {
  let entries: BotEntries;
  let file: string;

  const names = async (): Promise<readonly string[]> =>
    (await api()).settings.current.bots.map(({ name }) => name);
  /** Writes the file as another program does, and waits until the editor has read it. */
  const settings = async (text: string, mystery = true): Promise<void> => {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    // Its document, too: who changes a setting over a stale one is refused.
    const isShown = (): boolean =>
      vscode.workspace.textDocuments
        .filter(({ uri }) => uri.fsPath === file)
        .every(document => !document.isDirty && document.getText() === text);
    const isRead = (): boolean =>
      entries.all().some(entry => 'mystery' in entry) === mystery && isShown();
    for (let patience = 0; patience < 100 && !isRead(); patience++) {
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    assert.ok(isRead(), 'the editor has read the settings');
  };
  const noSettings = async (): Promise<void> => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await settings('{}\n', false);
  };

  before(async () => {
    ({ entries } = await api());
    file = path.join(workspaceFolder(), '.vscode', 'settings.json');
  });
  beforeEach(noSettings);
  after(noSettings);

  it('are there and read once they are added, in a file that was not there', async () => {
    await rm(file, { force: true });
    await entries.add([far('One'), far('Two')]);
    assert.deepEqual(await names(), ['One', 'Two']);
    assert.deepEqual(
      entries.all().map(({ name }) => name),
      ['One', 'Two'],
    );
    assert.match(await readFile(file, 'utf8'), /"name": "Two"/);
  });

  it('change and go, and all else of the file stays to the byte', async () => {
    await settings(TEXT);
    await entries.change('Far', [{ path: ['timeoutSeconds'], value: 7 }]);
    const more = TEXT.replace('[1, 2],\n', '[1, 2],\n      "timeoutSeconds": 7,\n');
    assert.equal(await readFile(file, 'utf8'), more);
    assert.deepEqual(entries.all()[0]?.['timeoutSeconds'], 7);
    await entries.change('Far', [{ path: ['timeoutSeconds'], value: undefined }]);
    assert.equal(await readFile(file, 'utf8'), TEXT);
    await entries.change('Far', [{ path: ['name'], value: 'Near' }]);
    assert.equal(await readFile(file, 'utf8'), TEXT.replace('"Far"', '"Near"'));
    assert.deepEqual(await names(), ['Near']);
    await entries.remove('Near');
    assert.deepEqual(await names(), []);
    const text = await readFile(file, 'utf8');
    for (const part of ['what our team uses', '"broken"', '"editor.tabSize": 2']) {
      assert.ok(text.includes(part), part);
    }
  });

  it('many changes at once are all there', async () => {
    await settings(TEXT);
    await Promise.all(['A', 'B', 'C', 'D'].map(name => entries.add([far(name)])));
    assert.deepEqual(await names(), ['Far', 'A', 'B', 'C', 'D']);
  });

  it('do not wait for a change that another program has overtaken', async () => {
    await settings(TEXT);
    const begun = Date.now();
    const change = entries.change('Far', [{ path: ['timeoutSeconds'], value: 7 }]);
    for (let text = TEXT; text === TEXT; text = await readFile(file, 'utf8')) continue;
    await writeFile(file, TEXT);
    await change;
    assert.ok(Date.now() - begun < 5000, 'it ends long before the editor is given up');
  });

  it('are refused under a name that is taken, and of a bot that is not there', async () => {
    await settings(TEXT);
    await assert.rejects(entries.add([far('New'), far(' Far ')]), { code: 'nameTaken' });
    await assert.rejects(entries.remove('New'), { code: 'unknownBot' });
    assert.equal(await readFile(file, 'utf8'), TEXT);
  });

  it('keep what is typed into the open file and not saved yet, and save it with them', async () => {
    await settings(TEXT);
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 1), ' // typed just now');
    await vscode.workspace.applyEdit(edit);
    assert.ok(document.isDirty);
    await entries.change('Far', [{ path: ['model'], value: 'other' }]);
    assert.equal(document.isDirty, false);
    const wanted = TEXT.replace('{\n', '{ // typed just now\n').replace('"m"', '"other"');
    assert.equal(await readFile(file, 'utf8'), wanted);
    assert.equal(document.getText(), wanted);
  });

  it('of a file that does not parse are refused with its line, and nothing is written', async () => {
    await settings(TEXT);
    const broken = TEXT.replace('"editor.tabSize": 2', '"editor.tabSize" 2');
    await writeFile(file, broken);
    await assert.rejects(entries.remove('Far'), (error: Error & { code?: string }) => {
      assert.equal(error.code, 'badSettings');
      assert.match(error.message, /settings\.json.*13/);
      return true;
    });
    assert.equal(await readFile(file, 'utf8'), broken);
    await writeFile(file, TEXT);
  });

  it('have a form, one for each bot, that shows by its title whose it is', async () => {
    await settings(TEXT);
    const forms = (): readonly vscode.Tab[] =>
      vscode.window.tabGroups.all
        .flatMap(group => group.tabs)
        .filter(
          ({ input }) =>
            input instanceof vscode.TabInputWebview && input.viewType.endsWith('chatzoo.bot'),
        );
    const titled = async (title: string): Promise<void> => {
      const isThere = (): boolean => forms().some(({ label }) => label.includes(title));
      for (let patience = 0; patience < 100 && !isThere(); patience++) {
        await new Promise(resolve => setTimeout(resolve, 100));
      }
      assert.deepEqual(
        forms().map(({ label }) => label),
        [`Bot: ${title}`],
      );
    };
    await vscode.commands.executeCommand('chatzoo.editBot', { botName: 'Far' });
    await titled('Far');
    await vscode.commands.executeCommand('chatzoo.editBot', { botName: 'Far' });
    await entries.change('Far', [{ path: ['name'], value: 'Nearer' }]);
    await titled('Nearer');
    await entries.remove('Nearer');
    await titled('Nearer');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});
