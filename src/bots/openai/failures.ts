import { BotError } from '../bot.ts';
import { describeBody, showable } from './serverText.ts';

// What can go wrong between us and a server, each as one sentence and the next step. The error that
// fetch gave is never attached as the cause: it may hold the request and with it the key.

/** Host and port, the port also where it is the scheme's own: that is what a user has to check. */
export function hostOf(url: string): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
}

export function silentFor(host: string, seconds: number): BotError {
  return new BotError(
    'timeout',
    `${host} sent nothing for ${seconds.toFixed(seconds < 10 ? 1 : 0)} s. ` +
      'It may be busy or still loading the model: try again, or raise timeoutSeconds.',
  );
}

export function badKey(host: string): BotError {
  return new BotError(
    'unauthorized',
    `The API key for ${host} has characters that no key has. Run “ChatZoo: Set API Key…” again.`,
  );
}

/** @param body the start of the answer's body. */
export function refused(
  host: string,
  response: Pick<Response, 'status' | 'headers'>,
  body: string,
  secret: string | undefined,
): BotError {
  const { status } = response;
  if (status === 401 || status === 403) {
    // The body is left out: this is the one that likes to repeat the key.
    const why = secret === undefined ? 'wants an API key' : 'does not accept the API key';
    return new BotError('unauthorized', `${host} ${why} (${status}). Run “ChatZoo: Set API Key…”.`);
  }
  const said = `${host} answered ${status}: ${describeBody(body, secret)}`;
  if (status >= 500) return new BotError('serverError', said);
  if (status < 400) return new BotError('badAnswer', said);
  return new BotError('rejected', said + retryAdvice(response));
}

/** A redirect is never followed: the next host has no right to the prompt, and none to the key. */
export function redirected(url: string, location: string | null): BotError {
  const target = location !== null && URL.canParse(location, url) ? new URL(location, url) : null;
  const known = target?.protocol === 'http:' || target?.protocol === 'https:' ? target : null;
  const to = known === null ? 'elsewhere' : showable(known.origin + known.pathname, undefined);
  return new BotError(
    'rejected',
    `${hostOf(url)} redirects to ${to}, and ChatZoo does not follow. ` +
      (known === null
        ? 'Check baseUrl.'
        : `If you trust it, set baseUrl to ${to.replace(/\/chat\/completions\/?$/, '')}`),
  );
}

/** @param said the start of what came, or what was wrong with it. */
export function notUnderstood(host: string, said: string): BotError {
  return new BotError(
    'badAnswer',
    `${host} did not answer as an OpenAI-compatible server does: it sent ${said}. Check baseUrl.`,
  );
}

export function tooLong(host: string, limit: number): BotError {
  return notUnderstood(host, `more than ${Math.round(limit / 2 ** 20)} MB in one piece`);
}

export function serverSaid(host: string, error: string, secret: string | undefined): BotError {
  return new BotError('serverError', `${host} reported: ${showable(error, secret)}`);
}

export function cutOff(host: string): BotError {
  return new BotError('cutOff', `${host} ended the answer before it was complete.`);
}

/** @param error what fetch rejected with before there was an answer. */
export function unreachable(host: string, error: unknown, seconds: number): BotError {
  const code = networkCode(error);
  if (isOwnTimeout(code)) return silentFor(host, seconds);
  if (code?.startsWith('HPE_')) return notUnderstood(host, 'something that is not HTTP');
  return new BotError(
    'unreachable',
    `Cannot reach ${host}: ${reason(code)}. Check that the server runs and that baseUrl is right.`,
  );
}

/** Whether fetch gave up by its own clock: Node's waits 300 s at most, whatever is configured. */
export function isFetchTimeout(error: unknown): boolean {
  return isOwnTimeout(networkCode(error));
}

function isOwnTimeout(code: string | undefined): boolean {
  return code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT';
}

function reason(code: string | undefined): string {
  switch (code) {
    case 'ECONNREFUSED':
      return 'nothing listens there (ECONNREFUSED)';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the name is not known (${code})`;
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return `it closed the connection (${code})`;
    case undefined:
      return 'the request failed';
    default:
      return code;
  }
}

/** The code of the innermost cause that has one, such as ECONNREFUSED. */
function networkCode(error: unknown, depth = 0): string | undefined {
  if (typeof error !== 'object' || error === null || depth > 4) return undefined;
  const { code, name, cause, errors } = error as Readonly<Record<string, unknown>>;
  // Node 24 gives this error no code; older ones give one that begins like this.
  if (name === 'HTTPParserError') return 'HPE_';
  // A host with several addresses fails with an error for each.
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const inner = networkCode(cause, depth + 1) ?? networkCode(first, depth + 1);
  return inner ?? (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code) ? code : undefined);
}

function retryAdvice({ status, headers }: Pick<Response, 'status' | 'headers'>): string {
  if (status === 404) return ' Check model and baseUrl (it often ends in /v1).';
  if (status !== 429) return '';
  const seconds = Number(headers.get('retry-after') ?? NaN);
  return seconds >= 1 && seconds <= 3600 ? ` Try again in ${Math.ceil(seconds)} s.` : '';
}
