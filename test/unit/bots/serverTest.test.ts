import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listServerModels, testServer } from '../../../src/bots/serverTest.ts';
import {
  answers,
  completes,
  delta,
  hangs,
  redirects,
  refuses,
  sendsRaw,
  streams,
} from '../../support/openAiBehaviours.ts';
import {
  startOpenAiServer,
  type Behaviour,
  type OpenAiServer,
} from '../../support/openAiServer.ts';
import { lists, ollamaHasNot } from '../../support/serverQuirks.ts';

const never = new AbortController().signal;
const KEY = 'sk-trial-0123456789';
const HTML = '<!doctype html><title>Open WebUI</title>';
const NOT_FOUND = answers(404, { detail: 'Not Found' });

let server: OpenAiServer;
beforeAll(async () => (server = await startOpenAiServer(NOT_FOUND)));
afterAll(() => server.close());
beforeEach(() => {
  server.behave(NOT_FOUND);
  server.behaveAt('/v1/models', NOT_FOUND);
  server.behaveAt('/api/version', NOT_FOUND);
  server.behaveAt('/api/v0/models', NOT_FOUND);
});
const list = (more = {}) => listServerModels({ baseUrl: server.baseUrl, ...more }, never);
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('the models of a server', () => {
  it.each([
    [
      'llama-server',
      lists(['tiny.gguf'], { owned_by: 'llamacpp', meta: { n_ctx_train: 2048 } }),
      2048,
    ],
    ['vllm', lists(['org/tiny'], { owned_by: 'vllm', max_model_len: 4096 }), 4096],
    ['fastchat', lists(['vicuna'], { owned_by: 'fastchat', root: 'vicuna' }), undefined],
    ['ollama', lists(['llama3:latest'], { owned_by: 'library' }), undefined],
    ['unknown', lists(['x'], { owned_by: 'me', context_length: 8 }), 8],
  ] as const)('are told with the software: %s', async (software, behaviour, contextSize) => {
    server.behaveAt('/v1/models', behaviour);
    const found = await list();
    expect(found.software).toBe(software);
    expect(found.models).toHaveLength(1);
    expect(found.models[0]?.contextSize).toBe(contextSize);
  });

  it("have LM Studio's context sizes from its own list", async () => {
    server.behaveAt('/v1/models', lists(['a', 'b'], { owned_by: 'organization_owner' }));
    server.behaveAt('/api/v0/models', lists(['b'], { max_context_length: 32_768 }));
    expect(await list()).toEqual({
      software: 'lmstudio',
      models: [{ id: 'a' }, { id: 'b', contextSize: 32_768 }],
    });
  });

  it('may be none: Ollama says null, and tells its version', async () => {
    server.behaveAt('/v1/models', answers(200, { object: 'list', data: null }));
    server.behaveAt('/api/version', answers(200, { version: '0.40.12' }));
    expect(await list()).toEqual({ software: 'ollama', models: [] });
  });

  it('are each told once, and only those that can be one', async () => {
    const data = [{ id: 'a' }, { id: 'a' }, { id: '' }, { name: 'b' }, null, 'c', { id: 'd' }];
    server.behaveAt('/v1/models', answers(200, { data }));
    expect((await list()).models).toEqual([{ id: 'a' }, { id: 'd' }]);
  });

  it('may be so many that only the first are told, and nobody waits for that', async () => {
    const data = Array.from({ length: 40_000 }, (_, index) => ({ id: `model-${index}` }));
    server.behaveAt('/v1/models', answers(200, { data }));
    const asked = performance.now();
    const { models } = await list();
    expect(performance.now() - asked).toBeLessThan(1500);
    expect(models).toHaveLength(10_000);
  });

  it('are asked for with the key and the headers', async () => {
    server.behaveAt('/v1/models', lists(['a'], { owned_by: 'vllm' }));
    await list({ apiKey: ` ${KEY}\n`, headers: { 'X-Team': 'blue', 'X-Api-Key': 'abcdefgh' } });
    expect(server.requests.at(-1)?.headers).toMatchObject({
      authorization: `Bearer ${KEY}`,
      'x-team': 'blue',
      'x-api-key': 'abcdefgh',
    });
  });

  it.each([
    ['a web page', answers(200, HTML), 'badAnswer', 'an HTML page'],
    ['a page for 404', answers(404, HTML), 'rejected', '/v1'],
    ['other JSON', answers(200, { status: 'ok' }), 'badAnswer', '{"status":"ok"}'],
    ['a wish for a key', refuses(401, `no ${KEY}`), 'unauthorized', 'wants an API key'],
    ['a failure', answers(500, 'oops'), 'serverError', '500: oops'],
    ['a loading model', answers(503, { error: 'Loading model' }), 'serverError', 'Loading model'],
    ['a redirect', redirects('https://elsewhere.example/v1/models'), 'rejected', 'does not follow'],
  ] as const)('are missing for %s: it says what to do', async (_what, behaviour, code, words) => {
    server.behaveAt('/v1/models', behaviour);
    const error = await failure(list());
    expect(error).toMatchObject({ name: 'BotError', code });
    expect((error as Error).message).toContain(words);
    expect((error as Error).message).toContain(server.host);
    expect((error as Error).message).not.toContain(KEY);
  });

  it('are missing where the key is wrong, and no message repeats it', async () => {
    server.behaveAt('/v1/models', refuses(403, `bad ${KEY}`));
    const error = await failure(list({ apiKey: KEY }));
    expect((error as Error).message).toContain('does not accept the API key (403)');
    expect((error as Error).message).not.toContain(KEY);
  });

  it('are found at the usual path, which is then named', async () => {
    server.behaveAt('/v1/models', lists(['a']));
    const error = await failure(list({ baseUrl: `http://${server.host}/api` }));
    expect((error as Error).message).toContain(`it has one at ${server.baseUrl}`);
  });

  it('are missing where nobody listens, and where nobody speaks', async () => {
    const gone = await startOpenAiServer(hangs());
    await gone.close();
    expect(await failure(list({ baseUrl: gone.baseUrl }))).toMatchObject({ code: 'unreachable' });
    server.behaveAt('/v1/models', hangs());
    expect(await failure(list({ timeoutSeconds: 0.3 }))).toMatchObject({ code: 'timeout' });
  });

  it('are missing where the list stops half-way: the server fell silent, or the signal aborted', async () => {
    const half: Behaviour = ({ response }) => void response.writeHead(200).write('{"data":[');
    server.behaveAt('/v1/models', half);
    const error = await failure(list({ timeoutSeconds: 0.3 }));
    expect(error).toMatchObject({ code: 'timeout' });
    expect((error as Error).message).toContain('sent nothing for 0.3 s');
    const signal = AbortSignal.timeout(200);
    expect(await failure(listServerModels({ baseUrl: server.baseUrl }, signal))).toBe(
      signal.reason,
    );
  });

  it('say that a server does not speak https', async () => {
    const error = await failure(list({ baseUrl: `https://${server.host}/v1` }));
    expect(error).toMatchObject({ code: 'unreachable' });
    expect((error as Error).message).toContain('Write http:// in baseUrl');
  });

  it('are no longer waited for once the signal aborts', async () => {
    server.behaveAt('/v1/models', hangs());
    const signal = AbortSignal.timeout(200);
    const error = await failure(listServerModels({ baseUrl: server.baseUrl }, signal));
    expect(error).toBe(signal.reason);
    expect(await failure(listServerModels({ baseUrl: server.baseUrl }, signal))).toBe(
      signal.reason,
    );
  });
});

