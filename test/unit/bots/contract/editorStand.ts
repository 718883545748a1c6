import { setTimeout as pause } from 'node:timers/promises';
import { BotError, type Bot } from '../../../../src/bots/bot.ts';
import { createEditorBot } from '../../../../src/bots/editor/editorBot.ts';
import type { EditorModel, EditorModels } from '../../../../src/bots/editorModels.ts';
import { FACES, UNICODE_PIECES, type ContractAdapter } from './adapter.ts';

const modelOf = (id: string): EditorModel => {
  return { vendor: 'test', family: 'role', id, name: id, maxInputTokens: 4096, allowed: true };
};

/** Stands in for an editor: there is none in a unit test. Its models behave as their ids say. */
const EDITOR: EditorModels = {
  onChange: () => ({ dispose: () => {} }),
  list: ({ id = 'speaker' }) => Promise.resolve([modelOf(id)]),
  whyNone: () => Promise.resolve('There is none.'),
  async *ask({ choice: { id = '' }, messages }, signal) {
    if (id === 'nobody') throw new BotError('noEditorModel', await this.whyNone({}));
    yield { kind: 'chosen', model: modelOf(id) };
    yield { kind: 'sent' };
    const pieces = id === 'speaker' ? UNICODE_PIECES : [];
    for (const text of pieces) {
      await pause(2);
      yield { kind: 'text', text };
    }
    for (let count = 0; id === 'gambler' && !signal.aborted; count++) {
      await pause(2);
      yield { kind: 'text', text: FACES[count % FACES.length] ?? '' };
    }
    const prompt = messages.reduce((sum, { text }) => sum + text.length, 0);
    yield { kind: 'end', tokens: { prompt, completion: pieces.length } };
  },
};

function botAt(id: string): Bot {
  return createEditorBot(
    { kind: 'vscode', name: id, systemPrompt: '', sampling: {}, id, timeoutSeconds: 30 },
    EDITOR,
  );
}

export const VSCODE: ContractAdapter = {
  kind: 'vscode',
  open: () =>
    Promise.resolve({
      bot: role => Promise.resolve(botAt(role)),
      broken: () => Promise.resolve({ bot: botAt('nobody'), code: 'noEditorModel' as const }),
      close: () => Promise.resolve(),
    }),
};
