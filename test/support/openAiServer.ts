import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface RecordedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON body. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** How the server meets one request. */
export type Behaviour = (exchange: Exchange) => Promise<void> | void;

export interface Exchange {
  readonly request: RecordedRequest;
  readonly response: ServerResponse;
  /** Aborts when the client goes away before the answer is complete. */
  readonly gone: AbortSignal;
}

/** A real server on 127.0.0.1 that speaks OpenAI's protocol, or breaks it as it is told. */
export interface OpenAiServer {
  /** Such as http://127.0.0.1:40123/v1 */
  readonly baseUrl: string;
  /** Such as 127.0.0.1:40123 */
  readonly host: string;
  /** Oldest first. */
  readonly requests: readonly RecordedRequest[];
  /** One behaviour a request, in order; the last one stays. */
  behave(...behaviours: readonly [Behaviour, ...Behaviour[]]): void;
  /** As `behave`, for requests that name this model; they win over the others. */
  behaveFor(model: string, ...behaviours: readonly [Behaviour, ...Behaviour[]]): void;
  /** As `behave`, for requests of this path, such as /v1/models; they win over all others. */
  behaveAt(path: string, ...behaviours: readonly [Behaviour, ...Behaviour[]]): void;
  /** Resolves once this many clients went away before their answer was complete. */
  disconnected(count?: number): Promise<void>;
  /** Ends all connections, hanging ones included. */
  close(): Promise<void>;
}

export function startOpenAiServer(
  ...first: readonly [Behaviour, ...Behaviour[]]
): Promise<OpenAiServer> {
  return startOpenAiServerOn(0, ...first);
}

/** @param port 0 for any that is free. */
export async function startOpenAiServerOn(
  port: number,
  ...first: readonly [Behaviour, ...Behaviour[]]
): Promise<OpenAiServer> {
  const requests: RecordedRequest[] = [];
  const byModel = new Map<unknown, Behaviour[]>();
  const byPath = new Map<string, Behaviour[]>();
  let general: Behaviour[] = [...first];
  let left = 0;
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];

  const take = (queue: Behaviour[]): Behaviour => {
    const next = queue.length > 1 ? queue.shift() : queue[0];
    if (next === undefined) throw new Error('A test server needs a behaviour');
    return next;
  };

  const server = createServer((incoming, response) => {
    const gone = new AbortController();
    response.on('close', () => {
      if (response.writableFinished) return;
      left += 1;
      gone.abort();
      for (const waiter of waiting) if (left >= waiter.count) waiter.resolve();
    });
    response.on('error', () => {});
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = readBody(Buffer.concat(chunks).toString());
      const request = { path: incoming.url ?? '', headers: incoming.headers, body };
      requests.push(request);
      const behaviour = take(byPath.get(request.path) ?? byModel.get(body['model']) ?? general);
      void Promise.resolve(behaviour({ request, response, gone: gone.signal })).catch(() => {
        // A behaviour that writes to a client that left: what the test wanted to see happen.
        response.destroy();
      });
    });
  });
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    baseUrl: `http://${host}/v1`,
    host,
    requests,
    behave: (...behaviours) => {
      general = [...behaviours];
    },
    behaveFor: (model, ...behaviours) => {
      byModel.set(model, [...behaviours]);
    },
    behaveAt: (path, ...behaviours) => {
      byPath.set(path, [...behaviours]);
    },
    disconnected: (count = 1) =>
      new Promise(resolve => {
        if (left >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function readBody(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
