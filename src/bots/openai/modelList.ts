import * as z from 'zod/mini';
import { isRedirect } from './attempt.ts';
import { BodyText } from './bodyText.ts';
import { Call } from './call.ts';
import type { Credentials } from './credentials.ts';
import { notUnderstood, redirected, refused, silentFor, unreachable } from './failures.ts';
import { describeBody } from './serverText.ts';

/** The programs whose list of models tells which they are. */
type ServerSoftware = 'ollama' | 'lmstudio' | 'llama-server' | 'vllm' | 'fastchat' | 'unknown';

interface ServerModel {
  /** What the server wants to be asked for. */
  readonly id: string;
  /** Tokens the model may see, where the server tells. */
  readonly contextSize?: number | undefined;
}

export interface ServerModels {
  readonly software: ServerSoftware;
  /** In the server's order. */
  readonly models: readonly ServerModel[];
}

/** Most characters of a list of models: OpenRouter's has 400,000. */
const LIST_LIMIT = 8 * 2 ** 20;
/** Most models of one list; a hub of all of them would fill no form. */
const MOST_MODELS = 10_000;
/** Longest wait for what is only good to know, in seconds. */
const EXTRA_SECONDS = 2;

const size = z.catch(z.optional(z.int().check(z.positive())), undefined);
const model = z.object({
  id: z.string().check(z.minLength(1)),
  owned_by: z.catch(z.optional(z.string()), undefined),
  // vLLM and SGLang · LM Studio · OpenRouter · llama-server
  max_model_len: size,
  loaded_context_length: size,
  max_context_length: size,
  context_length: size,
  meta: z.catch(z.nullish(z.object({ n_ctx: size, n_ctx_train: size })), null),
});
type Model = z.infer<typeof model>;
// Ollama without a model says `null`.
const list = z.object({ data: z.nullable(z.array(z.unknown())) });

/** How to ask a server for something. */
export interface Asker {
  readonly host: string;
  readonly credentials: Credentials;
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}

interface Told {
  readonly response: Response;
  readonly text: string;
}

/**
 * Asks a server for its models.
 *
 * @throws BotError in words: nobody there, a wrong path, a web page, a key wanted, no list; anything
 *   once the signal aborts.
 */
export async function listModels(baseUrl: string, asker: Asker): Promise<ServerModels> {
  const told = await get(`${baseUrl}/models`, asker);
  const models = modelsIn(told);
  if (models === undefined) throw await noList(baseUrl, told, asker);
  const software = await softwareOf(baseUrl, told, models, asker);
  const details = software === 'lmstudio' ? await lmStudioModels(baseUrl, asker) : [];
  const detailed = new Map(details.map(each => [each.id, each]));
  return {
    software,
    models: models.map(each => {
      const contextSize = contextSizeOf(detailed.get(each.id) ?? each);
      return { id: each.id, ...(contextSize === undefined ? {} : { contextSize }) };
    }),
  };
}

async function get(url: string, asker: Asker, seconds = asker.timeoutSeconds): Promise<Told> {
  const { credentials, host } = asker;
  const call = new Call(asker.signal);
  const asked = performance.now();
  try {
    const sent = fetch(url, {
      headers: { ...credentials.headers, accept: 'application/json' },
      redirect: 'manual',
      signal: call.signal,
    });
    const response = await call.within(seconds, sent);
    const body = new BodyText(response.body, { call, credentials, host, timeoutSeconds: seconds });
    const text = await body.start(LIST_LIMIT);
    // Half a list is none; a refusal is told by its status.
    if (response.ok) {
      asker.signal.throwIfAborted();
      if (call.silentSeconds !== undefined) throw silentFor(host, call.silentSeconds);
    }
    return { response, text };
  } catch (error) {
    asker.signal.throwIfAborted();
    if (call.silentSeconds !== undefined) throw silentFor(host, call.silentSeconds);
    throw unreachable(host, error, (performance.now() - asked) / 1000);
  } finally {
    call.end();
  }
}

/** As `get`, for what is only good to know. */
async function getIfThere(url: string, asker: Asker): Promise<Told | undefined> {
  try {
    return await get(url, asker, EXTRA_SECONDS);
  } catch {
    return undefined;
  }
}

/** The models of a list, without those that cannot be one; undefined if it is no list. */
function modelsIn({ response, text }: Told): readonly Model[] | undefined {
  if (!response.ok) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { data: found } = list.safeParse(value);
  if (found === undefined) return undefined;
  const models = new Map<string, Model>();
  for (const each of found.data?.slice(0, MOST_MODELS) ?? []) {
    const { data } = model.safeParse(each);
    if (data !== undefined && !models.has(data.id)) models.set(data.id, data);
  }
  return [...models.values()];
}

/** What went wrong with the list, and where there is one. */
async function noList(baseUrl: string, { response, text }: Told, asker: Asker): Promise<Error> {
  const { host, credentials } = asker;
  const { status } = response;
  if (isRedirect(response)) {
    return redirected(`${baseUrl}/models`, response.headers.get('location'));
  }
  const isWrongPath = response.ok || status === 404 || status === 405;
  const usual = `${new URL(baseUrl).origin}/v1`;
  if (isWrongPath && usual !== baseUrl) {
    const there = await getIfThere(`${usual}/models`, asker);
    if (there !== undefined && modelsIn(there) !== undefined) {
      return notUnderstood(host, `no list of models at ${baseUrl}, but it has one at ${usual}`);
    }
  }
  return response.ok
    ? notUnderstood(host, describeBody(text, credentials.secrets))
    : refused(host, credentials, response, text);
}

async function softwareOf(
  baseUrl: string,
  { response }: Told,
  models: readonly Model[],
  asker: Asker,
): Promise<ServerSoftware> {
  const owner = models.find(each => each.owned_by !== undefined)?.owned_by?.toLowerCase() ?? '';
  if (owner === 'llamacpp' || /llama\.cpp/i.test(response.headers.get('server') ?? '')) {
    return 'llama-server';
  }
  if (owner === 'vllm' || owner === 'fastchat') return owner;
  if (/^organization[-_]owner$/.test(owner)) return 'lmstudio';
  if (owner === 'library') return 'ollama';
  // Ollama names the owner of a model, or has none to name; but it always tells its version.
  const version = await getIfThere(`${new URL(baseUrl).origin}/api/version`, asker);
  const isOllama = version?.response.ok && /^\{"version":"[^"]*"\}\s*$/.test(version.text);
  return isOllama ? 'ollama' : 'unknown';
}

/** LM Studio's own list, which tells context sizes; empty if there is none. */
async function lmStudioModels(baseUrl: string, asker: Asker): Promise<readonly Model[]> {
  const told = await getIfThere(`${new URL(baseUrl).origin}/api/v0/models`, asker);
  return (told && modelsIn(told)) ?? [];
}

function contextSizeOf(each: Model): number | undefined {
  return (
    each.max_model_len ??
    each.loaded_context_length ??
    each.max_context_length ??
    each.context_length ??
    each.meta?.n_ctx ??
    each.meta?.n_ctx_train
  );
}
