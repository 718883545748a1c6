import { BotError } from './bot.ts';
import { credentialsFor } from './openai/credentials.ts';
import { hostOf } from './openai/failures.ts';
import { listModels, type Asker, type ServerModels } from './openai/modelList.ts';
import { createOpenAiBot } from './openai/openAiBot.ts';
import { isSecretName } from './settingProblem.ts';

export type { ServerModels } from './openai/modelList.ts';

/** A server that a user is about to add, with what it wants to be asked with. */
export interface ServerAddress {
  /** Complete, as `normaliseBaseUrl` gives it. */
  readonly baseUrl: string;
  readonly apiKey?: string | undefined;
  /** Secret ones too. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly timeoutSeconds?: number | undefined;
}

/** What a test of a server asks for, as the bot will. */
export interface ServerQuestion extends ServerAddress {
  readonly model: string;
  readonly stream?: boolean | undefined;
  readonly extraBody?: Readonly<Record<string, unknown>> | undefined;
}

/** What a test of a server found out. */
export interface ServerTrial {
  /** The names that the server lists; empty also if it has no list. */
  readonly models: readonly string[];
  /** Whether the model is one of them. */
  readonly isListed: boolean;
  readonly firstTokenMs: number;
  /** What the model said; of one that thinks first, maybe only thoughts. */
  readonly text: string;
  /** What the server calls the model that answered, if that is another one. */
  readonly answeredAs?: string | undefined;
  /** Whether the answer came piece by piece. */
  readonly streams: boolean;
}

/** Seconds: somebody waits for it in front of a form. */
const DEFAULT_TIMEOUT = 20;
/** Enough to see that it speaks. */
const TEST_TOKENS = 32;
const TEST_PROMPT = 'Say hello in one short sentence.';

/**
 * Lists a server's models.
 *
 * @throws BotError that says what to do; the signal's reason once it aborts.
 */
export async function listServerModels(
  address: ServerAddress,
  signal: AbortSignal,
): Promise<ServerModels> {
  signal.throwIfAborted();
  return listModels(address.baseUrl, await askerFor(address, signal));
}

/**
 * Really asks a model for a few tokens.
 *
 * @throws BotError that says what to do; the signal's reason once it aborts.
 */
export async function testServer(
  question: ServerQuestion,
  signal: AbortSignal,
): Promise<ServerTrial> {
  const models = await namesOf(question, signal);
  const { baseUrl, model, stream, extraBody, timeoutSeconds = DEFAULT_TIMEOUT } = question;
  const { headers, secretHeaders, apiKey, secretHeader } = secretsOf(question);
  let streams = false;
  const bot = createOpenAiBot(
    {
      kind: 'openai',
      name: '',
      systemPrompt: '',
      sampling: {},
      baseUrl,
      model,
      timeoutSeconds,
      stream,
      headers,
      secretHeaders,
      extraBody,
      retries: 0,
    },
    { apiKey, secretHeader, onAnswer: facts => (streams = facts.streamed) },
  );
  const request = {
    messages: [{ role: 'user', text: TEST_PROMPT } as const],
    sampling: { maxTokens: TEST_TOKENS },
  };
  let text = '';
  let thoughts = '';
  for await (const part of bot.reply(request, signal)) {
    if (part.kind === 'text') text += part.text;
    if (part.kind === 'thinking') thoughts += part.text;
    if (part.kind !== 'end') continue;
    return {
      models,
      isListed: models.includes(model),
      firstTokenMs: part.timings.firstTokenMs,
      text: text === '' ? thoughts : text,
      streams,
      ...(part.answeredAs === undefined ? {} : { answeredAs: part.answeredAs }),
    };
  }
  signal.throwIfAborted();
  throw new BotError('cutOff', `${hostOf(baseUrl)} ended the answer before it was complete.`);
}

/** Some servers have models but no list of them; whether one answers is then known by asking it. */
async function namesOf(address: ServerAddress, signal: AbortSignal): Promise<readonly string[]> {
  try {
    return (await listServerModels(address, signal)).models.map(({ id }) => id);
  } catch (error) {
    if (error instanceof BotError && error.code === 'rejected') return [];
    throw error;
  }
}

async function askerFor(address: ServerAddress, signal: AbortSignal): Promise<Asker> {
  const { baseUrl, timeoutSeconds = DEFAULT_TIMEOUT } = address;
  const host = hostOf(baseUrl);
  const secrets = secretsOf(address);
  const credentials = await credentialsFor(baseUrl, host, secrets, secrets);
  return { host, credentials, timeoutSeconds, signal };
}

/** A value that is shorter, under a name that says nothing, is no secret. */
const SHORTEST_SECRET = 8;

/** The headers of a draft, apart as a saved bot has them: secrets by name only, and never in a message. */
function secretsOf({ headers = {}, apiKey }: ServerAddress) {
  const entries = Object.entries(headers);
  const isSecret = ([name, value]: readonly [string, string]): boolean =>
    isSecretName(name) || value.length >= SHORTEST_SECRET;
  return {
    headers: Object.fromEntries(entries.filter(entry => !isSecret(entry))),
    secretHeaders: entries.filter(isSecret).map(([name]) => name),
    apiKey: () => Promise.resolve(apiKey),
    secretHeader: (_baseUrl: string, name: string) => Promise.resolve(headers[name]),
  };
}
