import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReplyPart } from '../../../../src/bots/bot.ts';
import {
  answers,
  completes,
  delta,
  resets,
  sendsRaw,
  streams,
} from '../../../support/openAiBehaviours.ts';
import {
  startOpenAiServer,
  type Behaviour,
  type OpenAiServer,
} from '../../../support/openAiServer.ts';
import { ask, botOn } from './ask.ts';

const TEXTS = ['Grüße ', '你好 ', '👩‍🚀 ', 'line\r\nbreak\u2028end'];

describe('an answer of an OpenAI-compatible server', () => {
  let server: OpenAiServer;
  beforeAll(async () => (server = await startOpenAiServer(streams(['Hello']))));
  afterAll(() => server.close());

  it('comes as started, the texts, and the end with its counts and timings', async () => {
    const usage = { prompt: 12, completion: 2 };
    server.behave(streams(['Hel', 'lo'], { usage, delayMs: 5 }));
    const { parts, end } = await ask(botOn(server));
    expect(parts.map(part => part.kind)).toEqual(['started', 'text', 'text', 'end']);
    expect(end).toMatchObject({ finish: 'stop', tokens: usage });
    expect(end?.timings.firstTokenMs).toBeGreaterThan(0);
    expect(end?.timings.tokensPerSecond).toBeGreaterThan(0);
  });

  it('has no counts when the server gives none', async () => {
    server.behave(streams(['Hello']));
    const { end } = await ask(botOn(server));
    expect(end?.tokens).toBeUndefined();
    expect(end?.timings.tokensPerSecond).toBeUndefined();
  });

  for (const lineEnd of ['\n', '\r\n', '\r'] as const) {
    for (const bytes of [1, 7, undefined]) {
      it(`is the same in pieces of ${bytes ?? 'whole'} bytes with ${JSON.stringify(lineEnd)}`, async () => {
        const cut = bytes === undefined ? {} : { bytes };
        server.behave(streams(TEXTS, { lineEnd, comments: true, ...cut }));
        const { text, end } = await ask(botOn(server));
        expect(text).toBe(TEXTS.join(''));
        expect(end?.finish).toBe('stop');
      });
    }
  }

  it('may have all its events in one piece, and the byte order mark before them', async () => {
    const events = TEXTS.map(text => `data: ${delta(text)}\n\n`).join('');
    server.behave(sendsRaw(`\uFEFF${events}data: [DONE]\n\n`));
    expect((await ask(botOn(server))).text).toBe(TEXTS.join(''));
  });

  it('may be one line of three million characters', async () => {
    const long = 'B'.repeat(3_000_000);
    server.behave(streams([long]));
    expect((await ask(botOn(server))).text).toBe(long);
  });

  it('ends at finish_reason even if [DONE] never comes', async () => {
    server.behave(streams(['Hello'], { done: false }));
    expect((await ask(botOn(server))).end?.finish).toBe('stop');
  });

  it('ends at [DONE] even if finish_reason never came', async () => {
    server.behave(streams(['Hello'], { finish: null }));
    expect((await ask(botOn(server))).end?.finish).toBe('stop');
  });

  it.each([
    ['says nothing more', false],
    ['is kept alive', true],
  ])('is timed to its end where the server %s and leaves the connection open', async (_, pings) => {
    server.behave(staysOpen(['Hel', 'lo'], pings));
    const asked = performance.now();
    const { end } = await ask(botOn(server, { timeoutSeconds: 1 }));
    const waitedMs = performance.now() - asked;
    expect(waitedMs).toBeGreaterThan(900);
    expect(waitedMs).toBeLessThan(2000);
    expect(end?.timings.totalMs).toBeLessThan(waitedMs - 500);
    expect(end?.timings.tokensPerSecond).toBeGreaterThan(3);
  });

  it('in one piece has no speed of its own', async () => {
    server.behave(completes('Hello'));
    const { end } = await ask(botOn(server));
    expect(end?.timings.tokensPerSecond).toBeUndefined();
    expect(end?.timings.totalMs).toBe(end?.timings.firstTokenMs);
  });

  it('tells the length limit from a natural end', async () => {
    server.behave(streams(['Hello'], { finish: 'length' }));
    expect((await ask(botOn(server))).end?.finish).toBe('length');
  });

  it('is complete without the empty line after its last event', async () => {
    server.behave(sendsRaw(`data: ${delta('Hello')}\n\ndata: [DONE]`));
    expect(await ask(botOn(server))).toMatchObject({ text: 'Hello', end: { finish: 'stop' } });
  });

  it('may be one JSON answer although a stream was asked for', async () => {
    server.behave(completes('Hello', 'length'));
    const { text, end } = await ask(botOn(server));
    expect(text).toBe('Hello');
    expect(end).toMatchObject({ finish: 'length', tokens: { prompt: 7, completion: 3 } });
  });

  it('may call itself text/plain', async () => {
    server.behave(streams(['Hello'], { contentType: 'text/plain' }));
    expect((await ask(botOn(server))).text).toBe('Hello');
  });

  it('may be empty: whether that is a failure is not for the bot to say', async () => {
    server.behave(streams([]));
    const { parts } = await ask(botOn(server));
    expect(parts.map(part => part.kind)).toEqual(['started', 'end']);
  });

  it('leaves out tool calls, other choices and values of wrong types', async () => {
    const events = [
      { choices: [{ index: 0, delta: { reasoning_content: 7, reasoning: null } }] },
      { choices: [{ index: 1, delta: { content: 'other' } }] },
      { choices: [{ index: 0, delta: { tool_calls: [{ function: { name: 'rm' } }] } }] },
      { choices: [{ index: 0, delta: { content: ['a', { b: 1 }] } }] },
      { choices: 'none', usage: { prompt_tokens: -5, completion_tokens: '7' } },
      [],
      null,
      's',
      { choices: [{ index: 0, delta: { content: 'Hello' }, finish_reason: 'tool_calls' }] },
    ];
    server.behave(sends(events));
    const { parts, text, end } = await ask(botOn(server));
    expect(text).toBe('Hello');
    expect(parts.map(part => part.kind)).toEqual(['started', 'text', 'end']);
    expect(end).toMatchObject({ finish: 'stop', tokens: undefined });
  });

  it.each(['reasoning_content', 'reasoning'])('has its %s as thinking', async name => {
    const deltas = [{ [name]: 'Hm, ' }, { [name]: 'so.' }, { content: 'Hello' }];
    server.behave(sends(deltas.map(told => ({ choices: [{ index: 0, delta: told }] }))));
    const { text, parts } = await ask(botOn(server));
    expect([thinkingIn(parts), text]).toEqual(['Hm, so.', 'Hello']);
  });

  it('has its reasoning once where a server sends it under both names', async () => {
    const told = { reasoning: 'Hm', reasoning_content: 'Hm' };
    server.behave(sends([{ choices: [{ index: 0, delta: told }] }]));
    expect(thinkingIn((await ask(botOn(server))).parts)).toBe('Hm');
  });

  it('has its reasoning also in one JSON answer', async () => {
    const message = { role: 'assistant', content: 'Hello', reasoning_content: 'Hm' };
    server.behave(answers(200, { choices: [{ index: 0, message, finish_reason: 'stop' }] }));
    const { text, parts } = await ask(botOn(server));
    expect([thinkingIn(parts), text]).toEqual(['Hm', 'Hello']);
  });

  it('has as thinking what opens it in marks, cut anywhere, and counts it for its speed', async () => {
    const texts = ['\n<th', 'ink>\nHm', ', so.\n</thi', 'nk>\n', '\nHello <think>', ' twice'];
    server.behave(streams(texts, { usage: { prompt: 1, completion: 6 }, delayMs: 20 }));
    const { text, parts, end } = await ask(botOn(server));
    expect([thinkingIn(parts), text]).toEqual(['Hm, so.', 'Hello <think> twice']);
    expect(parts.map(part => part.kind).indexOf('thinking')).toBe(1);
    expect(end?.timings.totalMs).toBeGreaterThan((end?.timings.firstTokenMs ?? 0) + 50);
  });

  it('has all its text, also what looked like the beginning of a mark', async () => {
    server.behave(streams(['<thin']));
    expect(await ask(botOn(server))).toMatchObject({ text: '<thin', end: { finish: 'stop' } });
    server.behave(resets(['<thin']));
    expect(await ask(botOn(server))).toMatchObject({ text: '<thin', error: { code: 'cutOff' } });
  });
});

/** Texts 50 ms apart, the end with its counts, and then a connection that nobody ends. */
function staysOpen(texts: readonly string[], pings: boolean): Behaviour {
  return async ({ response, gone }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const text of texts) {
      response.write(`data: ${delta(text)}\n\n`);
      await sleep(50);
    }
    const usage = { prompt_tokens: 1, completion_tokens: 2 };
    response.write(`data: ${JSON.stringify({ ...JSON.parse(delta('', 'stop')), usage })}\n\n`);
    while (pings && !gone.aborted) {
      await sleep(100);
      response.write(': ping\n\n');
    }
  };
}

/** One event each, without `[DONE]`. */
function sends(events: readonly unknown[]): Behaviour {
  const done = [...events, { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }];
  return sendsRaw(done.map(event => `data: ${JSON.stringify(event)}\n\n`).join(''));
}

function thinkingIn(parts: readonly ReplyPart[]): string {
  return parts.map(part => (part.kind === 'thinking' ? part.text : '')).join('');
}
