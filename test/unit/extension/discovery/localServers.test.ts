import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createSocket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { listServerModels } from '../../../../src/bots/serverTest.ts';
import { findLocalServers } from '../../../../src/extension/discovery/localServers.ts';

// Real servers on ports of this machine, asked by what asks them in the product.

const servers: { close(): unknown; closeAllConnections?(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections?.();
    server.close();
  }
});

async function listen(server: Server | ReturnType<typeof createSocket>): Promise<number> {
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const serve = (listener: RequestListener): Promise<number> => listen(createServer(listener));

const models =
  (...ids: readonly string[]): RequestListener =>
  (request, response) => {
    if (request.url !== '/v1/models') {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({ object: 'list', data: ids.map(id => ({ id, object: 'model' })) }),
    );
  };

const find = (ports: readonly number[], signal = new AbortController().signal) =>
  findLocalServers(listServerModels, signal, ports);

it('lists the models of the servers that answer, in the order of their ports', async () => {
  const first = await serve(models('owl', 'parrot'));
  const second = await serve(models());
  const found = await find([second, first]);
  expect(found.map(({ port, baseUrl, wantsKey }) => ({ port, baseUrl, wantsKey }))).toEqual(
    [second, first].map(port => ({
      port,
      baseUrl: `http://127.0.0.1:${port}/v1`,
      wantsKey: false,
    })),
  );
  expect(found.map(server => server.models.map(({ id }) => id))).toEqual([[], ['owl', 'parrot']]);
});

it('tells a server that wants a key', async () => {
  const port = await serve((_request, response) =>
    response.writeHead(401).end('{"error":"no key"}'),
  );
  expect(await find([port])).toMatchObject([{ port, wantsKey: true, models: [] }]);
});

it('passes over closed ports, other programs and those that say nothing', async () => {
  const closed = await serve(models('gone'));
  await new Promise(resolve => (servers.pop() as Server).close(resolve));
  const page = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Hello</p>');
  });
  const silent = await serve(() => undefined);
  const noHttp = await listen(createSocket(socket => socket.end('220 mail ESMTP\r\n')));
  const good = await serve(models('owl'));
  const start = performance.now();
  const found = await find([closed, page, silent, noHttp, good]);
  expect(found.map(({ port }) => port)).toEqual([good]);
  expect(performance.now() - start, 'all at once').toBeLessThan(8000);
});

it('stops when it is told to', async () => {
  const silent = await serve(() => undefined);
  const stop = new AbortController();
  const searching = find([silent], stop.signal);
  setTimeout(() => {
    stop.abort();
  }, 50);
  await expect(searching).rejects.toMatchObject({ name: 'AbortError' });
});
