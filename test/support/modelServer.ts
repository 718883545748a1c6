import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod/mini';
import { BotError, type Bot } from '../../src/bots/bot.ts';
import type { Message, Sampling } from '../../src/core/model.ts';

/** A real server on 127.0.0.1 that answers with real models, as OpenAI's protocol has it. */
export interface ModelServer {
  /** Such as http://127.0.0.1:40123/v1 */
  readonly baseUrl: string;
  /** The messages of the last request. */
  shown(): readonly Message[];
  close(): Promise<void>;
}

const number = z.optional(z.number());
/** Strict: a field that is misspelt is a failure, not something to ignore. */
const completionRequest = z.strictObject({
  model: z.string(),
  messages: z.array(
    z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string() }),
  ),
  stream: z.boolean(),
  stream_options: z.optional(z.strictObject({ include_usage: z.boolean() })),
  temperature: number,
  top_p: number,
  top_k: number,
  min_p: number,
  repetition_penalty: number,
  repeat_penalty: number,
  frequency_penalty: number,
  presence_penalty: number,
  max_tokens: number,
  seed: number,
  stop: z.optional(z.array(z.string())),
});
type CompletionRequest = z.infer<typeof completionRequest>;

/** @param models by the name that requests ask for. */
export async function startModelServer(models: ReadonlyMap<string, Bot>): Promise<ModelServer> {
  let shown: readonly Message[] = [];
  const server = createServer((incoming, response) => {
    const answer = async (): Promise<void> => {
      const asked = completionRequest.safeParse(JSON.parse(await bodyOf(incoming)));
      if (!asked.success) {
        refuse(response, 400, z.prettifyError(asked.error));
        return;
      }
      const bot = models.get(asked.data.model);
      if (!bot) {
        refuse(response, 404, `model "${asked.data.model}" not found`);
        return;
      }
      shown = asked.data.messages.map(({ role, content }) => ({ role, text: content }));
      await complete(bot, asked.data, shown, response);
    };
    answer().catch(() => response.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    shown: () => shown,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function complete(
  bot: Bot,
  asked: CompletionRequest,
  messages: readonly Message[],
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => {
    gone.abort();
  });
  const send = (event: object): void => {
    response.write(`data: ${JSON.stringify({ model: asked.model, ...event })}\n\n`);
  };
  const choice = (delta: object, finish_reason: string | null = null) => ({
    choices: [{ index: 0, delta, finish_reason }],
  });
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  send(choice({ role: 'assistant', content: '' }));
  try {
    for await (const part of bot.reply({ messages, sampling: samplingOf(asked) }, gone.signal)) {
      if (part.kind === 'text') send(choice({ content: part.text }));
      if (part.kind !== 'end') continue;
      send(choice({}, part.finish));
      const { prompt = 0, completion = 0 } = part.tokens ?? {};
      send({ choices: [], usage: { prompt_tokens: prompt, completion_tokens: completion } });
    }
    response.end('data: [DONE]\n\n');
  } catch (error) {
    if (!(error instanceof BotError)) throw error;
    send({ error: { message: error.message } });
    response.end();
  }
}

function samplingOf(asked: CompletionRequest): Sampling {
  return {
    temperature: asked.temperature,
    topP: asked.top_p,
    topK: asked.top_k,
    minP: asked.min_p,
    repeatPenalty: asked.repetition_penalty,
    frequencyPenalty: asked.frequency_penalty,
    presencePenalty: asked.presence_penalty,
    maxTokens: asked.max_tokens,
    seed: asked.seed,
    stop: asked.stop,
  };
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message, type: 'invalid_request_error' } }));
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
