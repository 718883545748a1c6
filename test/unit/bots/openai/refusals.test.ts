import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { ReplyPart } from '../../../../src/bots/bot.ts';
import { ServerQueues } from '../../../../src/bots/serverQueues.ts';
import { answers, hangs, redirects, refuses, streams } from '../../../support/openAiBehaviours.ts';
import type { Behaviour } from '../../../support/openAiServer.ts';
import { llamaServerLoads } from '../../../support/serverQuirks.ts';
import { ask, botOn } from './ask.ts';
import { botOnAll, start } from './openServers.ts';

const NOBODY = { baseUrl: 'http://switched-off.invalid/v1', host: 'switched-off.invalid:80' };
const HELLO = streams(['Hello']);
const full = (seconds: number): Behaviour =>
  answers(429, 'full', { 'retry-after': String(seconds) });

describe('a server that stalls after the head of a refusal', () => {
  const stalls: Behaviour = ({ response }) => {
    response.writeHead(503, { 'content-type': 'application/json' }).flushHeaders();
  };

  it('was silent: the reply fails in words', async () => {
    const server = await start(stalls);
    const { error } = await ask(botOn(server, { timeoutSeconds: 0.3, retries: 2 }));
    expect(error).toMatchObject({ code: 'timeout' });
    expect(error?.message).toContain(`${server.host} sent nothing for 0.3 s`);
    expect(server.requests).toHaveLength(1);
  });

  it('was silent: the next one is asked', async () => {
    const servers = [await start(stalls), await start(HELLO)] as const;
    const { text, error } = await ask(botOnAll(servers, { timeoutSeconds: 0.3 }));
    expect([text, error]).toEqual(['Hello', undefined]);
  });
});

describe('a server that cannot be used', () => {
  it('of an unknown name is left out from then on', async () => {
    const lines: string[] = [];
    const alive = await start(HELLO);
    const onLog = (line: string) => lines.push(line);
    const bot = botOnAll([NOBODY, alive], { retries: 0 }, { onLog });
    for (let time = 0; time < 3; time++) expect((await ask(bot)).text).toBe('Hello');
    expect(lines.filter(line => line.startsWith(`${NOBODY.host} cannot be asked`))).toHaveLength(1);
  });

  it('by https that it does not speak is skipped', async () => {
    const plain = createServer(socket => socket.end('no TLS\r\n'));
    await new Promise<void>(resolve => plain.listen(0, '127.0.0.1', resolve));
    const { port } = plain.address() as { port: number };
    const alive = await start(HELLO);
    const { text } = await ask(botOnAll([{ baseUrl: `https://127.0.0.1:${port}/v1` }, alive]));
    plain.close();
    expect(text).toBe('Hello');
  });

  it.each([
    ['wants another key', refuses(401, 'no')],
    ['forbids it', refuses(403, 'no')],
    ['has not that model', refuses(404, 'no model “tiny”')],
    ['redirects', redirects('https://elsewhere.example/v1')],
    ['has no money left', refuses(429, 'insufficient_quota')],
  ])('since it %s is skipped, without a pause and at no retry', async (_what, behaviour) => {
    const servers = [await start(behaviour), await start(HELLO)] as const;
    const bot = botOnAll(servers, { retries: 0 });
    for (let time = 0; time < 3; time++) {
      expect((await ask(bot)).parts.map(({ kind }) => kind)).toEqual(['started', 'text', 'end']);
    }
    expect(servers.map(({ requests }) => requests.length)).toEqual([1, 3]);
  });

  it('for want of a secret header is skipped', async () => {
    const servers = [await start(HELLO), await start(HELLO)] as const;
    const secretHeader = (baseUrl: string) =>
      Promise.resolve(baseUrl === servers[1].baseUrl ? 'abcdefgh' : undefined);
    const bot = botOnAll(servers, { secretHeaders: ['X-Team-Key'] }, { secretHeader });
    expect((await ask(bot)).text).toBe('Hello');
    expect(servers.map(({ requests }) => requests.length)).toEqual([0, 1]);
  });

  it('is not asked again, and told where it is the nearest to an answer', async () => {
    const wantsKey = await start(refuses(401, 'no'));
    const { error } = await ask(botOnAll([wantsKey, NOBODY], { retries: 2 }));
    expect(error).toMatchObject({ code: 'unauthorized' });
    expect(error?.message).toContain(`${NOBODY.host} failed too.`);
    expect(wantsKey.requests).toHaveLength(1);
  });
});

