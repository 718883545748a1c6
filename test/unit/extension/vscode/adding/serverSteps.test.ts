import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inEnglish } from '../../../../../src/core/text.ts';
import type { CommandContext } from '../../../../../src/extension/vscode/commands/command.ts';
import { answers, hangs } from '../../../../support/openAiBehaviours.ts';
import { startOpenAiServer, type OpenAiServer } from '../../../../support/openAiServer.ts';
import { boxes, Box, until } from './boxes.ts';

const done = { tested: [] as unknown[], saved: [] as unknown[][] };
vi.mock('vscode', () => ({
  l10n: { t: inEnglish },
  InputBoxValidationSeverity: { Info: 1, Error: 3 },
  QuickInputButtons: { Back: 'back' },
  window: { createInputBox: () => new Box(), createQuickPick: () => new Box() },
}));
vi.mock('../../../../../src/extension/vscode/adding/testStep.ts', () => ({
  askTest: (_place: unknown, tested: unknown) => {
    done.tested.push(tested);
    return Promise.resolve('add');
  },
}));
vi.mock('../../../../../src/extension/vscode/adding/saveServer.ts', () => ({
  saveServer: (_context: unknown, entry: unknown, key: unknown) =>
    Promise.resolve(void done.saved.push([entry, key])),
}));
const { addServer } = await import('../../../../../src/extension/vscode/adding/serverSteps.ts');

const KEY = 'sk-long-enough-4711';
const CONTEXT = {
  apiKeys: { get: () => Promise.resolve(undefined) },
  entries: { all: () => [{ name: ' Owl ' }] },
} as unknown as CommandContext;
const AGAIN = /Press Enter again/;

let server: OpenAiServer;

beforeEach(async () => {
  done.tested.length = 0;
  done.saved.length = 0;
  boxes.length = 0;
  server = await startOpenAiServer(answers(404, {}));
});
afterEach(() => server.close());

/** As a server that wants this key for all, and has no list. */
function wantKey(): void {
  server.behaveAt('/v1/models', ({ request, response }) => {
    const isKnown = request.headers.authorization === `Bearer ${KEY}`;
    response.writeHead(isKnown ? 404 : 401).end('{}');
  });
}

/** The box that is open now, once it asks or complains so. */
function says(text: RegExp): Promise<Box> {
  return until(() => {
    const box = boxes.at(-1);
    return box?.isOpen === true && text.test(box.said) ? box : undefined;
  });
}

async function enterAddress(): Promise<void> {
  const address = await says(/The address of/);
  address.type(server.baseUrl);
  address.accept();
}

async function takeUnlisted(): Promise<void> {
  await enterAddress();
  (await says(AGAIN)).accept();
}

/** Goes through what comes after the key. */
async function finish(): Promise<void> {
  (await says(/type the name of one/)).choose('large-owl');
  (await says(/What the bot is called/)).accept();
}

const saved = (key: string | undefined) => [
  [{ name: 'large-owl', kind: 'openai', baseUrl: server.baseUrl, model: 'large-owl' }, key],
];

it('takes a key that gets no list with a second Enter', async () => {
  wantKey();
  const adding = addServer(CONTEXT);
  await enterAddress();
  const key = await says(/wants an API key/);
  key.accept();
  await says(/Type or paste the key/);
  key.type('sk-of-somebody-else');
  for (const count of [2, 3]) {
    key.accept();
    await until(() => (server.requests.length === count && !key.busy) || undefined);
    await says(/does not accept the API key/);
  }
  key.type(KEY);
  key.accept();
  await says(AGAIN);
  key.accept();
  await finish();
  await adding;
  expect(done.tested).toMatchObject([{ apiKey: KEY }]);
  expect(done.saved).toEqual(saved(KEY));
});

it('asks for a key where there was no list without one', async () => {
  const adding = addServer(CONTEXT);
  await takeUnlisted();
  const key = await says(/API key for .*, if it wants one/);
  key.type(KEY);
  key.accept();
  (await says(AGAIN)).accept();
  await finish();
  await adding;
  expect(done.saved).toEqual(saved(KEY));
});

it('needs no key where there was no list', async () => {
  const adding = addServer(CONTEXT);
  await takeUnlisted();
  (await says(/, if it wants one/)).accept();
  await finish();
  await adding;
  expect(done.tested).toEqual([{ baseUrl: server.baseUrl, model: 'large-owl', name: 'large-owl' }]);
  expect(done.saved).toEqual(saved(undefined));
});

it('asks for no key where the list is open', async () => {
  server.behaveAt('/v1/models', answers(200, { object: 'list', data: [{ id: 'owl' }] }));
  const adding = addServer(CONTEXT);
  await enterAddress();
  (await says(/Choose a model/)).back();
  (await says(/The address of|Asks/)).hide();
  await adding;
  expect(done.saved).toEqual([]);
});

it('asks an address again whose answer nobody waited for', async () => {
  server.behaveAt('/v1/models', hangs());
  const adding = addServer(CONTEXT);
  await enterAddress();
  await until(() => server.requests.length === 1 || undefined);
  const address = await says(/Asks/);
  address.type(`${server.baseUrl}x`);
  await server.disconnected();
  server.behaveAt('/v1/models', answers(401, {}));
  address.type(server.baseUrl);
  address.accept();
  (await says(/wants an API key/)).hide();
  await adding;
  expect(server.requests).toHaveLength(2);
});

it('asks with a key again whose answer nobody waited for', async () => {
  const adding = addServer(CONTEXT, server.baseUrl);
  server.behaveAt('/v1/models', hangs());
  const key = await says(/wants an API key/);
  key.type(KEY);
  key.accept();
  await until(() => server.requests.length === 1 || undefined);
  key.type(`${KEY}x`);
  await server.disconnected();
  server.behaveAt('/v1/models', answers(404, {}));
  key.type(KEY);
  key.accept();
  (await says(AGAIN)).hide();
  await adding;
});

it('tells that a bot is called so, whatever spaces the settings have around its name', async () => {
  const adding = addServer(CONTEXT);
  await takeUnlisted();
  (await says(/, if it wants one/)).accept();
  (await says(/type the name of one/)).choose('large-owl');
  const name = await says(/What the bot is called/);
  name.type('Owl');
  (await says(/Another bot is called so/)).hide();
  await adding;
});
