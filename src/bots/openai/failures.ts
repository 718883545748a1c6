import { BotError } from '../bot.ts';
import { askedPauseMs } from './pauses.ts';
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

/** A server that was not asked: it told another reply to stay away for so long. */
export function stillResting(host: string, ms: number): BotError {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return new BotError(
    'rejected',
    `${host} is busy and wants no requests yet. Try again in ${seconds} s.`,
  );
}

export function badKey(host: string): BotError {
  return new BotError(
    'unauthorized',
    `The API key for ${host} has characters that no key has. Run “ChatZoo: Set API Key…” again.`,
  );
}

export function badHeader(host: string, name: string): BotError {
  return new BotError(
    'unauthorized',
    `The secret header ${name} for ${host} has characters that no header has. Run “ChatZoo: Set API Key…” again.`,
  );
}

export function headerMissing(host: string, name: string): BotError {
  return new BotError(
    'unauthorized',
    `The secret header ${name} for ${host} has no value yet. Run “ChatZoo: Set API Key…”.`,
  );
}

/**
 * @param sent whether there was a key, and what the message must not repeat.
 * @param body the start of the answer's body.
 */
export function refused(
  host: string,
  sent: { readonly hasKey: boolean; readonly secrets: readonly string[] },
  response: Pick<Response, 'status' | 'headers'>,
  body: string,
): BotError {
  const { status } = response;
  if (status === 401 || status === 403) {
    // The body is left out: this is the one that likes to repeat the key.
    const why = sent.hasKey ? 'does not accept the API key' : 'wants an API key';
    return new BotError('unauthorized', `${host} ${why} (${status}). Run “ChatZoo: Set API Key…”.`);
  }
  const words = describeBody(body, sent.secrets);
  const said = `${host} answered ${status}: ${words}`;
  if (status === 407) {
    return new BotError('rejected', `${said} That is the proxy: check the setting http.proxy.`);
  }
  if (status >= 500) return new BotError('serverError', said + pauseAdvice(response));
  if (status < 400) return new BotError('badAnswer', said);
  if (status === 404) return new BotError('rejected', `${said} ${notFoundAdvice(words)}`);
  return new BotError('rejected', said + pauseAdvice(response));
}

/** A redirect is never followed: the next host has no right to the prompt, and none to the key. */
export function redirected(url: string, location: string | null): BotError {
  const target = location !== null && URL.canParse(location, url) ? new URL(location, url) : null;
  const known = target?.protocol === 'http:' || target?.protocol === 'https:' ? target : null;
  const to = known === null ? 'elsewhere' : showable(known.origin + known.pathname, []);
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

export function serverSaid(host: string, error: string, secrets: readonly string[]): BotError {
  return new BotError('serverError', `${host} reported: ${showable(error, secrets)}`);
}

export function cutOff(host: string): BotError {
  return new BotError('cutOff', `${host} ended the answer before it was complete.`);
}

/** @param error what fetch rejected with before there was an answer. */
export function unreachable(host: string, error: unknown, seconds: number): BotError {
  const code = networkCode(error);
  if (isOwnTimeout(code)) return silentFor(host, seconds);
  if (code?.startsWith('HPE_')) return notUnderstood(host, 'something that is not HTTP');
  const advice = code === undefined ? undefined : certificateAdvice(code);
  if (advice !== undefined) {
    return new BotError('unreachable', `Cannot reach ${host} safely (${code ?? ''}): ${advice}`);
  }
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
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `no connection comes about (${code})`;
    case undefined:
      return 'the request failed';
    default:
      return code;
  }
}

/** Whether the connection may come about at another time; an unknown name or a bad certificate stays. */
export function mayComeBack(error: unknown): boolean {
  switch (networkCode(error)) {
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EAI_AGAIN':
      return true;
    default:
      return false;
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

/** What is wrong with https there, or undefined if that is not the trouble. */
function certificateAdvice(code: string): string | undefined {
  switch (code) {
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return 'nobody that this machine trusts has signed its certificate. Add its authority to the system’s certificates.';
    case 'CERT_HAS_EXPIRED':
      return 'its certificate has expired.';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'its certificate is for another name. Check baseUrl.';
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
    case 'EPROTO':
      return 'it does not speak https. Write http:// in baseUrl.';
    default:
      return undefined;
  }
}

/** A server that knows its models needs another name; one that does not is asked at a wrong path. */
function notFoundAdvice(words: string): string {
  return /\bmodel\b/i.test(words)
    ? 'Check model: it is one of the names that the server lists.'
    : 'Check model and baseUrl (it often ends in /v1).';
}

function pauseAdvice({ status, headers }: Pick<Response, 'status' | 'headers'>): string {
  if (status !== 429 && status !== 503) return '';
  const seconds = (askedPauseMs(headers, Date.now()) ?? NaN) / 1000;
  return seconds >= 1 && seconds <= 3600 ? ` Try again in ${Math.ceil(seconds)} s.` : '';
}
