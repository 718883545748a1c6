import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { VscodeEditorModels } from '../../src/extension/vscode/editorModels.ts';
import { api, ask, configure, ended } from './support/api.ts';

// The models come from a real provider, the extension in test/fixtures/modelProvider.
describe('models of the editor', () => {
  const bot = (id: string, more = {}) => ({
    name: id,
    kind: 'vscode',
    vendor: 'chatzoo-test',
    id,
    ...more,
  });

  before(async () => {
    await vscode.extensions.getExtension('chatzoo-test.model-provider')?.activate();
  });
  after(async () => {
    await configure({ bots: undefined });
  });

  it('are listed, and an empty list has a reason', async () => {
    const models = new VscodeEditorModels(undefined);
    const listed = await models.list({ vendor: 'chatzoo-test' });
    assert.deepEqual(listed.map(({ id }) => id).sort(), ['blocked', 'broken', 'endless', 'mirror']);
    assert.match(await models.whyNone({ vendor: 'nobody' }), /chatzoo-test \/ test \/ mirror/);
  });

  it('answer in pieces, are told the system prompt as a user message, and the parameters', async () => {
    await configure({
      bots: [bot('mirror', { systemPrompt: 'Be kind.', sampling: { topP: 0.5, maxTokens: 9 } })],
    });
    const app = await (await api()).app();
    const session = await app.sessions.begin();
    const [reply] = await ask(app, session, '你好');
    assert.equal(reply?.state.kind, 'done', JSON.stringify(reply?.state));
    const said = JSON.parse(reply.text) as Record<string, unknown>;
    assert.deepEqual(said['seen'], [
      ['user', 'Be kind.'],
      ['user', '你好'],
    ]);
    assert.deepEqual(said['options'], { top_p: 0.5, max_tokens: 9 });
    assert.deepEqual(reply.tokens, { prompt: 10, completion: reply.text.length });
  });

  it('stop at once, and the provider hears of it', async () => {
    await configure({ bots: [bot('endless')] });
    const app = await (await api()).app();
    const session = await app.sessions.begin();
    await app.arena.startTurn(session.id, 'Go on');
    const begun = async (): Promise<boolean> => {
      const { turns } = await app.arena.snapshot(session.id);
      return (turns[0]?.replies[0]?.text.length ?? 0) > 0;
    };
    while (!(await begun())) await new Promise(resolve => setTimeout(resolve, 20));
    await app.arena.stopSession(session.id);
    const [stopped] = await ended(app, session);
    assert.equal(stopped?.state.kind, 'stopped');
    await configure({ bots: [bot('mirror')] });
    const [reply] = await ask(app, await app.sessions.begin(), 'Heard?');
    assert.equal((JSON.parse(reply?.text ?? '{}') as { cancelled?: number }).cancelled, 1);
  });

  it('fail each in its own way, while the others go on', async () => {
    await configure({ bots: [bot('blocked'), bot('broken'), bot('mirror'), bot('nobody')] });
    const app = await (await api()).app();
    const replies = await ask(app, await app.sessions.begin(), 'Well?');
    const outcomes = replies.map(({ state }) =>
      state.kind === 'failed' ? state.code : state.kind,
    );
    assert.deepEqual(outcomes, ['notAllowed', 'serverError', 'done', 'noEditorModel']);
    assert.equal(replies[1]?.text, 'half');
  });
});
