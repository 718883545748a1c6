import { BotError, type Bot, type ReplyPart, type ReplyRequest } from '../../../../src/bots/bot.ts';
import type { OpenAiSpec } from '../../../../src/bots/botSpec.ts';
import { createOpenAiBot, type OpenAiOptions } from '../../../../src/bots/openai/openAiBot.ts';
import type { OpenAiServer } from '../../../support/openAiServer.ts';

export const KEY = 'sk-test-0123456789';
export const PROMPT: ReplyRequest = {
  messages: [
    { role: 'system', text: 'Be brief.' },
    { role: 'user', text: 'Hi' },
  ],
  sampling: {},
};

export function botOn(
  server: Pick<OpenAiServer, 'baseUrl'>,
  spec: Partial<OpenAiSpec> = {},
  options: Partial<OpenAiOptions> = {},
): Bot {
  return createOpenAiBot(
    {
      kind: 'openai',
      name: 'Remote',
      systemPrompt: '',
      sampling: {},
      baseUrl: server.baseUrl,
      model: 'tiny',
      timeoutSeconds: 5,
      retries: 0,
      ...spec,
    },
    { apiKey: () => Promise.resolve(KEY), ...options },
  );
}

export interface Outcome {
  readonly parts: readonly ReplyPart[];
  readonly text: string;
  readonly end: Extract<ReplyPart, { kind: 'end' }> | undefined;
  readonly error: BotError | undefined;
}

/** Lets the bot answer to the end, whatever the end is; an error that is no BotError is thrown on. */
export async function ask(
  bot: Bot,
  request: ReplyRequest = PROMPT,
  signal: AbortSignal = new AbortController().signal,
): Promise<Outcome> {
  const parts: ReplyPart[] = [];
  let error: BotError | undefined;
  try {
    for await (const part of bot.reply(request, signal)) parts.push(part);
  } catch (thrown) {
    if (!(thrown instanceof BotError)) throw thrown;
    error = thrown;
  }
  return {
    parts,
    text: parts.map(part => (part.kind === 'text' ? part.text : '')).join(''),
    end: parts.find(part => part.kind === 'end'),
    error,
  };
}
