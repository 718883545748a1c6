import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReplyPart } from '../../../../src/bots/bot.ts';
import { answers, hangs, refuses, resets, streams } from '../../../support/openAiBehaviours.ts';
import {
  startOpenAiServer,
  startOpenAiServerOn,
  type OpenAiServer,
} from '../../../support/openAiServer.ts';
import { fastChatRefuses, llamaServerLoads } from '../../../support/serverQuirks.ts';
import { ask, botOn, PROMPT } from './ask.ts';

const QUICK = { firstPauseMs: 20 };

describe('a request that a server did not begin to answer', () => {
  let server: OpenAiServer;
  beforeAll(async () => (server = await startOpenAiServer(streams(['Hello']))));
  afterAll(() => server.close());

  it.each([
    ['429', refuses(429, 'slow down'), 'busy'],
    ['408', refuses(408, 'too slow'), 'busy'],
    ['500', answers(500, 'oops'), 'failing'],
    ['502 with a page', answers(502, '<html>Bad Gateway</html>'), 'failing'],
    ['503', answers(503, 'over capacity'), 'busy'],
    ['a reset', resets(), 'absent'],
    ["FastChat's own number", fastChatRefuses(42903, 'Engine overloaded'), 'busy'],
  ] as const)('with %s is sent again after a pause that it tells', async (_what, refusal, why) => {
    server.behave(refusal, refusal, streams(['Hello']));
    const { parts, text } = await ask(botOn(server, { retries: 2 }, QUICK));
    expect(text).toBe('Hello');
    expect(parts.map(({ kind }) => kind)).toEqual([
      'started',
      'retrying',
      'retrying',
      'text',
      'end',
    ]);
    const [first = 0, second = 0] = pausesIn(parts);
    expect(parts[1]).toMatchObject({ why });
    expect(first).toBeGreaterThanOrEqual(20);
    expect(second).toBeGreaterThanOrEqual(40);
    expect(second).toBeLessThanOrEqual(50);
  });

  it('counts the pauses as waiting, not as the time to the first token', async () => {
    server.behave(refuses(429, 'slow down'), streams(['Hello']));
    const { end } = await ask(botOn(server, { retries: 1 }, { firstPauseMs: 300 }));
    expect(end?.timings.waitMs).toBeGreaterThanOrEqual(290);
    expect(end?.timings.firstTokenMs).toBeLessThan(250);
  });

  it('is sent so often and no more, and says so', async () => {
    const before = server.requests.length;
    server.behave(answers(500, 'oops'));
    const { error } = await ask(botOn(server, { retries: 2 }, QUICK));
    expect(server.requests.length - before).toBe(3);
    expect(error).toMatchObject({ code: 'serverError' });
    expect(error?.message).toContain('500: oops Asked 3 times.');
  });

  it('is sent twice more unless the settings say otherwise', async () => {
    const before = server.requests.length;
    await ask(botOn(server, { retries: undefined }, QUICK));
    expect(server.requests.length - before).toBe(3);
  });

  it.each([
    ['400', refuses(400, 'no')],
    ['401', refuses(401, 'no')],
    ['404', refuses(404, 'no')],
    ['501', answers(501, 'no')],
    ['429 without money', refuses(429, 'insufficient_quota: check your plan')],
  ])('is not sent again with %s', async (_what, refusal) => {
    const before = server.requests.length;
    server.behave(refusal, streams(['Hello']));
    expect((await ask(botOn(server, { retries: 3 }, QUICK))).error).toBeDefined();
    expect(server.requests.length - before).toBe(1);
  });

  it('is not sent again once the answer has begun', async () => {
    const before = server.requests.length;
    server.behave(resets(['so far']), streams(['Hello']));
    const { text, error } = await ask(botOn(server, { retries: 3 }, QUICK));
    expect([text, error?.code]).toEqual(['so far', 'cutOff']);
    expect(server.requests.length - before).toBe(1);
  });

  it.each([
    ['seconds', () => ({ 'retry-after': '1' }), 1000],
    [
      'seconds, with empty milliseconds',
      () => ({ 'retry-after-ms': '', 'retry-after': '1' }),
      1000,
    ],
    ['milliseconds', () => ({ 'retry-after-ms': '150', 'retry-after': '9' }), 150],
    ['a date', () => ({ 'retry-after': new Date(Date.now() + 2000).toUTCString() }), 900],
  ])('waits as long as the server asks for in %s', async (_unit, headers, atLeast) => {
    server.behave(answers(429, 'slow down', headers()), streams(['Hello']));
    const asked = performance.now();
    const { parts, text } = await ask(botOn(server, { retries: 1 }, QUICK));
    expect(text).toBe('Hello');
    expect(pausesIn(parts)[0]).toBeGreaterThanOrEqual(atLeast);
    expect(pausesIn(parts)[0]).toBeLessThanOrEqual(2000);
    expect(performance.now() - asked).toBeGreaterThanOrEqual(atLeast - 20);
  });

  it('fails with advice where the server wants more than a minute', async () => {
    server.behave(answers(429, 'slow down', { 'retry-after': '61' }), streams(['Hello']));
    const { parts, error } = await ask(botOn(server, { retries: 3 }, QUICK));
    expect(pausesIn(parts)).toEqual([]);
    expect(error?.message).toContain('Try again in 61 s.');
  });

  it('waits for a model to load, however often one may retry', async () => {
    const loading = Array.from({ length: 5 }, () => llamaServerLoads);
    server.behave(llamaServerLoads, ...loading, streams(['Hello']));
    const { parts, text } = await ask(botOn(server, { retries: 1 }, QUICK));
    expect(text).toBe('Hello');
    expect(parts.filter(part => part.kind === 'retrying').map(({ why }) => why)).toEqual(
      Array(6).fill('loading'),
    );
  });

  it('does not wait for a model to load beyond the time limit', async () => {
    server.behave(llamaServerLoads);
    const { error } = await ask(botOn(server, { retries: 1, timeoutSeconds: 1 }, QUICK));
    expect(error).toMatchObject({ code: 'serverError' });
    expect(error?.message).toContain('Loading model');
  });

  it('ends its pause at once when it is stopped, or its bot is disposed', async () => {
    for (const way of ['stop', 'dispose']) {
      server.behave(answers(429, 'slow down', { 'retry-after': '30' }));
      const stop = new AbortController();
      const bot = botOn(server, { retries: 1 }, QUICK);
      const asked = performance.now();
      const replying = ask(bot, PROMPT, stop.signal);
      setTimeout(() => void (way === 'stop' ? stop.abort() : bot.dispose()), 200);
      const { end, error } = await replying;
      expect([end, error]).toEqual([undefined, undefined]);
      expect(performance.now() - asked).toBeLessThan(2000);
    }
  });

  it('finds a server that comes up meanwhile', async () => {
    const gone = await startOpenAiServer(hangs());
    const port = Number(gone.host.split(':')[1]);
    await gone.close();
    const asked = ask(botOn(gone, { retries: 3 }, { firstPauseMs: 200 }));
    const later = await startOpenAiServerOn(port, streams(['Here I am']));
    expect((await asked).text).toBe('Here I am');
    await later.close();
  });
});

function pausesIn(parts: readonly ReplyPart[]): readonly number[] {
  return parts.flatMap(part => (part.kind === 'retrying' ? [part.pauseMs] : []));
}
