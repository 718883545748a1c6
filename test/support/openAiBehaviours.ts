import { setTimeout as sleep } from 'node:timers/promises';
import type { Behaviour, Exchange } from './openAiServer.ts';

export interface StreamOptions {
  /** Before each delta, in milliseconds. */
  readonly delayMs?: number;
  /** Token counts in a last event without choices, as OpenAI sends them. */
  readonly usage?: { readonly prompt: number; readonly completion: number };
  /** `finish_reason` of the last delta; null leaves it out. */
  readonly finish?: string | null;
  /** Whether the stream ends with `[DONE]`. */
  readonly done?: boolean;
  readonly lineEnd?: '\n' | '\r\n' | '\r';
  /** A keep-alive comment before each event. */
  readonly comments?: boolean;
  /** Bytes a write: 1 cuts every line and every multi-byte character. Default: an event a write. */
  readonly bytes?: number;
  readonly contentType?: string;
}

const EVENTS = 'text/event-stream; charset=utf-8';

/** One event as OpenAI sends it. */
export function delta(content: string, finish: string | null = null): string {
  const choices = [{ index: 0, delta: { content }, finish_reason: finish }];
  return JSON.stringify({ id: 'c', object: 'chat.completion.chunk', choices });
}

/** Streams the texts as a well-behaved server does, with the oddities asked for. */
export function streams(texts: Iterable<string>, options: StreamOptions = {}): Behaviour {
  const { finish = 'stop', done = true, usage } = options;
  return async exchange => {
    const role = { choices: [{ index: 0, delta: { role: 'assistant', content: '' } }] };
    open(exchange, options.contentType);
    await send(exchange, JSON.stringify(role), options);
    for (const text of texts) {
      if (options.delayMs !== undefined) await sleep(options.delayMs);
      if (exchange.gone.aborted) return;
      await send(exchange, delta(text), options);
    }
    if (finish !== null) await send(exchange, delta('', finish), options);
    if (usage !== undefined) {
      const counts = { prompt_tokens: usage.prompt, completion_tokens: usage.completion };
      await send(exchange, JSON.stringify({ choices: [], usage: counts }), options);
    }
    if (done) await send(exchange, '[DONE]', options);
    exchange.response.end();
  };
}

/** Sends exactly these bytes with status 200, in pieces of `bytes`. */
export function sendsRaw(
  body: string | Uint8Array,
  { bytes = 65_536, contentType = EVENTS }: Pick<StreamOptions, 'bytes' | 'contentType'> = {},
): Behaviour {
  return async exchange => {
    open(exchange, contentType);
    await write(exchange, Buffer.from(body), bytes);
    exchange.response.end();
  };
}

/** Answers at once with this status and body; an object is sent as JSON. */
export function answers(
  status: number,
  body: unknown = '',
  headers: Readonly<Record<string, string>> = {},
): Behaviour {
  const isText = typeof body === 'string';
  const text = isText ? body : JSON.stringify(body);
  const type = isText && text.startsWith('<') ? 'text/html' : 'application/json';
  return ({ response }) => {
    response.writeHead(status, { 'content-type': type, ...headers }).end(text);
  };
}

/** One JSON completion, as for `stream: false`. */
export function completes(content: string, finish = 'stop'): Behaviour {
  return answers(200, {
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: finish }],
    usage: { prompt_tokens: 7, completion_tokens: 3 },
  });
}

/** An error as OpenAI words it. */
export function refuses(status: number, message: string): Behaviour {
  return answers(status, { error: { message, type: 'invalid_request_error', code: null } });
}

export function redirects(location: string, status = 307): Behaviour {
  return answers(status, '', { location });
}

/** Breaks the connection by a reset; after these texts, or before any header. */
export function resets(texts?: readonly string[]): Behaviour {
  return async exchange => {
    if (texts !== undefined) await begin(exchange, texts);
    // The client must have the texts before the reset throws away what is still on its way.
    if (texts !== undefined) await sleep(50);
    exchange.response.socket?.resetAndDestroy();
  };
}

/** Says nothing more, for as long as the client waits; after these texts, or before any header. */
export function hangs(texts?: readonly string[]): Behaviour {
  return async exchange => {
    if (texts !== undefined) await begin(exchange, texts);
  };
}

/** Streams these texts, then reports a failure in the stream, as vLLM and OpenRouter do. */
export function failsAfter(texts: readonly string[], message: string): Behaviour {
  return async exchange => {
    await begin(exchange, texts);
    await send(exchange, JSON.stringify({ error: { message, code: 500 } }), {});
    exchange.response.end();
  };
}

async function begin(exchange: Exchange, texts: readonly string[]): Promise<void> {
  open(exchange);
  for (const text of texts) await send(exchange, delta(text), {});
}

function open({ response }: Exchange, contentType = EVENTS): void {
  response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-cache' });
  response.flushHeaders();
}

async function send(exchange: Exchange, data: string, options: StreamOptions): Promise<void> {
  const end = options.lineEnd ?? '\n';
  const comment = options.comments ? `: keep-alive${end}${end}` : '';
  const event = Buffer.from(`${comment}data: ${data}${end}${end}`);
  await write(exchange, event, options.bytes ?? event.length);
}

async function write({ response, gone }: Exchange, bytes: Buffer, size: number): Promise<void> {
  for (let start = 0; start < bytes.length; start += size) {
    if (gone.aborted) return;
    // Waiting lets each piece leave as a packet of its own instead of being joined with the next.
    await new Promise<void>(resolve => {
      response.write(bytes.subarray(start, start + size), () => resolve());
    });
  }
}
