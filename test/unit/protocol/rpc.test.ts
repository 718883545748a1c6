import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import {
  Client,
  RemoteError,
  Server,
  type CallHandlers,
  type Contract,
} from '../../../src/protocol/rpc.ts';
import { rpcPair } from '../../support/rpcPair.ts';

const contract = {
  calls: {
    double: { ask: z.object({ n: z.number() }), answer: z.object({ n: z.number() }) },
    fail: { ask: z.object({}), answer: z.object({}) },
  },
  events: { tick: z.object({ at: z.number() }) },
} as const satisfies Contract;

function setUp(handlers: Partial<CallHandlers<typeof contract>> = {}) {
  const { host, page } = rpcPair();
  const bugs: string[] = [];
  const ticks: number[] = [];
  const server = new Server(
    contract,
    host,
    { double: ({ n }) => ({ n: 2 * n }), fail: () => ({}), ...handlers },
    { onBug: (_, call) => bugs.push(`server: ${call}`) },
  );
  const client = new Client(contract, page, { tick: ({ at }) => ticks.push(at) }, (_, what) =>
    bugs.push(`client: ${what}`),
  );
  return { server, client, host, page, bugs, ticks };
}

const settled = () => new Promise(resolve => setTimeout(resolve, 0));

describe('a border', () => {
  it('answers each question with its own answer', async () => {
    const { client } = setUp();
    await expect(
      Promise.all([client.ask('double', { n: 1 }), client.ask('double', { n: 21 })]),
    ).resolves.toEqual([{ n: 2 }, { n: 42 }]);
  });

  it('carries the code of an expected error, and reports only bugs', async () => {
    const refusal = Object.assign(new Error('Vote first.'), { code: 'notOpen' });
    const { client, bugs } = setUp({ fail: () => Promise.reject(refusal) });
    await expect(client.ask('fail', {})).rejects.toMatchObject({
      code: 'notOpen',
      message: 'Vote first.',
    });
    expect(bugs).toEqual([]);
  });

  it('reports a handler that throws without a code', async () => {
    const { client, bugs } = setUp({
      fail: () => {
        throw new TypeError('oops');
      },
    });
    await expect(client.ask('fail', {})).rejects.toMatchObject({ code: 'internal' });
    expect(bugs).toEqual(['server: fail']);
  });

  it('refuses a question, an answer and an event of the wrong shape', async () => {
    const { client, server, page, bugs, ticks } = setUp({ fail: () => 'not an object' as never });
    await expect(client.ask('double', { n: 'x' } as never)).rejects.toBeInstanceOf(RemoteError);
    await expect(client.ask('fail', {})).rejects.toMatchObject({ code: 'badMessage' });
    server.emit('tick', { at: 'noon' } as never);
    server.emit('tock' as never, {} as never);
    server.emit('tick', { at: 5 });
    page.post({ rpc: 'ask', id: 'one', call: 'double' });
    page.post('garbage');
    page.post({ rpc: 'ask', id: 9, call: 'constructor', body: {} });
    await settled();
    expect(ticks).toEqual([5]);
    expect(bugs).toEqual(['client: tick', 'client: tock']);
  });

  it('rejects whoever still waits when the border closes, and whoever asks later', async () => {
    const { client } = setUp({ fail: () => new Promise(() => {}) });
    const waiting = client.ask('fail', {});
    client.end(new Error('The process died'));
    await expect(waiting).rejects.toThrow('The process died');
    await expect(client.ask('double', { n: 1 })).rejects.toThrow('The process died');
  });

  it('hears nothing after the server was disposed', async () => {
    const { client, server } = setUp();
    server.dispose();
    let answered = false;
    void client.ask('double', { n: 1 }).then(() => (answered = true));
    await settled();
    expect(answered).toBe(false);
  });
});
