import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  delta,
  hangs,
  redirects,
  refuses,
  sendsRaw,
  streams,
} from '../../../support/openAiBehaviours.ts';
import {
  startOpenAiServer,
  type Behaviour,
  type OpenAiServer,
} from '../../../support/openAiServer.ts';
import { ask, botOn } from './ask.ts';
import { CASES } from './failureCases.ts';

/** Without a prefix by which any key could be known. */
const PLAIN_KEY = 'q7w8e9r0t1y2u3i4o5p6a7s8d9f0';

describe('a failure of an OpenAI-compatible server', () => {
  let server: OpenAiServer;
  beforeAll(async () => (server = await startOpenAiServer(streams(['Hello']))));
  afterAll(() => server.close());

  it.each(CASES)('by $name is $code', async ({ behaviour, code, says, text = '' }) => {
    const timeoutSeconds = code === 'timeout' ? 1 : 10;
    server.behave(behaviour);
    const outcome = await ask(botOn(server, { timeoutSeconds }));
    expect(outcome.error?.code).toBe(code);
    expect(outcome.text).toBe(text);
    const message = outcome.error?.message ?? '';
    expect(message).toContain(server.host);
    for (const words of says) expect(message).toContain(words);
    expect(message).not.toMatch(/sk-|Bearer \w/);
    expect(message.length).toBeLessThan(500);
  });

  it('is no failure once the answer had its finish_reason', async () => {
    server.behave(resetsAfterFinish);
    expect(await ask(botOn(server))).toMatchObject({ text: 'all', end: { finish: 'stop' } });
  });

  it('names the place that a redirect leads to, and carries nothing there', async () => {
    const other = await startOpenAiServer(streams(['Hello']));
    server.behave(redirects(`${other.baseUrl}/chat/completions?token=x`));
    const { error } = await ask(botOn(server));
    await other.close();
    expect(error?.code).toBe('rejected');
    expect(error?.message).toContain(`set baseUrl to ${other.baseUrl}`);
    expect(error?.message).not.toContain('token');
    expect(other.requests).toEqual([]);
  });

  it.each(['file:///etc/passwd', 'javascript:alert(1)', 'http://'])(
    'does not pass on a redirect to %s',
    async location => {
      server.behave(redirects(location, 302));
      const { error } = await ask(botOn(server));
      expect(error).toMatchObject({ code: 'rejected' });
      expect(error?.message).not.toContain(location);
    },
  );

  it('is unreachable when nothing listens, with host and port', async () => {
    const port = await freePort();
    const { error } = await ask(botOn({ baseUrl: `http://127.0.0.1:${port}/v1` }));
    expect(error).toMatchObject({ code: 'unreachable' });
    expect(error?.message).toContain(`127.0.0.1:${port}: nothing listens there`);
  });

  it('is unreachable when the name is unknown', async () => {
    const { error } = await ask(botOn({ baseUrl: 'https://chatzoo.invalid/v1' }));
    expect(error).toMatchObject({ code: 'unreachable' });
    expect(error?.message).toContain('chatzoo.invalid:443');
  });

  it('is a bad answer when another protocol listens', async () => {
    const ssh = createServer(socket => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    await new Promise<void>(resolve => ssh.listen(0, '127.0.0.1', resolve));
    const { port } = ssh.address() as { port: number };
    const { error } = await ask(botOn({ baseUrl: `http://127.0.0.1:${port}` }));
    ssh.close();
    expect(error?.message).toContain('not HTTP');
  });

  it('asks for a key where none is set', async () => {
    server.behave(refuses(401, 'no key'));
    const { error } = await ask(botOn(server, {}, { apiKey: () => Promise.resolve(undefined) }));
    expect(error?.message).toContain('wants an API key');
  });

  it('does not show a key that no header can carry', async () => {
    const { error } = await ask(
      botOn(server, {}, { apiKey: () => Promise.resolve('schlüssel\nx') }),
    );
    expect(error).toMatchObject({ code: 'unauthorized' });
    expect(error?.message).not.toContain('schl');
  });
});

describe('a key that a server repeats and the message cuts', () => {
  it.each([
    ['by its length', sendsRaw(`data: ${'x'.repeat(70)} ${PLAIN_KEY}\n\n`)],
    ['between two packets', inTwo(`${'x'.repeat(20)} ${PLAIN_KEY}`, 35)],
  ])('%s is not shown in part', async (_what, behaviour) => {
    const server = await startOpenAiServer(behaviour);
    const { error } = await ask(botOn(server, {}, { apiKey: () => Promise.resolve(PLAIN_KEY) }));
    await server.close();
    expect(error).toMatchObject({ code: 'badAnswer' });
    expect(error?.message).toContain('xxxx …');
    expect(error?.message).not.toContain(PLAIN_KEY.slice(0, 4));
  });
});

function inTwo(body: string, length: number): Behaviour {
  return async ({ response }) => {
    response.writeHead(200).write(body.slice(0, length));
    await sleep(100);
    response.end(body.slice(length));
  };
}

const resetsAfterFinish: Behaviour = async exchange => {
  await hangs(['all'])(exchange);
  exchange.response.write(`data: ${delta('', 'stop')}\n\n`);
  setTimeout(() => exchange.response.socket?.resetAndDestroy(), 50);
};

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise(resolve => server.close(resolve));
  return port;
}
