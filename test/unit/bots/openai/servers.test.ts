import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ServerQueues } from '../../../../src/bots/serverQueues.ts';
import {
  answers,
  hangs,
  redirects,
  refuses,
  resets,
  streams,
} from '../../../support/openAiBehaviours.ts';
import { startOpenAiServerOn } from '../../../support/openAiServer.ts';
import { ask, PROMPT } from './ask.ts';
import { botOnAll, start } from './openServers.ts';

describe('a bot with several servers', () => {
  it('asks the one with the shortest queue', async () => {
    const slow = streams(['a', 'b'], { delayMs: 200 });
    const servers = [await start(slow), await start(slow), await start(slow)] as const;
    const bot = botOnAll(servers);
    const heard = await Promise.all(Array.from({ length: 6 }, () => ask(bot)));
    expect(heard.map(({ text }) => text)).toEqual(Array(6).fill('ab'));
    expect(servers.map(({ requests }) => requests.length)).toEqual([2, 2, 2]);
  });

  it('counts the requests of other bots too', async () => {
    const slow = streams(['a'], { delayMs: 300 });
    const [one, other] = [await start(slow), await start(slow)] as const;
    const queues = new ServerQueues();
    const busy = [botOnAll([one], {}, { queues }), botOnAll([one], {}, { queues })];
    const asked = busy.map(bot => ask(bot));
    await ask(botOnAll([one, other], {}, { queues }));
    expect([one, other].map(({ requests }) => requests.length)).toEqual([2, 1]);
    await Promise.all(asked);
  });

  it('skips a dead one, without a pause and at no retry', async () => {
    const [dead, alive] = [await start(hangs()), await start(streams(['Hello']))] as const;
    await dead.close();
    const lines: string[] = [];
    const bot = botOnAll(
      [dead, alive],
      { retries: 0 },
      { onLog: (line: string) => lines.push(line) },
    );
    for (let time = 0; time < 3; time++) {
      const { parts, text } = await ask(bot);
      expect(text).toBe('Hello');
      expect(parts.map(({ kind }) => kind)).toEqual(['started', 'text', 'end']);
    }
    expect(lines.filter(line => line.startsWith(`${dead.host} cannot be asked`))).toHaveLength(1);
    expect(lines).toContain(`${alive.host} is chosen; 0 requests are there`);
    expect(lines).toContain(`${alive.host} answered 200`);
  });

  it('comes back to one that is alive again', async () => {
    const [first, second] = [await start(streams(['one'])), await start(streams(['two']))] as const;
    const port = Number(first.host.split(':')[1]);
    await first.close();
    const bot = botOnAll([first, second], {}, { queues: new ServerQueues({ firstRestMs: 50 }) });
    expect((await ask(bot)).text).toBe('two');
    const again = await startOpenAiServerOn(port, streams(['one']));
    onTestFinished(() => again.close());
    await vi.waitFor(async () => expect((await ask(bot)).text).toBe('one'), { timeout: 5000 });
    const probe = again.requests.find(({ path }) => path === '/v1/models');
    expect(probe?.headers.authorization).toBeUndefined();
  });

  it.each([
    ['is too busy', refuses(429, 'slow down')],
    ['fails', answers(500, 'oops')],
    ['resets the connection', resets()],
    ['is silent', hangs()],
  ])('goes on to the next if one %s', async (_what, behaviour) => {
    const servers = [await start(behaviour), await start(streams(['Hello']))] as const;
    const { text, error } = await ask(botOnAll(servers, { timeoutSeconds: 1 }));
    expect([text, error]).toEqual(['Hello', undefined]);
    expect(servers[0].requests).toHaveLength(1);
  });

  it('never moves a reply that has begun', async () => {
    const servers = [await start(resets(['so far'])), await start(streams(['Hello']))] as const;
    const { text, error } = await ask(botOnAll(servers, { retries: 3 }));
    expect([text, error?.code]).toEqual(['so far', 'cutOff']);
    expect(error?.message).toContain(servers[0].host);
    expect(servers[1].requests).toEqual([]);
  });

  it('does not go on from a refusal that the others would repeat', async () => {
    const servers = [await start(refuses(400, 'no')), await start(streams(['Hello']))] as const;
    expect((await ask(botOnAll(servers))).error?.message).toContain(servers[0].host);
    expect(servers[1].requests).toEqual([]);
  });

  it('names all that it tried when none answers', async () => {
    const servers = [await start(answers(500, 'a')), await start(answers(500, 'b'))] as const;
    const { error } = await ask(botOnAll(servers, { retries: 0 }));
    expect(error?.message).toContain(`${servers[0].host} answered 500: a`);
    expect(error?.message).toContain(`${servers[1].host} failed too.`);
  });

  it('begins anew with all of them after a pause', async () => {
    const full = refuses(429, 'full');
    const servers = [await start(full), await start(full, streams(['Hello']))] as const;
    const { parts, text } = await ask(botOnAll(servers, { retries: 2 }));
    expect(text).toBe('Hello');
    expect(parts.filter(({ kind }) => kind === 'retrying')).toHaveLength(1);
  });

  it('sends each server its own key, and none to where a redirect leads', async () => {
    const stranger = await start(streams(['Hello']));
    const to = redirects(`${stranger.baseUrl}/chat/completions`);
    const servers = [await start(to), await start(to)] as const;
    const bot = botOnAll(
      servers,
      { secretHeaders: ['X-Team-Key'] },
      {
        apiKey: (baseUrl: string) => Promise.resolve(`sk-${new URL(baseUrl).port}`),
        secretHeader: (baseUrl: string) => Promise.resolve(`team-${new URL(baseUrl).port}`),
      },
    );
    for (let time = 0; time < 2; time++) expect((await ask(bot)).error?.code).toBe('rejected');
    for (const { host, requests } of servers) {
      const port = host.split(':')[1] ?? '';
      expect(requests[0]?.headers).toMatchObject({
        authorization: `Bearer sk-${port}`,
        'x-team-key': `team-${port}`,
      });
    }
    expect(stranger.requests).toEqual([]);
  });

  it('stops between two servers', async () => {
    const servers = [await start(hangs()), await start(hangs())] as const;
    const stop = new AbortController();
    const asked = ask(botOnAll(servers, { timeoutSeconds: 1 }), PROMPT, stop.signal);
    setTimeout(() => stop.abort(), 1300);
    const { end, error } = await asked;
    expect([end, error]).toEqual([undefined, undefined]);
    await servers[1].disconnected();
  });
});
