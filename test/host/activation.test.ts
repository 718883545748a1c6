import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/extension/vscode/ids.ts';
import { api, EXTENSION } from './support/api.ts';

// Runs first (files run by name): what activation alone loads can only be seen before the rest.
describe('activation', () => {
  it('loads neither sql.js nor node-llama-cpp nor the formats of other programs', async () => {
    await api();
    const loaded = Object.keys(require.cache);
    assert.ok(
      loaded.some(file => file.endsWith('extension.cjs')),
      'the extension itself is seen',
    );
    const heavy = loaded.filter(file =>
      /sql-wasm|node-llama-cpp|modelProcess|exchange\.cjs/.test(file),
    );
    assert.deepEqual(heavy, []);
    // The counter-check: what is loaded later is seen in the same way.
    const { app } = await api();
    await app();
    assert.ok(Object.keys(require.cache).some(file => file.endsWith('sql-wasm.cjs')));
  });

  it('registers every command of the manifest', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    for (const command of Object.values(COMMANDS)) assert.ok(registered.has(command), command);
  });

  it('offers the demo zoo, labelled as toys, before any bot is configured', async () => {
    const { settings } = await api();
    const { bots } = settings.current;
    assert.equal(bots.length, 3);
    for (const bot of bots) {
      assert.ok(bot.kind === 'llama');
      assert.match(bot.name, / \(toy\)$/);
      await access(bot.modelPath);
    }
  });

  it('has its strings in the language of the window', () => {
    const manifest = vscode.extensions.getExtension(EXTENSION)?.packageJSON as {
      readonly description: string;
    };
    assert.ok(!manifest.description.includes('%'), manifest.description);
  });
});
