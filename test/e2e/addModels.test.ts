import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoModel } from '../../scripts/demo/models.mjs';
import { REPOSITORY } from '../../scripts/repository.mjs';
import { answers, refuses, streams } from '../support/openAiBehaviours.ts';
import { startOpenAiServer, type Behaviour, type OpenAiServer } from '../support/openAiServer.ts';
import { temporaryFolder } from '../support/vscode/server.ts';
import { VsCodeWindow } from '../support/vscode/window.ts';
import { waitFor } from '../support/vscode/waiting.ts';
import { ArenaPage } from './support/arenaPage.ts';
import { Keyboard } from './support/keyboard.ts';

const run = promisify(execFile);

const KEY = 'sk-e2e-0f9d8c7b6a5948372615';
/** What a newcomer may be asked to spend on one model. */
const MINUTE_MS = 60_000;

/** An empty workspace, and hands that never leave the keyboard. */
describe('bringing models, by keyboard alone', () => {
  let window: VsCodeWindow;
  let server: OpenAiServer;
  let gguf: string;
  let keys: Keyboard;

  /** The bots as settings.json has them. */
  const written = async (): Promise<readonly Record<string, unknown>[]> => {
    const file = path.join(window.folder, '.vscode', 'settings.json');
    const settings = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as {
      readonly 'chatzoo.bots'?: readonly Record<string, unknown>[];
    };
    return settings['chatzoo.bots'] ?? [];
  };
  const inAMinute = async (work: () => Promise<void>): Promise<void> => {
    const began = performance.now();
    await work();
    expect(performance.now() - began).toBeLessThan(MINUTE_MS);
  };

  beforeAll(async () => {
    server = await startOpenAiServer(wantsKey(KEY, streams(['I live ', 'elsewhere.'])));
    const list = { object: 'list', data: [{ id: 'far-away-7b' }] };
    server.behaveAt('/v1/models', wantsKey(KEY, answers(200, list)));
    const folder = await temporaryFolder('models');
    gguf = path.join(folder, 'rambling-parrot.gguf');
    await writeFile(gguf, demoModel('parrot'));
    window = await VsCodeWindow.launch({ viewport: { width: 1280, height: 860 } });
    keys = new Keyboard(window.page);
  });
  afterAll(async () => {
    await window.close();
    await server.close();
  });

  it('adds the demo models', () =>
    inAMinute(async () => {
      await keys.run('ChatZoo: Add a Model…');
      await keys.answer('Add a Model', 'Demo Models', 'Demo Models');
      await window.notification('Added:');
      expect((await written()).map(({ modelPath }) => modelPath)).toEqual([
        'demo:owl',
        'demo:finch',
        'demo:sloth',
      ]);
    }));

  it('adds a GGUF file by its path', () =>
    inAMinute(async () => {
      await keys.run('ChatZoo: Add a Model…');
      await keys.answer('Add a Model', 'GGUF File', 'GGUF File…');
      await keys.answer('Add a GGUF File', gguf, /^Add /);
      await waitFor('the file in the settings', async () =>
        (await written()).length === 4 ? true : undefined,
      );
      await window.screenshot('add-gguf-dark');
    }));

  it('adds a server by its address, with the key that it wants', () =>
    inAMinute(async () => {
      await keys.run('ChatZoo: Add a Model…');
      await keys.answer('Add a Model', 'Server by Address', 'Server by Address…');
      await keys.answer('The address of an OpenAI-compatible server', server.baseUrl);
      // As it comes out of a mail, with what was copied around it.
      await keys.answer('wants an API key', `  ${KEY} `);
      await keys.offers('far-away-7b');
      await window.page.keyboard.press('Enter');
      await keys.answer('What the bot is called here', 'Far Away');
      await keys.asks('It answered: I live elsewhere.');
      await keys.offers('Add Far Away');
      await window.screenshot('add-server-dark');
      await window.page.keyboard.press('Enter');
      await waitFor('the server in the settings', async () =>
        (await written()).length === 5 ? true : undefined,
      );
    }));

  it('asks all of them', async () => {
    await keys.run('ChatZoo: Open Arena');
    const arena = await ArenaPage.empty(window, 'Far Away');
    await window.page.keyboard.type('What does a panda eat?');
    await window.page.keyboard.press('Enter');
    await arena.settled(['A', 'B', 'C', 'D', 'E']);
    expect(await arena.replyText('A')).toMatch(/bamboo/i);
    expect((await arena.replyText('D')).length).toBeGreaterThan(10);
    expect(await arena.replyText('E')).toBe('I live elsewhere.');
    await window.screenshot('all-models-dark');
  });

  it('keeps the key out of every file: settings, database, logs and exports', async () => {
    expect(server.requests.some(({ headers }) => headers.authorization === `Bearer ${KEY}`)).toBe(
      true,
    );
    const databases = await filesNamed(/\.sqlite$/, window.dataDir);
    expect(databases).toHaveLength(1);
    for (const format of await cli('export', '--list-formats', '--json').then(idsIn)) {
      const out = path.join(window.folder, `all-${format}`);
      await cli('export', '--database', databases[0]!, '--format', format, '--out', out);
    }
    expect(await filesNamed(/^all-/, window.folder)).not.toHaveLength(0);
    for (const folder of [window.folder, window.dataDir]) {
      expect(await filesWith('Far Away', folder)).not.toHaveLength(0);
      expect(await filesWith(KEY, folder)).toEqual([]);
    }
  });
});

function wantsKey(key: string, then: Behaviour): Behaviour {
  return exchange =>
    exchange.request.headers.authorization === `Bearer ${key}`
      ? then(exchange)
      : refuses(401, 'You did not provide an API key.')(exchange);
}

/** What the command line prints. */
async function cli(...words: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [path.join(REPOSITORY, 'dist/cli.mjs'), ...words]);
  return stdout;
}

function idsIn(json: string): readonly string[] {
  return (JSON.parse(json) as readonly { readonly id: string }[]).map(({ id }) => id);
}

async function filesNamed(name: RegExp, folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile() && name.test(entry.name))
    .map(entry => path.join(entry.parentPath, entry.name));
}

/** The files below a folder that hold this text. */
async function filesWith(text: string, folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const file of await filesNamed(/./, folder)) {
    if ((await readFile(file)).includes(text)) found.push(file);
  }
  return found;
}
