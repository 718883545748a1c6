import { DownloadError, systemCode } from './downloadError.ts';

/** What a request asks beside its address. */
export interface Asking {
  readonly token?: string | undefined;
  /** First and last byte, both included; without `last` up to the end. */
  readonly range?: { readonly first: number; readonly last?: number } | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly response: Response;
  /** Whoever sent it. */
  readonly url: URL;
  /** The headers of the redirects on the way, first one first. */
  readonly passed: readonly Headers[];
}

const MOST_REDIRECTS = 10;
const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])$/;

/** The real one: the process gives node-llama-cpp another, which comes here. */
const realFetch = globalThis.fetch;

/**
 * Asks for a file, from redirect to redirect. The token goes to the first address's own origin alone: hubs
 * send to storage at other hosts, which have no business with it.
 *
 * @throws DownloadError `noConnection`, `badAddress`
 */
export async function request(address: string, asking: Asking): Promise<Answer> {
  const first = secure(address);
  let url = first;
  const passed: Headers[] = [];
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const response = await ask(url, {
      ...asking,
      token: url.origin === first.origin ? asking.token : undefined,
    });
    const target =
      response.status >= 300 && response.status < 400 && response.headers.get('location');
    if (target === null || target === false) return { response, url, passed };
    await response.body?.cancel();
    passed.push(response.headers);
    url = secure(new URL(target, url).href);
  }
  throw new DownloadError('serverError', `${MOST_REDIRECTS} redirects`);
}

async function ask(url: URL, { token, range, signal, headers }: Asking): Promise<Response> {
  try {
    return await realFetch(url, {
      redirect: 'manual',
      signal: signal ?? null,
      headers: {
        // A packed answer has other bytes than the file, and other lengths.
        'accept-encoding': 'identity',
        accept: '*/*',
        'user-agent': 'chatzoo',
        ...headers,
        ...(range && { range: `bytes=${range.first}-${range.last ?? ''}` }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
    });
  } catch (error) {
    throw new DownloadError('noConnection', `${url.host}: ${systemCode(error) ?? reason(error)}`);
  }
}

const reason = (error: unknown): string =>
  error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : String(error);

function secure(address: string): URL {
  if (!URL.canParse(address)) throw new DownloadError('badAddress', address);
  const url = new URL(address);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname)))
    return url;
  throw new DownloadError('badAddress', url.origin);
}

/** The error that a status means; undefined for one that brings content. */
export function statusError({ response, url }: Answer): DownloadError | undefined {
  const { status } = response;
  if (response.ok) return undefined;
  if (status === 401 || status === 403) return new DownloadError('noAccess', url.host);
  if (status === 404 || status === 410) return new DownloadError('notFound', url.host);
  return new DownloadError('serverError', `${url.host}: ${status} ${response.statusText}`.trim());
}
