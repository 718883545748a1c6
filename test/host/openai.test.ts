import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Reply } from '../../src/core/model.ts';
import {
  answers,
  failsAfter,
  hangs,
  refuses,
  resets,
  sendsRaw,
  streams,
} from '../support/openAiBehaviours.ts';
import { startOpenAiServer, type OpenAiServer } from '../support/openAiServer.ts';
import { api, ask, configure, ended } from './support/api.ts';

describe('bots on a server', () => {
  let server: OpenAiServer;
  const bot = (model: string, more = {}) => ({
    name: model,
    kind: 'openai',
    baseUrl: server.baseUrl,
    model,
    ...more,
  });
  const outcome = ({ state }: Reply) => (state.kind === 'failed' ? state.code : state.kind);

  before(async () => {
    server = await startOpenAiServer(streams(['Hello', ' world'], { delayMs: 5 }));
  });
  after(async () => {
    await server.close();
    await configure({ bots: undefined });
  });

  it('stream, count and remember the conversation', async () => {
    server.behaveFor(
      'kind',
      streams(['## Yes\n', '你', '好'], { usage: { prompt: 9, completion: 3 } }),
    );
    await configure({
      bots: [bot('kind', { systemPrompt: 'Be kind.', sampling: { temperature: 0.5 } })],
    });
    const app = await (await api()).app();
    const session = await app.sessions.begin();
    const [reply] = await ask(app, session, 'Are you there?');
    assert.equal(reply?.text, '## Yes\n你好');
    assert.deepEqual(reply.tokens, { prompt: 9, completion: 3 });
    await ask(app, session, 'And now?');
    const { body } = server.requests.at(-1) ?? {};
    assert.equal(body?.['temperature'], 0.5);
    assert.deepEqual(body['messages'], [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Are you there?' },
      { role: 'assistant', content: '## Yes\n你好' },
      { role: 'user', content: 'And now?' },
    ]);
  });

  it('say what went wrong, each in its own way, while the others go on', async () => {
    const cases = {
      locked: [answers(401, { error: { message: 'no key' } }), 'unauthorized'],
      broken: [answers(500, '<html>Internal Server Error</html>'), 'serverError'],
      strict: [refuses(400, 'maximum context length is 10 tokens'), 'rejected'],
      page: [answers(200, '<html>Welcome to nginx</html>'), 'badAnswer'],
      babble: [sendsRaw('data: {"oops\n\n'), 'badAnswer'],
      cut: [resets(['half an ans']), 'cutOff'],
      moody: [failsAfter(['well'], 'out of memory'), undefined],
      mute: [hangs(), 'timeout'],
      asleep: [hangs(['I am']), 'timeout'],
      fine: [streams(['all ', 'good']), 'done'],
    } as const;
    for (const [model, [behaviour]] of Object.entries(cases)) server.behaveFor(model, behaviour);
    await configure({
      bots: [
        ...Object.keys(cases).map(model => bot(model, { timeoutSeconds: 1 })),
        { name: 'nobody', kind: 'openai', baseUrl: 'http://127.0.0.1:9/v1', model: 'x' },
      ],
    });
    const app = await (await api()).app();
    const session = await app.sessions.begin();
    const replies = await ask(app, session, 'Hi');
    const found = new Map(replies.map(reply => [reply.botName, reply]));
    for (const [model, [, expected]] of Object.entries(cases)) {
      const reply = found.get(model);
      assert.ok(reply);
      if (expected) assert.equal(outcome(reply), expected, model);
      else assert.equal(reply.state.kind, 'failed', model);
    }
    assert.equal(found.get('nobody') && outcome(found.get('nobody') as Reply), 'unreachable');
    assert.equal(found.get('cut')?.text, 'half an ans', 'what came is kept');

    server.behaveFor('mute', streams(['now I speak']));
    await app.arena.retry(session.id, (found.get('mute') as Reply).id);
    const again = (await ended(app, session)).find(({ botName }) => botName === 'mute');
    assert.equal(again?.text, 'now I speak');
  });

  it('send the key of the secret storage, and nothing else ever holds it', async () => {
    const key = 'sk-host-test-7f3a9c';
    server.behaveFor('secret', streams(['ok']));
    await configure({ bots: [bot('secret')] });
    const ui = vscode.window as { showInputBox: typeof vscode.window.showInputBox };
    const original = ui.showInputBox;
    // The input box is the one part a test inside the host cannot type into.
    ui.showInputBox = () => Promise.resolve(`  ${key}\n`);
    try {
      await vscode.commands.executeCommand('chatzoo.setApiKey', 'secret');
    } finally {
      ui.showInputBox = original;
    }
    const app = await (await api()).app();
    const session = await app.sessions.begin();
    const [reply] = await ask(app, session, 'Hi');
    assert.equal(server.requests.at(-1)?.headers.authorization, `Bearer ${key}`);
    assert.ok(!JSON.stringify(reply).includes(key));
    assert.ok(!JSON.stringify(vscode.workspace.getConfiguration('chatzoo')).includes(key));
  });

  it('stop: the server sees the client go', async () => {
    server.behaveFor('endless', streams(Array<string>(5000).fill('and on '), { delayMs: 5 }));
    await configure({ bots: [bot('endless')] });
    const app = await (await api()).app();
    const session = await app.sessions.begin();
    await app.arena.startTurn(session.id, 'Hi');
    await new Promise<void>(resolve => {
      const subscription = app.arena.onEvent(event => {
        if (event.kind !== 'delta') return;
        subscription.dispose();
        resolve();
      });
    });
    const gone = server.disconnected();
    await app.arena.stopSession(session.id);
    const [reply] = await ended(app, session);
    assert.equal(reply?.state.kind, 'stopped');
    assert.ok(reply.text.startsWith('and on'));
    await gone;
  });
});
