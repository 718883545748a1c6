import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CommandContext } from '../../src/extension/vscode/commands/command.ts';
import { duplicateBot } from '../../src/extension/vscode/commands/duplicateBot.ts';
import { api, configure } from './support/api.ts';

const far = (name: string, model: unknown) => ({
  name,
  kind: 'openai',
  baseUrl: 'http://127.0.0.1:9/v1',
  model,
});

describe('duplicating a bot', () => {
  const { showQuickPick, showWarningMessage, showInformationMessage } = vscode.window;
  /** What the user was shown. */
  const shown: string[] = [];
  const duplicate = async (target?: unknown): Promise<void> => {
    const { entries, settings, app } = await api();
    await duplicateBot({ entries, settings, app } as unknown as CommandContext, target);
  };

  before(() => {
    const say = (text: string) => Promise.resolve(void shown.push(text));
    const pick = (items: readonly vscode.QuickPickItem[]) =>
      say(items.map(({ label }) => label).join());
    Object.assign(vscode.window, {
      showQuickPick: pick,
      showWarningMessage: say,
      showInformationMessage: say,
    });
  });
  afterEach(() => {
    shown.length = 0;
  });
  after(async () => {
    Object.assign(vscode.window, { showQuickPick, showWarningMessage, showInformationMessage });
    await configure({ bots: undefined });
  });

  it('is offered for those that can be used', async () => {
    await configure({ bots: [far('Broken', 5), far('Sound', 'm')] });
    await duplicate();
    assert.deepEqual(
      shown.filter(text => /^(Sound|Broken)/.test(text)),
      ['Sound'],
    );
  });

  it('says why it is not possible', async () => {
    await configure({ bots: [far('Broken', 5)] });
    await duplicate();
    await duplicate({ kind: 'broken', botName: 'Broken' });
    assert.equal(shown.filter(text => text.includes('as it is written')).length, 2);
  });
});
