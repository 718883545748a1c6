import type { Look } from '../../protocol/downloadProcess.ts';
import { DownloadError } from './downloadError.ts';
import { contentRange, validatorOf } from './look.ts';
import { request, statusError, type Answer } from './request.ts';

/** What a download may ask for, and who hears of what came. */
export interface Guard {
  readonly look: Look;
  readonly token: string | undefined;
  /** Hears of each piece; the next one is read once its promise resolves. */
  readonly onBytes: (count: number) => Promise<void>;
  /** Hears of what cannot be repeated: the download is to be ended. */
  readonly onEnd: (error: DownloadError) => void;
}

interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * How often one place of the file may be asked for. The downloader itself would do so 150 times: a server that
 * always stops within the same block would send that block for hours.
 */
const MOST_REPEATS = 6;

/** What a server of signed addresses says when one has expired. */
const EXPIRED = new Set([401, 403, 404, 410]);

/**
 * The `fetch` that node-llama-cpp's downloader gets in place of the real one. On its own it takes a token along
 * to whatever host it is redirected to, leaves the answer to its first question lying in the connection,
 * glues what comes of a replaced file to what it has, and begins in the middle what a server sends from the
 * start. What must not be repeated ends the download, and the promise stays open: an error would be repeated.
 */
export function guardedFetch({ look, token, onBytes, onEnd }: Guard): typeof fetch {
  /** The address behind the redirects, until it expires. */
  let direct: string | undefined;
  let isIntroduced = false;
  let isWholeAsked = false;
  /** How often an answer began at each place. */
  const answered = new Map<number, number>();

  const end = (error: DownloadError): Promise<never> => {
    onEnd(error);
    return new Promise(() => {});
  };

  const ask = async (range: ByteRange | undefined, signal: AbortSignal | undefined) => {
    if (direct !== undefined) {
      const answer = await request(direct, { range, signal });
      if (!EXPIRED.has(answer.response.status)) return answer;
      await answer.response.body?.cancel();
    }
    const answer = await request(look.url, { range, signal, token });
    const isElsewhere = answer.url.origin !== new URL(look.url).origin;
    direct = isElsewhere && answer.response.ok ? answer.url.href : undefined;
    return answer;
  };

  const repeated = (range: ByteRange | undefined): DownloadError | undefined => {
    if (range === undefined) return undefined;
    const times = (answered.get(range.first) ?? 0) + 1;
    answered.set(range.first, times);
    return times > MOST_REPEATS ? new DownloadError('tooShort', look.host) : undefined;
  };

  return async (_, init) => {
    const range = askedRange(new Headers(init?.headers));
    if (!isIntroduced) {
      isIntroduced = true;
      return introduction(look);
    }
    // The rest of a file that is sent as a whole only can be had with the whole alone.
    if (range === undefined && isWholeAsked)
      return end(new DownloadError('noConnection', look.host));
    isWholeAsked = range === undefined;
    let answer: Answer;
    try {
      answer = await ask(range, init?.signal ?? undefined);
    } catch (error) {
      // Without any answer it is repeated, until the patience with the server ends.
      if (!(error instanceof DownloadError) || error.code === 'noConnection') throw error;
      return end(error);
    }
    const { response } = answer;
    if (response.status >= 500 || response.status === 429) return response;
    const failed = statusError(answer) ?? mismatch(response, range, look) ?? repeated(range);
    if (!failed) return counted(response, init?.signal ?? undefined, onBytes);
    await response.body?.cancel();
    return end(failed);
  };
}

/** The answer to the downloader's first question, which was put before. */
function introduction({ url, bytes, resumable }: Look): Response {
  const response = new Response(null, {
    headers: {
      ...(bytes !== undefined && { 'content-length': String(bytes) }),
      'accept-ranges': resumable ? 'bytes' : 'none',
    },
  });
  // It is where the downloader goes on; where the redirects lead is not for it to know.
  return Object.defineProperty(response, 'url', { value: url });
}

function askedRange(headers: Headers): ByteRange | undefined {
  const parts = /^bytes=(\d+)-(\d+)$/.exec(headers.get('range') ?? '');
  return parts ? { first: Number(parts[1]), last: Number(parts[2]) } : undefined;
}

/** What comes is not a part of the file that was looked at. */
function mismatch(
  response: Response,
  range: ByteRange | undefined,
  { bytes, validator, sha256 }: Look,
): DownloadError | undefined {
  if (range !== undefined) {
    const sent = contentRange(response.headers);
    if (response.status !== 206 || sent?.first !== range.first || sent.total !== bytes)
      return new DownloadError('otherFile');
  }
  // With a checksum the storage behind a hub may call its copies as it likes.
  if (sha256 !== undefined || validator === undefined) return undefined;
  return validatorOf(response.headers) === validator ? undefined : new DownloadError('otherFile');
}

/**
 * The same answer, whose pieces are told of. Not by a TransformStream: where the downloader lets go of a block
 * that another of its streams has, in the moment in which the answer ends, the pipe to it waits for ever.
 */
function counted(
  response: Response,
  signal: AbortSignal | undefined,
  onBytes: Guard['onBytes'],
): Response {
  const { status, statusText, headers, body } = response;
  const reader = body?.getReader() as ReadableStreamDefaultReader<Uint8Array> | undefined;
  if (!reader) return response;
  const counted = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        signal?.addEventListener('abort', () => controller.error(signal.reason), { once: true });
      },
      async pull(controller) {
        const { done, value } = await reader.read();
        if (signal?.aborted === true) return;
        if (done) {
          controller.close();
          return;
        }
        controller.enqueue(value);
        await onBytes(value.byteLength);
      },
      cancel: reason => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return new Response(counted, { status, statusText, headers });
}
