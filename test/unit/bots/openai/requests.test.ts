import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hangs, refuses, streams } from '../../../support/openAiBehaviours.ts';
import { startOpenAiServer, type OpenAiServer } from '../../../support/openAiServer.ts';
import { ask, botOn, KEY, PROMPT } from './ask.ts';

describe('a request to an OpenAI-compatible server', () => {
  let server: OpenAiServer;
  beforeAll(async () => (server = await startOpenAiServer(streams(['Hello']))));
  afterAll(() => server.close());

  it('has the model, the messages and nothing that the user did not set', async () => {
    await ask(botOn(server));
    const request = server.requests.at(-1);
    expect(request?.path).toBe('/v1/chat/completions');
    expect(request?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(request?.body).toEqual({
      model: 'tiny',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
      ],
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it('has every sampling parameter under the names that servers know', async () => {
    const sampling = {
      temperature: 0,
      topP: 0.5,
      topK: 3,
      minP: 0.1,
      repeatPenalty: 1.2,
      frequencyPenalty: -0.5,
      presencePenalty: 0.25,
      maxTokens: 9,
      seed: 4,
      stop: ['\n'],
    };
    const bot = botOn(server);
    await ask(bot, { ...PROMPT, sampling });
    expect(server.requests.at(-1)?.body).toMatchObject({
      temperature: 0,
      top_p: 0.5,
      top_k: 3,
      min_p: 0.1,
      repetition_penalty: 1.2,
      repeat_penalty: 1.2,
      frequency_penalty: -0.5,
      presence_penalty: 0.25,
      max_tokens: 9,
      seed: 4,
      stop: ['\n'],
    });
    expect(new Set(bot.honours)).toEqual(new Set(Object.keys(sampling)));
  });

  it('has the key trimmed, and no header without a key', async () => {
    await ask(botOn(server, {}, { apiKey: () => Promise.resolve(` ${KEY}\n`) }));
    expect(server.requests.at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`);
    await ask(botOn(server, {}, { apiKey: () => Promise.resolve('  ') }));
    expect(server.requests.at(-1)?.headers.authorization).toBeUndefined();
  });

  it('leaves out stream_options for a server that refuses them, also the next time', async () => {
    const before = server.requests.length;
    server.behave(refuses(400, 'Unrecognized request argument: stream_options'), streams(['Hi']));
    const bot = botOn(server);
    expect((await ask(bot)).text).toBe('Hi');
    expect((await ask(bot)).text).toBe('Hi');
    const bodies = server.requests.slice(before).map(request => 'stream_options' in request.body);
    expect(bodies).toEqual([true, false, false]);
  });

  it('says max_completion_tokens to a server that wants it', async () => {
    server.behave(refuses(400, "Use 'max_completion_tokens' instead."), streams(['Hi']));
    await ask(botOn(server), { ...PROMPT, sampling: { maxTokens: 5 } });
    expect(server.requests.at(-1)?.body).toMatchObject({ max_completion_tokens: 5 });
    expect(server.requests.at(-1)?.body).not.toHaveProperty('max_tokens');
  });

  it('is not repeated for ever', async () => {
    const before = server.requests.length;
    server.behave(refuses(400, 'stream_options and max_completion_tokens'));
    expect((await ask(botOn(server))).error?.code).toBe('rejected');
    expect(server.requests.length - before).toBe(3);
  });

  it('logs the status and neither key nor prompt', async () => {
    const lines: string[] = [];
    server.behave(streams(['Hi']));
    await ask(botOn(server, {}, { onLog: line => lines.push(line) }));
    expect(lines).toEqual([`${server.host} answered 200`]);
  });

  it.each([
    ['before the headers', hangs()],
    ['in mid-stream', hangs(['a'])],
  ])('that is stopped %s ends without an error and frees the socket', async (_when, behaviour) => {
    const own = await startOpenAiServer(behaviour);
    const stop = new AbortController();
    const asked = ask(botOn(own), PROMPT, stop.signal);
    setTimeout(() => stop.abort(), 100);
    const { end, error } = await asked;
    expect([end, error]).toEqual([undefined, undefined]);
    await own.disconnected();
    await own.close();
  });

  it('that was stopped before it began is never sent', async () => {
    const before = server.requests.length;
    const { parts } = await ask(botOn(server), PROMPT, AbortSignal.abort());
    expect(parts).toEqual([]);
    expect(server.requests.length).toBe(before);
  });

  it('frees the socket when its reader walks away, and when the bot is disposed', async () => {
    const own = await startOpenAiServer(hangs(['a']));
    const bot = botOn(own);
    for await (const part of bot.reply(PROMPT, new AbortController().signal)) {
      if (part.kind === 'text') break;
    }
    await own.disconnected(1);
    const asked = ask(bot);
    setTimeout(() => void bot.dispose(), 100);
    expect((await asked).error).toBeUndefined();
    await own.disconnected(2);
    await own.close();
  });

  it('counts silence, not duration', async () => {
    server.behave(streams(['a', 'b', 'c', 'd'], { delayMs: 400 }));
    const { text, error } = await ask(botOn(server, { timeoutSeconds: 1 }));
    expect([text, error]).toEqual(['abcd', undefined]);
  });
});
