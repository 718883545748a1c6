import type { BotError, ReplyRequest, RetryReason } from '../bot.ts';
import type { OpenAiSpec } from '../botSpec.ts';
import { BodyText, type Source } from './bodyText.ts';
import { mayComeBack, redirected, refused, silentFor, unreachable } from './failures.ts';
import { askedPauseMs } from './pauses.ts';
import { adaptDialect, chatCompletionsUrl, requestBody, type Dialect } from './request.ts';

/** How one server met a request. */
export type Attempt = { readonly kind: 'answers'; readonly response: Response } | Refusal;

/** Another server may be asked at once. */
export type Refusal = {
  readonly kind: 'refuses';
  /** What the reply fails with if nobody answers. */
  readonly error: BotError;
  /** As the server asks for it, in milliseconds. */
  readonly pauseMs?: number | undefined;
} & (
  | { readonly isPassing: true; readonly why: RetryReason }
  /** This server would do the same at another time too. */
  | { readonly isPassing: false; readonly why: 'refused' | 'absent' | 'silent' }
);

export interface AttemptOptions {
  readonly fetch: typeof fetch;
  readonly onLog: (line: string) => void;
}

/** Characters of a refusal that are read for the server's own message. */
const REFUSAL_LIMIT = 65_536;

/**
 * Asks one server, and again in another dialect as long as that is all it has against the request.
 *
 * @param dialects what was learnt of each server; grows.
 * @throws BotError for what other servers would refuse too; anything once the call was stopped.
 */
export async function attempt(
  spec: OpenAiSpec,
  baseUrl: string,
  request: ReplyRequest,
  source: Source,
  dialects: { get: (baseUrl: string) => Dialect; set: (baseUrl: string, dialect: Dialect) => void },
  { fetch, onLog }: AttemptOptions,
): Promise<Attempt> {
  const { host, call, credentials, timeoutSeconds } = source;
  const url = chatCompletionsUrl(baseUrl);
  for (;;) {
    const dialect = dialects.get(baseUrl);
    const asked = performance.now();
    let response;
    try {
      const sent = fetch(url, {
        method: 'POST',
        headers: {
          ...credentials.headers,
          accept: 'text/event-stream, application/json',
          'content-type': 'application/json',
        },
        body: requestBody(spec, request, dialect),
        redirect: 'manual',
        signal: call.signal,
      });
      response = await call.within(timeoutSeconds, sent);
    } catch (error) {
      if (call.wasStopped()) throw error;
      if (call.silentSeconds !== undefined) return silent(host, call.silentSeconds);
      const failure = unreachable(host, error, (performance.now() - asked) / 1000);
      onLog(`${host} cannot be asked: ${failure.message}`);
      return { kind: 'refuses', why: 'absent', isPassing: mayComeBack(error), error: failure };
    }
    onLog(`${host} answered ${response.status}`);
    if (response.ok) return { kind: 'answers', response };
    if (isRedirect(response)) {
      const error = redirected(url, response.headers.get('location'));
      return { kind: 'refuses', why: 'refused', isPassing: false, error };
    }
    const said = await new BodyText(response.body, source).start(REFUSAL_LIMIT);
    // Its silence has ended the call: nothing more can be sent by it.
    if (call.silentSeconds !== undefined) return silent(host, call.silentSeconds);
    const next = adaptDialect(dialect, response.status, said);
    if (next === undefined) return refusalBy(response, said, source);
    dialects.set(baseUrl, next);
  }
}

/** Whether the answer leads elsewhere; no request with a key follows it. */
export function isRedirect(response: Response): boolean {
  // A browser's fetch hides the status and the target; Node's shows both.
  return response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400);
}

function silent(host: string, seconds: number): Refusal {
  // It was given all the time that the settings allow.
  return { kind: 'refuses', why: 'silent', isPassing: false, error: silentFor(host, seconds) };
}

/** @throws BotError if it is the request that is refused. */
function refusalBy(response: Response, said: string, source: Source): Refusal {
  const error = refused(source.host, source.credentials, response, said);
  const why = reasonOf(response.status, said);
  const pauseMs = askedPauseMs(response.headers, Date.now());
  if (why !== undefined) return { kind: 'refuses', why, isPassing: true, error, pauseMs };
  if (REQUEST_REFUSALS.has(response.status)) throw error;
  return { kind: 'refuses', why: 'refused', isPassing: false, error, pauseMs };
}

/** Refusals of what was sent, by whomever: too long, or with a field of a wrong kind. 422 is FastAPI's. */
const REQUEST_REFUSALS: ReadonlySet<number> = new Set([400, 413, 422]);

/** Why to ask again, or undefined for a refusal that will stay. */
function reasonOf(status: number, said: string): RetryReason | undefined {
  switch (status) {
    case 408:
    case 425:
      return 'busy';
    case 429:
      // OpenAI says so where nothing is left to spend: waiting does not help.
      return said.includes('insufficient_quota') ? undefined : 'busy';
    case 400:
      // FastChat has numbers of its own for too many requests, and one HTTP status for all errors.
      return /"code":\s*4290[1-3]\b/.test(said) ? 'busy' : undefined;
    case 501:
    case 505:
      return undefined;
    case 503:
      return /loading/i.test(said) ? 'loading' : 'busy';
    default:
      return status >= 500 ? 'failing' : undefined;
  }
}
