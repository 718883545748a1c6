import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { hangs, refuses, streams } from '../../support/openAiBehaviours.ts';
import { startOpenAiServer, type OpenAiServer } from '../../support/openAiServer.ts';
import { program } from './program.ts';

const { file, runBeside, runIn, start } = program();

const KEY = 'sk-of-the-zoo-12345';
const servers: OpenAiServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.close()));
});

async function begin(...behaviours: Parameters<typeof startOpenAiServer>): Promise<OpenAiServer> {
  const server = await startOpenAiServer(...behaviours);
  servers.push(server);
  return server;
}

/** A server, and the entry of a bot that asks it. */
async function beginBot(...behaviours: Parameters<typeof startOpenAiServer>) {
  const server = await begin(...behaviours);
  const { baseUrl } = server;
  const bot = { name: 'Remote', kind: 'openai', baseUrl, model: 'm', systemPrompt: 'S' };
  return { server, bot };
}

async function settings(bots: readonly object[]): Promise<string> {
  await writeFile(file('zoo.json'), JSON.stringify({ 'chatzoo.bots': bots }));
  return file('zoo.json');
}

/** The lines of JSON that it printed. */
function lines(stdout: string): readonly Record<string, unknown>[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>);
}

/** Asks one bot with this entry. */
async function chat(
  entry: Readonly<Record<string, unknown>>,
  ...words: readonly string[]
): Promise<Awaited<ReturnType<typeof runBeside>>> {
  const bot = { name: 'Remote', kind: 'openai', model: 'm', ...entry };
  const all = ['chat', '--settings', await settings([bot]), '-b', 'Remote', ...words, 'Hi'];
  return runBeside({ ZOO_KEY: KEY, ZOO_HEADER: ` ${KEY}\n`, ZOO_EMPTY: ' ' }, ...all);
}

it('streams, sends the key of the environment, and tells it to nobody', async () => {
  const { server, bot } = await beginBot(
    streams(['Hel', 'lo'], { usage: { prompt: 5, completion: 2 } }),
  );
  const words = ['chat', '--settings', await settings([bot]), '-b', 'Remote'];
  const key = ['--key-env', 'ZOO_KEY'];
  const told = await runBeside({ ZOO_KEY: ` ${KEY}\n` }, ...words, ...key, '--json', 'Hi {}');
  expect(told).toMatchObject({ status: 0, stderr: '' });
  expect(lines(told.stdout)[0]).toMatchObject({
    bot: 'Remote',
    model: 'm',
    text: 'Hello',
    finish: 'stop',
    tokens: { prompt: 5, completion: 2 },
    sampling: {},
  });
  expect(told.stdout + told.stderr).not.toContain(KEY);
  const [request] = server.requests;
  expect(request?.headers.authorization).toBe(`Bearer ${KEY}`);
  expect(request?.body['messages']).toEqual([
    { role: 'system', content: 'S' },
    { role: 'user', content: 'Hi {}' },
  ]);
  expect(await runBeside({ ZOO_KEY: KEY }, ...words, 'Hi')).toMatchObject({ stdout: 'Hello\n' });
  expect(server.requests.at(-1)?.headers.authorization).toBeUndefined();
});

it('sends one key to one server only', async () => {
  const [one, other] = [await beginBot(streams(['a'])), await beginBot(streams(['b']))];
  const both = await settings([one.bot, { ...other.bot, name: 'Other' }]);
  const words = ['chat', '--settings', both, '-b', 'Remote', '-b', 'Other', 'Hi'];
  const refused = runIn({ ZOO_KEY: KEY }, ...words, '--key-env', 'ZOO_KEY');
  expect(refused).toMatchObject({ status: 2, stdout: '' });
  expect(refused.stderr).toContain('different servers');
  expect(refused.stderr).not.toContain(KEY);
  expect([...one.server.requests, ...other.server.requests]).toEqual([]);
  expect(await runBeside({}, ...words)).toMatchObject({
    status: 0,
    stdout: '== Remote ==\na\n\n== Other ==\nb\n',
  });
});