describe('servers that refuse in different ways', () => {
  it('are waited for as the one wishes that is there', async () => {
    const dead = await start(hangs());
    await dead.close();
    const busy = await start(full(0.4), HELLO);
    const { parts, text, error } = await ask(botOnAll([busy, dead], { retries: 1 }));
    expect([text, error]).toEqual(['Hello', undefined]);
    expect(retriesIn(parts)).toEqual([expect.objectContaining({ why: 'busy' })]);
    expect(retriesIn(parts)[0]?.pauseMs).toBeGreaterThan(350);
    expect(busy.requests).toHaveLength(2);
  });

  it('fail with the error of the one that is there', async () => {
    const dead = await start(hangs());
    await dead.close();
    const busy = await start(full(0.1));
    const { error } = await ask(botOnAll([busy, dead], { retries: 1 }));
    expect(error?.message).toContain(`${busy.host} answered 429: full`);
    expect(error?.message).toContain(`${dead.host} failed too. Asked 2 times.`);
  });

  it('are asked again when the first of them is ready, the others not before their time', async () => {
    const servers = [await start(full(0.3), full(0.3), HELLO), await start(full(50))] as const;
    const { parts, text } = await ask(botOnAll(servers, { retries: 2 }));
    expect(text).toBe('Hello');
    expect(retriesIn(parts).every(({ pauseMs }) => pauseMs <= 301)).toBe(true);
    expect(servers.map(({ requests }) => requests.length)).toEqual([3, 1]);
  });

  it('are waited for though one of them wants more than a minute', async () => {
    const servers = [await start(full(0.2), HELLO), await start(full(120))] as const;
    expect((await ask(botOnAll(servers, { retries: 1 }))).text).toBe('Hello');
  });

  it('are waited for though the last one is silent, which is not asked again', async () => {
    const servers = [await start(full(0.1), HELLO), await start(hangs())] as const;
    const { text } = await ask(botOnAll(servers, { retries: 1, timeoutSeconds: 0.4 }));
    expect(text).toBe('Hello');
    expect(servers[1].requests).toHaveLength(1);
  });

  it('are waited for while one loads its model, whatever the others use up', async () => {
    const loads = Array.from({ length: 4 }, () => llamaServerLoads);
    const loading = await start(llamaServerLoads, ...loads, HELLO);
    const broken = await start(answers(500, 'oops'));
    const { text } = await ask(botOnAll([loading, broken], { retries: 1 }));
    expect(text).toBe('Hello');
  });

  it('hear nothing from other replies before their time either', async () => {
    const dead = await start(hangs());
    await dead.close();
    const busy = await start(full(1), HELLO);
    const queues = new ServerQueues();
    const bots = [0, 1].map(() => botOnAll([busy, dead], { retries: 1 }, { queues }));
    const first = bots.slice(0, 1).map(bot => ask(bot));
    await vi.waitUntil(() => busy.requests.length === 1);
    await pause(200);
    const asked = performance.now();
    const second = bots.slice(1).map(bot => ask(bot));
    const heard = await Promise.all([...first, ...second]);
    expect(heard.map(({ text }) => text)).toEqual(['Hello', 'Hello']);
    expect(performance.now() - asked).toBeGreaterThan(200);
    expect(busy.requests).toHaveLength(3);
  });
});

it('panes that are asked together are spread over uneven queues, however long a key takes', async () => {
  const slow = streams(['a'], { delayMs: 300 });
  const [idle, busy] = [await start(slow), await start(slow)] as const;
  const queues = new ServerQueues();
  const before = [0, 1].map(() => ask(botOnAll([busy], {}, { queues })));
  const apiKey = () => pause(50, undefined);
  await Promise.all(
    Array.from({ length: 4 }, () => ask(botOnAll([idle, busy], {}, { queues, apiKey }))),
  );
  await Promise.all(before);
  expect([idle, busy].map(({ requests }) => requests.length)).toEqual([3, 3]);
});

function retriesIn(parts: readonly ReplyPart[]) {
  return parts.flatMap(part => (part.kind === 'retrying' ? [part] : []));
}
