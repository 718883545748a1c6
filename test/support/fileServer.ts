import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** How a server treats its one file. */
interface FileManners {
  readonly content: Buffer;
  /** Whether it sends parts; without, always the whole. */
  readonly ranges: boolean;
  readonly headers: Readonly<Record<string, string>>;
  /** Pause between two pieces of an answer, in milliseconds. */
  readonly pauseMs: number;
  /** Cuts the connection after so many bytes of one answer. */
  readonly cutAfter: number;
  /** States another length than it sends; the connection is cut when the bytes end. */
  readonly statedLength: number | undefined;
  /** Says nothing of the length. */
  readonly silent: boolean;
  /** Answers with this in place of the file. */
  readonly instead:
    | {
        readonly status: number;
        readonly headers?: Readonly<Record<string, string>>;
        readonly body?: string;
      }
    | undefined;
  /** Only who shows this token gets in. */
  readonly token: string | undefined;
}

export interface FileServer {
  /** Such as http://127.0.0.1:40123 */
  readonly origin: string;
  readonly requests: readonly { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** Bytes of the file that went out since the last call. */
  takeSent(): number;
  behave(manners: Partial<FileManners>): void;
  close(): Promise<void>;
}

const PIECE = 256 * 1024;

/** A real server on 127.0.0.1 with one file, at whatever path, and with whatever manners. */
export async function startFileServer(content: Buffer): Promise<FileServer> {
  let manners: FileManners = {
    content,
    ranges: true,
    headers: { etag: `"${createHash('md5').update(content).digest('hex')}"` },
    pauseMs: 0,
    cutAfter: Infinity,
    statedLength: undefined,
    silent: false,
    instead: undefined,
    token: undefined,
  };
  const requests: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = [];
  const sockets = new Set<Socket>();
  let sent = 0;

  const send = async (response: ServerResponse, bytes: Buffer): Promise<void> => {
    const { pauseMs, cutAfter } = manners;
    for (let at = 0; at < bytes.length; at += PIECE) {
      if (response.destroyed) return;
      const piece = bytes.subarray(at, Math.min(at + PIECE, cutAfter));
      // The callback also comes, with an error, when the client has gone.
      const error = await new Promise(resolve => response.write(piece, resolve));
      if (error) return;
      sent += piece.length;
      if (at + PIECE >= cutAfter) {
        response.destroy();
        return;
      }
      if (pauseMs > 0) await delay(pauseMs);
    }
    if (manners.statedLength === undefined) response.end();
    else response.destroy();
  };

  const server = createServer((request, response) => {
    requests.push({ path: request.url ?? '', headers: request.headers });
    const { instead, token, ranges, headers, content: file, statedLength, silent } = manners;
    if (instead) {
      response.writeHead(instead.status, instead.headers).end(instead.body);
      return;
    }
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401).end();
      return;
    }
    const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    if (!ranges || !asked) {
      const length = { 'content-length': statedLength ?? file.length };
      response.writeHead(200, { ...headers, ...(silent ? {} : length) });
      void send(response, file);
      return;
    }
    const total = statedLength ?? file.length;
    const first = Number(asked[1]);
    const last = Math.min(total - 1, asked[2] ? Number(asked[2]) : Infinity);
    response.writeHead(206, {
      ...headers,
      'accept-ranges': 'bytes',
      'content-length': last - first + 1,
      'content-range': `bytes ${first}-${last}/${total}`,
    });
    void send(response, file.subarray(first, last + 1));
  });
  server.on('connection', socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    takeSent() {
      const taken = sent;
      sent = 0;
      return taken;
    },
    behave(changes) {
      manners = { ...manners, ...changes };
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

/** Bytes that begin as a GGUF file does; no two places of them are the same. */
export function fakeModel(bytes: number, seed = 1): Buffer {
  const content = Buffer.alloc(bytes);
  let state = seed;
  for (let at = 0; at + 4 <= bytes; at += 4) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    content.writeUInt32LE(state, at);
  }
  content.write('GGUF', 'latin1');
  return content;
}
