import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { demoEntries } from '../../src/extension/app/demoEntries.ts';
import type { BotEntries } from '../../src/extension/app/botEntries.ts';
import { Refusal } from '../../src/extension/app/refusal.ts';
import { startOpenAiServer } from '../support/openAiServer.ts';
import { answers, streams } from '../support/openAiBehaviours.ts';
import { api, configure } from './support/api.ts';
import { openForm, type FormPage } from './support/formPage.ts';

const far = (name: string, more: object = {}) => ({
  name,
  kind: 'openai',
  baseUrl: 'http://127.0.0.1:9/v1',
  model: 'm',
  ...more,
});

describe('the host of a form', () => {
  let entries: BotEntries;
  const opened: FormPage[] = [];

  const bots = (list: readonly unknown[] | undefined) => configure({ bots: list });
  const form = async (...args: Parameters<typeof openForm>): Promise<FormPage> => {
    const page = await openForm(...args);
    opened.push(page);
    return page;
  };
  const names = () => entries.all().map(({ name }) => name);
  const lineups = () =>
    vscode.workspace.getConfiguration('chatzoo').inspect('lineups')?.workspaceValue;

  before(async () => {
    ({ entries } = await api());
  });
  afterEach(async () => {
    for (const { host } of opened.splice(0)) host.dispose();
    await configure({ bots: undefined, lineups: undefined });
  });

  it('keeps a secret header that the page knows only as a mask', async () => {
    const headers = { Authorization: 'Bearer real', 'X-Team': 'zoo' };
    await bots([far('Far', { headers })]);
    const { client } = await form({ botName: 'Far' });
    const { entry } = await client.ask('form/get', {});
    assert.deepEqual(entry['headers'], { ...headers, Authorization: '…' });
    await client.ask('entry/change', {
      edits: [{ path: ['headers', 'Proxy-Authorization'], from: ['headers', 'Authorization'] }],
    });
    assert.deepEqual(entries.all()[0]?.['headers'], {
      'X-Team': 'zoo',
      'Proxy-Authorization': 'Bearer real',
    });
  });

  it('tests the entry with what was changed just before', async () => {
    const server = await startOpenAiServer(streams(['Good morning.']));
    server.behaveAt('/v1/models', answers(200, { data: [{ id: 'm' }] }));
    try {
      await bots([far('Far')]);
      const { client } = await form({ botName: 'Far' });
      const change = client.ask('entry/change', {
        edits: [{ path: ['baseUrl'], value: server.baseUrl }],
      });
      const outcome = await client.ask('entry/test', {});
      assert.match(outcome.lines.join('\n'), /Good morning/);
      assert.equal(outcome.isGood, true);
      await change;
    } finally {
      await server.close();
    }
  });

  it('says in a test which secret header has no value, as a reply does', async () => {
    await bots([far('Far', { secretHeaders: ['X-Pass'] })]);
    const { client, judged } = await form({ botName: 'Far' });
    const outcome = await client.ask('entry/test', {});
    assert.equal(outcome.isGood, false);
    assert.match(outcome.lines.join('\n'), /X-Pass/);
    assert.deepEqual(judged, ['Far']);
  });

  it('tests nothing while it could tell who answers behind which seat', async () => {
    const server = await startOpenAiServer(streams(['Good morning.']));
    const refuseSecret = () => {
      throw new Refusal('blind', 'A blind vote is open.');
    };
    try {
      const entry = far('Far', { baseUrl: server.baseUrl });
      await bots([entry]);
      for (const subject of [{ botName: 'Far' }, { draft: { ...entry, name: 'Near' } }]) {
        const { client } = await form(subject, { refuseSecret });
        await assert.rejects(client.ask('entry/test', {}), /blind vote/);
      }
      assert.deepEqual(server.requests, []);
      const { client, judged } = await form({ draft: entry });
      await client.ask('entry/test', {});
      assert.deepEqual(judged, [], 'a draft says nothing of the bot that has its name');
    } finally {
      await server.close();
    }
  });

  it('ends a test once the form is closed', async () => {
    const server = await startOpenAiServer(() => undefined);
    try {
      await bots([far('Far', { baseUrl: server.baseUrl })]);
      const { client, host } = await form({ botName: 'Far' });
      const test = client.ask('entry/test', {});
      await new Promise(resolve => setTimeout(resolve, 300));
      host.dispose();
      assert.equal((await test).isGood, false);
    } finally {
      await server.close();
    }
  });

  it('renames a bot in its line-ups, too', async () => {
    await bots([far('Far'), far('Near')]);
    await configure({ lineups: { both: ['Far', 'Near'] } });
    const { client } = await form({ botName: 'Far' });
    const { name } = await client.ask('entry/change', {
      edits: [{ path: ['name'], value: 'Afar' }],
    });
    assert.equal(name, 'Afar');
    assert.deepEqual(names(), ['Afar', 'Near']);
    assert.deepEqual(lineups(), { both: ['Afar', 'Near'] });
    await assert.rejects(
      client.ask('entry/change', { edits: [{ path: ['name'], value: 'Near' }] }),
      /Another bot/,
    );
  });

  it('asks first where a new name leaves votes behind', async () => {
    const { showWarningMessage } = vscode.window;
    const answers: (string | undefined)[] = [undefined, 'Rename'];
    const asked: unknown[] = [];
    const answer = (...args: unknown[]) => {
      asked.push(args[1]);
      return Promise.resolve(answers.shift());
    };
    Object.assign(vscode.window, { showWarningMessage: answer });
    try {
      await bots([far('Far')]);
      const { client } = await form({ botName: 'Far' }, { votes: 3 });
      const edits = [{ path: ['name'], value: 'Afar' }];
      assert.equal((await client.ask('entry/change', { edits })).name, 'Far');
      assert.equal((await client.ask('entry/change', { edits })).name, 'Afar');
      assert.match(JSON.stringify(asked[0]), /3/);
    } finally {
      Object.assign(vscode.window, { showWarningMessage });
    }
  });

  it('stores no key and no header that could not be sent, and says why', async () => {
    const baseUrl = 'http://127.0.0.1:9/v1';
    await bots([far('Far', { secretHeaders: ['X-Pass'] })]);
    const { client, apiKeys } = await form({ botName: 'Far' });
    await assert.rejects(client.ask('key/set', { baseUrl, key: 'sk 1 2' }), /one word/);
    const header = { baseUrl, header: 'X-Pass' };
    await assert.rejects(client.ask('header/set', { ...header, value: 'naïve\nß' }), /one line/);
    assert.equal(await apiKeys.get(baseUrl), undefined);
    assert.equal(await apiKeys.getHeader(baseUrl, 'X-Pass'), undefined);
    const { servers } = await client.ask('key/set', { baseUrl, key: ' Bearer sk-12 ' });
    assert.equal(servers[0]?.hasKey, true);
    assert.equal(await apiKeys.get(baseUrl), 'sk-12');
  });

  it('adds again what a page kept of a bot that is gone, but no mask', async () => {
    await bots([far('Near')]);
    const was = far('Far', { note: 'ours', headers: { Authorization: '…', 'X-Team': 'zoo' } });
    const { client } = await form({ botName: 'Far', was });
    assert.equal((await client.ask('form/get', {})).state, 'gone');
    assert.equal((await client.ask('entry/add', {})).state, 'saved');
    assert.deepEqual(entries.all()[1], { ...was, headers: { 'X-Team': 'zoo' } });
  });

  it('lets the other demo bots stay when one is changed and added', async () => {
    await bots(undefined);
    const [first, second] = demoEntries();
    const { client } = await form({ botName: String(second?.['name']) });
    const edits = [{ path: ['name'], value: 'Mine' }];
    assert.equal((await client.ask('entry/change', { edits })).state, 'draft');
    assert.deepEqual(names(), []);
    assert.equal((await client.ask('entry/add', {})).name, 'Mine');
    assert.deepEqual(names(), [first?.['name'], 'Mine', demoEntries()[2]?.['name']]);
    assert.equal((await api()).settings.current.bots.length, 3);
  });

  it('is of the entry that answers, of two that have one name', async () => {
    await bots([far('Twin', { model: 5 }), far('Twin', { model: 'right' })]);
    const { client } = await form({ botName: 'Twin' });
    assert.equal((await client.ask('form/get', {})).entry['model'], 'right');
    await client.ask('entry/change', { edits: [{ path: ['model'], value: 'better' }] });
    assert.deepEqual(
      entries.all().map(({ model }) => model),
      [5, 'better'],
    );
  });

  it('opens the file in which the list is written', async () => {
    await bots([far('Far')]);
    const { client } = await form({ botName: 'Far' });
    await client.ask('settings/open', {});
    const document = vscode.window.activeTextEditor?.document.uri.path ?? '';
    assert.match(document, /\/\.vscode\/settings\.json$/);
    const section = vscode.workspace.getConfiguration('chatzoo');
    await bots(undefined);
    await section.update('bots', [far('Mine')], vscode.ConfigurationTarget.Global);
    try {
      await client.ask('settings/open', {});
      const users = vscode.window.activeTextEditor?.document.uri;
      assert.match(users?.path ?? '', /\/User\/settings\.json$/);
    } finally {
      await section.update('bots', undefined, vscode.ConfigurationTarget.Global);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }
  });
});
