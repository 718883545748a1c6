import { SAMPLING_NUMBERS } from '../../core/model.ts';
import { Stopwatch } from '../stopwatch.ts';
import type { Bot, ReplyPart, ReplyRequest } from '../bot.ts';
import type { OpenAiSpec } from '../botSpec.ts';
import { readAnswer } from './answer.ts';
import { BodyText, type Source } from './bodyText.ts';
import { Call } from './call.ts';
import { badKey, cutOff, hostOf, redirected, refused, silentFor, unreachable } from './failures.ts';
import { adaptDialect, chatCompletionsUrl, requestBody, USUAL_DIALECT } from './request.ts';
import { separateThinking } from './separateThinking.ts';

export interface OpenAiOptions {
  /** Asked before each request, so that a key set meanwhile counts at once. */
  readonly apiKey: () => Promise<string | undefined>;
  readonly fetch?: typeof fetch | undefined;
  /** Hears of requests and their status; never of keys, prompts or answers. */
  readonly onLog?: ((line: string) => void) | undefined;
}

/** Characters of a refusal that are read for the server's own message. */
const REFUSAL_LIMIT = 65_536;

/** A model behind any server that speaks OpenAI's chat completions. */
export function createOpenAiBot(spec: OpenAiSpec, options: OpenAiOptions): Bot {
  const url = chatCompletionsUrl(spec);
  const host = hostOf(url);
  const running = new Set<Call>();
  let dialect = USUAL_DIALECT;

  async function* reply(request: ReplyRequest, signal: AbortSignal): AsyncGenerator<ReplyPart> {
    const stopwatch = new Stopwatch();
    const call = new Call(signal);
    running.add(call);
    try {
      const secret = readKey(await options.apiKey(), host);
      if (call.wasStopped()) return;
      yield { kind: 'started' };
      stopwatch.start();
      const source = { host, secret, call, timeoutSeconds: spec.timeoutSeconds };
      const response = await ask(request, source);
      const isEventStream = /event-stream/i.test(response.headers.get('content-type') ?? '');
      let finish: 'stop' | 'length' | undefined;
      let tokens;
      const answer = readAnswer(response.body, isEventStream, source);
      for await (const piece of separateThinking(answer)) {
        finish ??= piece.finish;
        tokens = piece.tokens ?? tokens;
        if (piece.thinking === '' && piece.text === '') continue;
        stopwatch.text();
        if (piece.thinking !== '') yield { kind: 'thinking', text: piece.thinking };
        if (piece.text !== '') yield { kind: 'text', text: piece.text };
        if (call.wasStopped()) return;
      }
      if (call.wasStopped()) return;
      if (finish === undefined) throw cutOff(host);
      yield { kind: 'end', finish, tokens, timings: stopwatch.end(tokens?.completion) };
    } catch (error) {
      if (!call.wasStopped()) throw error;
    } finally {
      running.delete(call);
      call.end();
    }
  }

  /** Asks again in another dialect as long as that is all the server has against the request. */
  async function ask(request: ReplyRequest, source: Source): Promise<Response> {
    for (;;) {
      const tried = dialect;
      const response = await post(requestBody(spec.model, request, tried), source);
      options.onLog?.(`${host} answered ${response.status}`);
      if (response.ok) return response;
      if (isRedirect(response)) throw redirected(url, response.headers.get('location'));
      const said = await new BodyText(response.body, source).start(REFUSAL_LIMIT);
      const next = adaptDialect(tried, response.status, said);
      if (next === undefined) throw refused(host, response, said, source.secret);
      dialect = next;
    }
  }

  async function post(body: string, { call, secret }: Source): Promise<Response> {
    const asked = performance.now();
    const send = options.fetch ?? fetch;
    const sent = send(url, {
      method: 'POST',
      headers: {
        accept: 'text/event-stream, application/json',
        'content-type': 'application/json',
        ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
      },
      body,
      redirect: 'manual',
      signal: call.signal,
    });
    try {
      return await call.within(spec.timeoutSeconds, sent);
    } catch (error) {
      if (call.silentSeconds !== undefined) throw silentFor(host, call.silentSeconds);
      throw unreachable(host, error, (performance.now() - asked) / 1000);
    }
  }

  return {
    kind: 'openai',
    // What is computed is computed by the server.
    idle: () => Promise.resolve(),
    honours: [...SAMPLING_NUMBERS, 'stop'],
    reply,
    dispose: () => {
      for (const call of running) call.stop();
      return Promise.resolve();
    },
  };
}

/** @throws BotError `unauthorized` for a key that no header can carry: fetch's own error would show it. */
function readKey(key: string | undefined, host: string): string | undefined {
  const trimmed = key?.trim() ?? '';
  if (trimmed === '') return undefined;
  if (!/^[\x21-\x7e]+$/.test(trimmed)) throw badKey(host);
  return trimmed;
}

function isRedirect(response: Response): boolean {
  // A browser's fetch hides the status and the target; Node's shows both.
  return response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400);
}
