import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, configure } from './support/api.ts';

const GOOD = {
  name: 'Good',
  kind: 'openai',
  baseUrl: 'http://127.0.0.1:9/v1',
  model: 'good',
};

describe('settings', () => {
  after(() => configure({ bots: undefined, mode: undefined }));

  it('report an invalid entry by path, value and what was expected; the valid ones work', async () => {
    await configure({
      bots: [
        { ...GOOD, name: 'Hot', sampling: { temperature: 'high' } },
        GOOD,
        { name: 'Nowhere', kind: 'llama' },
        'garbage',
      ],
      mode: 'battle',
    });
    const { settings } = await api();
    const { bots, problems, mode } = settings.current;
    assert.deepEqual(
      bots.map(({ name }) => name),
      ['Good'],
    );
    assert.equal(mode, 'arena');
    const told = new Map(problems.map(({ path, found, expected }) => [path, { found, expected }]));
    assert.equal(told.get('chatzoo.bots[0].sampling.temperature')?.found, '"high"');
    assert.match(told.get('chatzoo.bots[0].sampling.temperature')?.expected ?? '', /0.*5/);
    assert.ok(told.has('chatzoo.bots[2].modelPath'));
    assert.equal(told.get('chatzoo.bots[3]')?.found, '"garbage"');
    assert.equal(told.get('chatzoo.mode')?.found, '"battle"');
  });

  it('are checked in settings.json by the schema of the manifest', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    await configure({ bots: [{ ...GOOD, sampling: { temperature: 7 } }] });
    const file = vscode.Uri.joinPath(folder, '.vscode', 'settings.json');
    await vscode.window.showTextDocument(file);
    const messages = await diagnosticsOf(file);
    assert.ok(
      messages.some(message => message.includes('5')),
      `the maximum of the temperature is told: ${messages.join(' | ')}`,
    );
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});

/** What the editor underlines in the file; the JSON language server needs a moment to start. */
async function diagnosticsOf(file: vscode.Uri): Promise<string[]> {
  for (let patience = 0; patience < 100; patience++) {
    const found = vscode.languages.getDiagnostics(file).map(({ message }) => message);
    if (found.length > 0) return found;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  return [];
}
