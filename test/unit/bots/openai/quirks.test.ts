import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReplyPart } from '../../../../src/bots/bot.ts';
import { isAnotherModel } from '../../../../src/bots/openai/modelName.ts';
import { answers, completes, delta, sendsRaw, streams } from '../../../support/openAiBehaviours.ts';
import { startOpenAiServer, type OpenAiServer } from '../../../support/openAiServer.ts';
import {
  fastChatFailsAfter,
  fastChatRefuses,
  fastChatStreams,
  llamaServerStreams,
  lmStudioFails,
  ollamaHasNot,
  refusesField,
  vllmStreams,
} from '../../../support/serverQuirks.ts';
import { ask, botOn, PROMPT } from './ask.ts';

describe('a server with its own ways', () => {
  let server: OpenAiServer;
  beforeAll(async () => (server = await startOpenAiServer(streams(['Hello']))));
  afterAll(() => server.close());

  it('FastChat: no [DONE], usage null, the role in a piece of its own', async () => {
    server.behave(fastChatStreams(['你', '好']));
    const { text, end } = await ask(botOn(server, { model: 'vicuna' }));
    expect(text).toBe('你好');
    expect(end).toMatchObject({ finish: 'stop', tokens: undefined });
  });

  it('FastChat: a failure in mid-stream as error_code', async () => {
    server.behave(fastChatFailsAfter(['so far'], '**NETWORK ERROR** CUDA out of memory'));
    const { text, error } = await ask(botOn(server));
    expect([text, error?.code]).toEqual(['so far', 'serverError']);
    expect(error?.message).toContain('CUDA out of memory (error_code 50002)');
  });

  it('FastChat: an error that calls itself 200', async () => {
    server.behave(answers(200, { object: 'error', message: 'worker is gone', code: 50001 }));
    expect((await ask(botOn(server))).error?.message).toContain('worker is gone');
  });

  it('FastChat: its words for a prompt that is too long', async () => {
    server.behave(fastChatRefuses(40303, "This model's maximum context length is 2048 tokens."));
    const { error } = await ask(botOn(server));
    expect(error).toMatchObject({ code: 'rejected' });
    expect(error?.message).toContain('maximum context length is 2048');
  });

  it('vLLM: reasoning under both names, null logprobs, cached tokens', async () => {
    server.behave(vllmStreams('Hm.', 'Hello'));
    const { parts, text, end } = await ask(botOn(server));
    expect([thinkingIn(parts), text]).toEqual(['Hm.', 'Hello']);
    expect(end?.tokens).toEqual({ prompt: 20, completion: 4, evaluated: 4 });
    expect(end?.answeredAs).toBeUndefined();
  });

  it('vLLM and Huozi behind it: stop_token_ids and repetition_penalty in the body', async () => {
    server.behave(streams(['Hello']));
    const extraBody = { stop_token_ids: [57001], repetition_penalty: 1.02, top_k: -1 };
    await ask(botOn(server, { extraBody }));
    expect(server.requests.at(-1)?.body).toMatchObject({
      model: 'tiny',
      stream: true,
      ...extraBody,
    });
  });

  it.each([
    ['repeat_penalty', 'repetition_penalty'],
    ['repetition_penalty', 'repeat_penalty'],
  ])('refuses %s: the penalty goes under its other name', async (refusedName, other) => {
    server.behave(refusesField(refusedName), streams(['Hello']));
    const bot = botOn(server);
    expect((await ask(bot, { ...PROMPT, sampling: { repeatPenalty: 1.1 } })).text).toBe('Hello');
    expect(server.requests.at(-1)?.body).toMatchObject({ [other]: 1.1 });
    expect(server.requests.at(-1)?.body).not.toHaveProperty(refusedName);
  });

  it('refuses a parameter: the bot does not run without it', async () => {
    for (const field of ['min_p', 'repetition_penalty and repeat_penalty']) {
      server.behave(refusesField(field), streams(['Hello']));
      const sampling = { minP: 0.1, repeatPenalty: 1.1 };
      const { error } = await ask(botOn(server), { ...PROMPT, sampling });
      expect(error).toMatchObject({ code: 'rejected' });
      expect(error?.message).toContain(field);
    }
  });

  it('Ollama: a model that is not there', async () => {
    server.behave(ollamaHasNot('tiny'));
    const { error } = await ask(botOn(server));
    expect(error).toMatchObject({ code: 'rejected' });
    expect(error?.message).toContain('model "tiny" not found, try pulling it first Check model');
    expect(error?.message).not.toContain('baseUrl');
  });

  it('LM Studio: an event named error', async () => {
    server.behave(lmStudioFails('Model unloaded.'));
    expect((await ask(botOn(server))).error?.message).toContain('reported: Model unloaded.');
  });

  it('llama-server: counts and speed as timings', async () => {
    server.behave(llamaServerStreams('Hello'));
    const { text, end } = await ask(botOn(server));
    expect(text).toBe('Hello');
    expect(end?.tokens).toEqual({ prompt: 35, completion: 9, evaluated: 5 });
  });

  it('answers as a whole because it was asked to', async () => {
    server.behave(completes('Hello'));
    const { parts, text, end } = await ask(botOn(server, { stream: false }));
    expect(server.requests.at(-1)?.body).toMatchObject({ stream: false });
    expect(server.requests.at(-1)?.body).not.toHaveProperty('stream_options');
    expect([text, parts.filter(({ kind }) => kind === 'text').length]).toEqual(['Hello', 1]);
    expect(end).toMatchObject({ finish: 'stop', tokens: { prompt: 7, completion: 3 } });
  });

  it('streams although it was asked not to', async () => {
    server.behave(streams(['Hel', 'lo']));
    expect((await ask(botOn(server, { stream: false }))).text).toBe('Hello');
  });

  it('answers with another model: the reply says so', async () => {
    const event = JSON.parse(delta('Hello', 'stop')) as object;
    const body = `data: ${JSON.stringify({ ...event, model: 'qwen2.5-0.5b' })}\n\n`;
    server.behave(sendsRaw(body));
    const { end } = await ask(botOn(server, { model: 'llama3' }));
    expect(end?.answeredAs).toBe('qwen2.5-0.5b');
    expect((await ask(botOn(server, { model: 'Org/Qwen2.5-0.5b' }))).end?.answeredAs).toBe(
      undefined,
    );
  });

  it.each([
    ['one line of 10 MB', `data: ${delta('x'.repeat(10_000_000), 'stop')}\n\n`, undefined],
    ['10 MB without a line end', 'x'.repeat(10_000_000), 'badAnswer'],
    ['no JSON', 'data: <b>hello</b>\n\n', 'badAnswer'],
  ])('sends %s', async (_what, body, code) => {
    server.behave(sendsRaw(body));
    expect((await ask(botOn(server))).error?.code).toBe(code);
  });
});

describe('the name that a server gives its model', () => {
  it.each([
    ['llama3', 'llama3:latest'],
    ['gpt-4o', 'gpt-4o-2024-08-06'],
    ['tiny', '/models/Tiny.gguf'],
    ['org/tiny', 'tiny'],
    ['qwen2.5-7b-instruct', 'qwen2.5-7b-instruct@q4_k_m'],
    ['tiny', ''],
  ])('%s is the same model as %s', (asked, answered) => {
    expect(isAnotherModel(asked, answered)).toBe(false);
    expect(isAnotherModel(answered, asked)).toBe(false);
  });

  it.each([
    ['gpt-4o', 'gpt-4o-mini'],
    ['llama3', 'llama3.1'],
    ['qwen2.5:0.5b', 'qwen2.5:7b'],
    ['default', 'tiny'],
  ])('%s is another model than %s', (asked, answered) => {
    expect(isAnotherModel(asked, answered)).toBe(true);
  });
});

function thinkingIn(parts: readonly ReplyPart[]): string {
  return parts.map(part => (part.kind === 'thinking' ? part.text : '')).join('');
}
