import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoModel } from '../../scripts/demo/models.mjs';
import { loraFile } from '../support/ggufFiles.ts';
import { temporaryFolder } from '../support/vscode/server.ts';
import { waitFor } from '../support/vscode/waiting.ts';
import { VsCodeWindow } from '../support/vscode/window.ts';

const KEY = 'sk-kept-in-secret-4711';
const ADD = 'ChatZoo: Add a Model…';

describe('adding models by keyboard, in the real window', () => {
  let window: VsCodeWindow;
  let server: Server;
  let address: string;

  const press = (key: string): Promise<void> => window.page.keyboard.press(key);
  /** Waits until a row of the open list has this in it. */
  const row = (text: string | RegExp): Promise<void> => window.quickInput.row(text).waitFor();
  /** Waits until the box asks or complains so. */
  const says = (text: RegExp): Promise<true> =>
    waitFor(
      `the message ${text.source}`,
      async () => text.test(await window.quickInput.message()) || undefined,
    );
  const settings = (): Promise<string> =>
    readFile(path.join(window.folder, '.vscode', 'settings.json'), 'utf8').catch(() => '{}');
  const bots = async (): Promise<readonly Record<string, unknown>[]> =>
    (JSON.parse(await settings()) as { 'chatzoo.bots'?: Record<string, unknown>[] })[
      'chatzoo.bots'
    ] ?? [];
  const botNamed = (name: string): Promise<Record<string, unknown>> =>
    waitFor(`a bot ${name} in the settings`, async () =>
      (await bots()).find(bot => bot['name'] === name),
    );
  /** Opens the list of sources and takes the one that these letters find. */
  const addFrom = async (source: string): Promise<void> => {
    await window.runCommand(ADD);
    await window.quickInput.fill(source);
    await row(source);
    await press('Enter');
  };

  beforeAll(async () => {
    ({ server, address } = await startServer());
    const folder = path.join(await temporaryFolder('add'), 'zoo');
    const models = path.join(folder, 'models');
    await mkdir(models, { recursive: true });
    await writeFile(path.join(models, 'parrot.gguf'), demoModel('parrot'));
    await writeFile(path.join(models, 'lora.gguf'), loraFile('Squ'));
    const cache = path.join(await temporaryFolder('cache'), 'llama.cpp');
    await mkdir(cache, { recursive: true });
    await writeFile(path.join(cache, 'somebody_owl.gguf'), demoModel('owl'));
    window = await VsCodeWindow.launch({ folder, env: { LLAMA_CACHE: cache } });
  });
  afterAll(async () => {
    await window.close();
    server.closeAllConnections();
    server.close();
  });

  it('adds a file by its path, and says why another does not work', async () => {
    await addFrom('GGUF File');
    await window.quickInput.fill('models/');
    await row('parrot.gguf');
    await window.quickInput.fill('models/lora.gguf');
    await row(/is a LoRA adapter/);
    await press('Enter');
    expect(await bots()).toEqual([]);
    await window.quickInput.fill('${workspaceFolder}/models/parrot.gguf');
    await row(/Add ChatZoo demo parrot.*F16.*fits.*8,192.*own template/);
    await window.screenshot('add-by-path-dark');
    await press('Enter');
    expect(await botNamed('ChatZoo demo parrot')).toEqual({
      name: 'ChatZoo demo parrot',
      kind: 'llama',
      modelPath: '${workspaceFolder}/models/parrot.gguf',
    });
    await window.notification('Added: ChatZoo demo parrot');
  });

  it('asks before it adds the same once more', async () => {
    await addFrom('GGUF File');
    await window.quickInput.type('models/parrot.gguf');
    await window.pressDialogButton('Add Once More');
    await botNamed('ChatZoo demo parrot 2');
  });

  it('finds the models of other programs', async () => {
    await addFrom('Models of Other Programs');
    await row('somebody_owl.gguf');
    await window.screenshot('add-known-folders-dark');
    await press('ArrowDown');
    await press('Space');
    await press('Enter');
    const owl = await botNamed('ChatZoo demo owl');
    expect(owl['modelPath']).toMatch(/somebody_owl\.gguf$/);
  });

  it('says in words why a server cannot be asked, and writes nothing when it is cancelled', async () => {
    const before = await settings();
    await addFrom('Server by Address');
    await window.quickInput.fill('127.0.0.1:9');
    await press('Enter');
    await says(/Cannot reach 127\.0\.0\.1:9.*Press Enter again/);
    await press('Enter');
    await says(/API key for .*127\.0\.0\.1:9.*, if it wants one/);
    await press('Enter');
    await window.page.getByPlaceholder(/type the name of one/).waitFor();
    await window.quickInput.fill('owl-large');
    await row(/Use “owl-large”/);
    await press('Enter');
    await says(/What the bot is called/);
    await press('Enter');
    await row('Add owl-large all the same');
    await row(/Cannot reach/);
    await window.screenshot('add-server-failure-dark');
    await window.quickInput.cancel();
    expect(await settings()).toBe(before);
  });

  it('adds a server by address and key, and keeps the key to itself', async () => {
    await addFrom('Server by Address');
    await window.quickInput.fill(`${address}/chat/completions`);
    await says(/Asks http:.*by http.*without \/chat/);
    await press('Enter');
    await says(/wants an API key/);
    await window.quickInput.type(`Bearer ${KEY}`);
    await row('owl-large');
    await window.quickInput.type('owl-large');
    await says(/What the bot is called/);
    await window.quickInput.type('Far owl');
    await row(/It answered: Hoot/);
    await window.screenshot('add-server-test-dark');
    await press('Enter');
    expect(await botNamed('Far owl')).toEqual({
      name: 'Far owl',
      kind: 'openai',
      baseUrl: `http://${address}`,
      model: 'owl-large',
    });
    for (const folder of [window.folder, window.dataDir]) {
      expect(await filesWith(folder, KEY)).toEqual([]);
    }
  });

  it('opens an empty form of the chosen kind', async () => {
    const before = await settings();
    await addFrom('From a Form');
    await window.quickInput.pick('Model on this machine (GGUF file)');
    const page = await window.webview('bot');
    await page.getByTestId('field-modelPath').waitFor();
    await window.runCommand('View: Close Editor');
    expect(await settings()).toBe(before);
  });

  it('offers to add a file of the explorer', async () => {
    await window.openContainer('Explorer');
    const files = window.tree('Files Explorer');
    await files.click('models');
    await files.menu('parrot.gguf', 'Add a Model…');
    await row('ChatZoo demo parrot');
    await press('Escape');
  });

  it('shows a file with “Open With…”, and adds it from there', async () => {
    await press('Control+P');
    await window.quickInput.fill('parrot.gguf');
    await row('parrot.gguf');
    await press('Enter');
    await window.page.getByRole('tab', { name: 'parrot.gguf' }).waitFor();
    await window.runCommand('View: Reopen Editor With...');
    await window.quickInput.pick('ChatZoo');
    const page = await window.webview('model');
    const text = await page.locator('body').innerText();
    expect(text).toMatch(/ChatZoo demo parrot[^]*F16[^]*8,192[^]*apache-2\.0/);
    await window.screenshot('gguf-editor-dark');
    await page.getByRole('link', { name: 'Add to ChatZoo' }).click();
    await row('ChatZoo demo parrot');
    await press('Escape');
  });
});

/** Lists its models and answers for those alone who have the key. */
async function startServer(): Promise<{ server: Server; address: string }> {
  const server = createServer((request, response) => {
    if (request.headers.authorization !== `Bearer ${KEY}`) {
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"no key"}');
      return;
    }
    if (request.url === '/v1/models') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ object: 'list', data: [{ id: 'owl-large' }, { id: 'owl' }] }));
      return;
    }
    const choice = { index: 0, delta: { content: 'Hoot' }, finish_reason: 'stop' };
    const event = { object: 'chat.completion.chunk', model: 'owl-large', choices: [choice] };
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`data: ${JSON.stringify(event)}\n\ndata: [DONE]\n\n`);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return { server, address: `127.0.0.1:${(server.address() as AddressInfo).port}/v1` };
}

async function filesWith(folder: string, text: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter(each => each.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    if ((await readFile(file)).includes(text)) found.push(file);
  }
  return found;
}
