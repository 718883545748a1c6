// Stands in for the worker where a real model cannot be made to fail on demand: it speaks the same
// protocol and does what its orders say. Orders for loading lie beside the model, in
// `<modelPath>.orders`; those for a reply are the last message's text.
import { readFileSync, rmSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { modelProcess } from '../../../../src/protocol/modelProcess.ts';
import { RemoteError, Server, type Ask } from '../../../../src/protocol/rpc.ts';
import { ipcPort } from '../../../../src/bots/ipcPort.ts';

type Fate =
  | { readonly die: NodeJS.Signals | 'abort' | number }
  /** Lives on without a word; `loop` cannot hear either. */
  | { readonly silent: 'wait' | 'loop' }
  | { readonly refuse: string };

export interface LoadOrders {
  readonly once?: boolean;
  readonly steps?: readonly number[];
  readonly stepMs?: number;
  readonly then?: Fate;
}

export interface ReplyOrders {
  /** What happens before `started`. */
  readonly first?: Fate;
  readonly texts?: number;
  readonly textMs?: number;
  readonly then?: Fate;
  readonly deaf?: boolean;
  /** Says what it was asked and where, and every kind of part. */
  readonly tellAll?: boolean;
}

const forEver = (): Promise<never> =>
  new Promise(() => {
    setInterval(() => {}, 1 << 30);
  });

async function meet(fate: Fate): Promise<void> {
  if ('refuse' in fate) throw new RemoteError(fate.refuse, 'As ordered.');
  if ('silent' in fate) {
    while (fate.silent === 'loop');
    await forEver();
  } else if (fate.die === 'abort') process.abort();
  else if (typeof fate.die === 'number') {
    process.stderr.write('Nothing doing.\n');
    process.exit(fate.die);
  } else {
    process.kill(process.pid, fate.die);
    await forEver();
  }
}

function loadOrders(modelPath: string): LoadOrders {
  const file = `${modelPath}.orders`;
  try {
    const orders = JSON.parse(readFileSync(file, 'utf8')) as LoadOrders;
    if (orders.once === true) rmSync(file);
    return orders;
  } catch {
    return {};
  }
}

let load: Ask<typeof modelProcess, 'load'>;
let threads = 0;
const stops = new Map<number, AbortController>();

const server = new Server<typeof modelProcess>(
  modelProcess,
  ipcPort(process),
  {
    async load(ask) {
      load = ask;
      const { steps = [], stepMs = 5, then } = loadOrders(ask.modelPath);
      ({ threads } = ask);
      for (const fraction of steps) {
        await delay(stepMs);
        server.emit('loading', { fraction });
      }
      if (then) await meet(then);
      const { contextSize, sequences } = ask;
      return { contextSize, sequences, template: 'none', gpu: false, gpuLayers: 0 };
    },

    async generate(ask) {
      const { id, messages } = ask;
      const orders = JSON.parse(messages.at(-1)?.text ?? '{}') as ReplyOrders;
      const { first, texts = 3, textMs = 5, then, deaf = false, tellAll = false } = orders;
      const stop = new AbortController();
      stops.set(id, stop);
      if (first) await meet(first);
      server.emit('started', { id, leftOutTurns: 2 });
      if (tellAll) {
        const { CUDA_VISIBLE_DEVICES, HIP_VISIBLE_DEVICES, GGML_VK_VISIBLE_DEVICES } = process.env;
        const devices = [CUDA_VISIBLE_DEVICES, HIP_VISIBLE_DEVICES, GGML_VK_VISIBLE_DEVICES];
        server.emit('evaluating', { id, done: 1, total: 2 });
        server.emit('thinking', { id, text: 'Hm.' });
        server.emit('silent', { id });
        const token = { text: 'a', probability: 0.5, alternatives: [] };
        server.emit('tokens', { id, tokens: [token] });
        server.emit('text', { id, text: JSON.stringify({ ask, load, threads, devices }) });
      } else {
        for (let i = 0; i < texts && (deaf || !stop.signal.aborted); i++) {
          server.emit('text', { id, text: `${i} ` });
          await delay(textMs);
        }
      }
      if (then) await meet(then);
      stops.delete(id);
      return {
        finish: stop.signal.aborted ? 'stopped' : 'stop',
        tokens: { prompt: 7, completion: texts, evaluated: 5 },
        timings: { firstTokenMs: 1, totalMs: 2, tokensPerSecond: 3 },
        leftOutTurns: 2,
      };
    },

    stop({ id }) {
      stops.get(id)?.abort();
      return {};
    },

    threads(ask) {
      ({ threads } = ask);
      return {};
    },
  },
  { onBug: error => process.stderr.write(`${String(error)}\n`) },
);

process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