it('says what the server refuses, with 1', async () => {
  const { bot } = await beginBot(refuses(401, 'No such \u001b[31mkey'));
  const words = ['chat', '--settings', await settings([bot]), '-b', 'Remote'];
  const { status, stdout, stderr } = await runBeside({}, ...words, 'Hi');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^chatzoo: Remote: /);
  expect(stderr).not.toContain('\u001b');
  expect(stderr).not.toContain('    at ');
  const told = lines((await runBeside({}, ...words, '--json', 'Hi')).stdout);
  expect(told[0]).toMatchObject({ bot: 'Remote', error: { code: 'unauthorized' } });
});

it('goes when it is interrupted while nothing comes', async () => {
  const { server, bot } = await beginBot(hangs());
  const child = start('chat', '--settings', await settings([bot]), '-b', 'Remote', 'Hi');
  while (server.requests.length === 0) await delay(20);
  child.kill('SIGINT');
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(130);
  await server.disconnected();
});

it('sends no key to the second server of a bot', async () => {
  const [one, two] = [await begin(refuses(500, 'no')), await begin(streams(['two']))];
  const baseUrl = [one.baseUrl, two.baseUrl];
  const refused = await chat({ baseUrl, retries: 1 }, '--key-env', 'ZOO_KEY');
  expect(refused).toMatchObject({ status: 2, stdout: '' });
  expect(refused.stderr).toContain('different servers');
  for (const server of [one, two]) {
    expect(refused.stderr).toContain(new URL(server.baseUrl).origin);
    expect(server.requests).toEqual([]);
  }
  expect(refused.stderr).not.toContain(KEY);
});

it('sends the value of a secret header, and tells it to nobody', async () => {
  const server = await begin(streams(['Hello']));
  const entry = { baseUrl: server.baseUrl, secretHeaders: ['X-Zoo'] };
  const told = await chat(entry, '--header-env', 'x-zoo=ZOO_HEADER', '--json');
  expect(told).toMatchObject({ status: 0, stderr: '' });
  expect(server.requests[0]?.headers['x-zoo']).toBe(KEY);
  expect(told.stdout).not.toContain(KEY);
});

it.each([
  [['--header-env', 'X-Zoo'], '--header-env takes HEADER=VARIABLE'],
  [['--header-env', 'X-Zoo=ZOO_EMPTY'], 'nothing in the variable ZOO_EMPTY'],
  [['--header-env', 'X-Other=ZOO_HEADER'], 'X-Other is no secret header; there are X-Zoo'],
])('refuses header variables that say nothing (%j)', async (words, expected) => {
  const server = await begin(streams(['Hello']));
  const { status, stderr } = await chat(
    { baseUrl: server.baseUrl, secretHeaders: ['X-Zoo'] },
    ...words,
  );
  expect(status).toBe(2);
  expect(stderr).toContain(expected);
  expect(server.requests).toEqual([]);
});

it('says by which option a missing secret is given', async () => {
  const server = await begin(refuses(401, 'no'));
  const { baseUrl } = server;
  const key = await chat({ baseUrl });
  expect(key).toMatchObject({ status: 1, stdout: '' });
  expect(key.stderr).toContain('--key-env');
  const header = await chat({ baseUrl, secretHeaders: ['X-Zoo'] });
  expect(header).toMatchObject({ status: 1, stdout: '' });
  expect(header.stderr).toMatch(/secret header X-Zoo .*--header-env/);
  const written = await chat({ baseUrl, headers: { 'X-Api-Key': 'x' } });
  expect(written.stderr).toContain('--header-env');
  const told = JSON.parse((await chat({ baseUrl }, '--json')).stdout) as {
    error: { message: string };
  };
  expect(told.error.message).toContain('--key-env');
  for (const text of [key.stderr, header.stderr, written.stderr, told.error.message]) {
    expect(text).not.toContain('“ChatZoo:');
  }
});

it('takes parameters of the words over fields that the bot sends of its own', async () => {
  const server = await begin(streams(['Hello']));
  const extraBody = { temperature: 0.1, repeat_penalty: 1.2, best_of: 2 };
  const words = ['--temperature', '0.9', '--repeat-penalty', '1.1', '--json'];
  const told = await chat({ baseUrl: server.baseUrl, extraBody }, ...words);
  expect(told.status).toBe(0);
  expect(server.requests[0]?.body).toMatchObject({
    temperature: 0.9,
    repeat_penalty: 1.1,
    best_of: 2,
  });
});
