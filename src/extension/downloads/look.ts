import { hubFileUrl, modelAddress, type ModelAddress } from '../../core/catalogue/modelAddress.ts';
import type { Look } from '../../protocol/downloadProcess.ts';
import { DownloadError } from './downloadError.ts';
import { request, statusError, type Answer } from './request.ts';

const PATIENCE_MS = 30_000;
/** What a GGUF file begins with. */
const MAGIC = 'GGUF';
const SPLIT = /-\d{5}-of-\d{5}\.gguf(?:$|[?#])/i;
const SHA_256 = /^"?([\da-f]{64})"?$/i;

export interface Looking {
  readonly address: string;
  readonly token?: string | undefined;
  /** The model hub's address without a slash at its end. */
  readonly hub: string;
}

/**
 * Asks a server what it has there, and reads the first four bytes: a page that says “log in” is told from a
 * model before anything is written.
 *
 * @throws DownloadError
 */
export async function look({ address, token, hub }: Looking): Promise<Look> {
  const read = modelAddress(address);
  if (!read) throw new DownloadError('badAddress', address);
  const url = await fileUrl(read, { token, hub });
  if (SPLIT.test(url)) throw new DownloadError('split');
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await request(url, {
    token,
    range: { first: 0, last: MAGIC.length - 1 },
    signal,
  });
  const failed = statusError(answer);
  if (failed) {
    await answer.response.body?.cancel();
    throw failed;
  }
  const begin = await beginning(answer.response);
  if (begin !== MAGIC) {
    const kind = answer.response.headers.get('content-type') ?? '';
    throw new DownloadError('notAModel', kind.split(';', 1)[0]?.trim() ?? '');
  }
  return { url, host: answer.url.host, ...aboutFile(answer) };
}

/** What the headers of the first bytes, and of the redirects before them, say of the whole file. */
function aboutFile({
  response,
  passed,
}: Answer): Pick<Look, 'bytes' | 'validator' | 'sha256' | 'resumable'> {
  const range = contentRange(response.headers);
  const resumable = response.status === 206 && range !== undefined && range.total > 0;
  const length = Number(response.headers.get('content-length') ?? NaN);
  const bytes = resumable ? range.total : length > 0 ? length : undefined;
  return {
    ...(bytes !== undefined && { bytes }),
    ...optional('validator', validatorOf(response.headers)),
    ...optional('sha256', hubChecksum([...passed, response.headers])),
    resumable,
  };
}

const optional = <K extends string>(key: K, value: string | undefined): { [P in K]?: string } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: string };

/** What tells one state of a file from another. */
export function validatorOf(headers: Headers): string | undefined {
  return headers.get('etag') ?? headers.get('last-modified') ?? undefined;
}

/** The SHA-256 that the hub states. An etag is one only where the hub's other headers stand beside it. */
function hubChecksum(all: readonly Headers[]): string | undefined {
  for (const headers of all) {
    const stated =
      headers.get('x-linked-etag') ?? (headers.has('x-repo-commit') ? headers.get('etag') : null);
    const sha256 = SHA_256.exec(stated ?? '')?.[1];
    if (sha256 !== undefined) return sha256.toLowerCase();
  }
  return undefined;
}

/** Which bytes of how many an answer brings. */
export function contentRange(
  headers: Headers,
): { readonly first: number; readonly last: number; readonly total: number } | undefined {
  const parts = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers.get('content-range') ?? '');
  if (!parts) return undefined;
  return { first: Number(parts[1]), last: Number(parts[2]), total: Number(parts[3]) };
}

/** The first four bytes as text; whatever else comes is left. */
async function beginning({ body, url }: Response): Promise<string> {
  const reader = (body as ReadableStream<Uint8Array> | null)?.getReader();
  let text = '';
  try {
    while (reader && text.length < MAGIC.length) {
      const { done, value } = await reader.read();
      if (done) break;
      text += String.fromCharCode(...value.subarray(0, MAGIC.length));
    }
  } catch {
    throw new DownloadError('noConnection', URL.canParse(url) ? new URL(url).host : url);
  } finally {
    await reader?.cancel().catch(() => {});
  }
  return text.slice(0, MAGIC.length);
}

async function fileUrl(
  address: ModelAddress,
  { token, hub }: Pick<Looking, 'token' | 'hub'>,
): Promise<string> {
  switch (address.kind) {
    case 'url':
      return address.url;
    case 'hub':
      return hubFileUrl(hub, address);
    case 'hubTag': {
      const { owner, repository, tag } = address;
      const manifest = `${hub}/v2/${owner}/${repository}/manifests/${tag}`;
      const answer = await request(manifest, {
        token,
        signal: AbortSignal.timeout(PATIENCE_MS),
        // The hub names the file to programs that say so.
        headers: { 'user-agent': 'llama-cpp' },
      });
      // It says 400 for a tag that it does not know.
      if (answer.response.status === 400) throw new DownloadError('notFound', answer.url.host);
      const failed = statusError(answer);
      if (failed) throw failed;
      const file = namedFile(await answer.response.json().catch(() => undefined));
      if (file === undefined) throw new DownloadError('notFound', answer.url.host);
      return hubFileUrl(hub, { kind: 'hub', owner, repository, file, branch: 'main' });
    }
  }
}

function namedFile(manifest: unknown): string | undefined {
  const { ggufFile } = (manifest ?? {}) as { ggufFile?: { rfilename?: unknown } | null };
  return typeof ggufFile?.rfilename === 'string' ? ggufFile.rfilename : undefined;
}