describe('the test of a server', () => {
  const test = (more = {}) =>
    testServer({ baseUrl: server.baseUrl, model: 'tiny', ...more }, never);

  it('really asks for a few tokens', async () => {
    server.behaveAt('/v1/models', lists(['tiny', 'other']));
    server.behave(streams(['Hello', ' there']));
    expect(await test({ apiKey: KEY })).toEqual({
      models: ['tiny', 'other'],
      isListed: true,
      firstTokenMs: expect.any(Number) as number,
      text: 'Hello there',
      streams: true,
    });
    expect(server.requests.at(-1)?.body).toMatchObject({ model: 'tiny', max_tokens: 32 });
    expect(server.requests.at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  it('sees that an answer came in one piece, and from another model', async () => {
    server.behaveAt('/v1/models', lists(['small']));
    server.behave(completes('Hello'));
    expect(await test()).toMatchObject({ isListed: false, streams: false, text: 'Hello' });
    const event = JSON.parse(delta('Hi', 'stop')) as object;
    server.behave(sendsRaw(`data: ${JSON.stringify({ ...event, model: 'small' })}\n\n`));
    expect(await test()).toMatchObject({ answeredAs: 'small', streams: true });
  });

  it('asks as the bot will', async () => {
    server.behaveAt('/v1/models', lists(['tiny']));
    server.behave(completes('Hello'));
    await test({ stream: false, extraBody: { top_k: 7 }, headers: { 'X-Team': 'blue' } });
    expect(server.requests.at(-1)?.body).toMatchObject({ stream: false, top_k: 7 });
    expect(server.requests.at(-1)?.headers['x-team']).toBe('blue');
  });

  it('does without a list of models', async () => {
    server.behave(streams(['Hello']));
    server.behaveAt('/v1/models', NOT_FOUND);
    expect(await test()).toMatchObject({ models: [], isListed: false, text: 'Hello' });
  });

  it('takes thoughts for a sign of life', async () => {
    server.behaveAt('/v1/models', lists(['tiny']));
    server.behave(streams(['<think>Hm, what']));
    expect((await test()).text).toBe('Hm, what');
  });

  it('fails as a reply would', async () => {
    server.behaveAt('/v1/models', lists(['other']));
    server.behave(ollamaHasNot('tiny'));
    const error = await failure(test());
    expect(error).toMatchObject({ name: 'BotError', code: 'rejected' });
    expect((error as Error).message).toContain('try pulling it first');
  });

  it('shows no secret header that a server repeats', async () => {
    server.behaveAt('/v1/models', lists(['tiny']));
    server.behave(refuses(400, 'what is abcdefghij?'));
    for (const name of ['X-Api-Key', 'X-Other']) {
      const error = await failure(test({ headers: { [name]: 'abcdefghij' } }));
      expect((error as Error).message).toContain('what is …?');
    }
  });

  it('ends with the signal', async () => {
    server.behaveAt('/v1/models', lists(['tiny']));
    server.behave(hangs(['so far']));
    const signal = AbortSignal.timeout(300);
    const error = await failure(testServer({ baseUrl: server.baseUrl, model: 'tiny' }, signal));
    expect(error).toBe(signal.reason);
  });
});

it('a redirect within the network carries neither key nor headers', async () => {
  const seen: string[] = [];
  const stranger = createServer((request, response) => {
    seen.push(JSON.stringify(request.headers));
    response.end('{}');
  });
  await new Promise<void>(resolve => stranger.listen(0, '127.0.0.1', resolve));
  const { port } = stranger.address() as AddressInfo;
  server.behaveAt('/v1/models', redirects(`http://127.0.0.1:${port}/v1/models`));
  await failure(list({ apiKey: KEY, headers: { 'X-Api-Key': 'abcdefghij' } }));
  await new Promise(resolve => stranger.close(resolve));
  expect(seen).toEqual([]);
});
