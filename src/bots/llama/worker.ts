// The entry of the process that runs one local model: speaks over the channel of `fork`.
import os from 'node:os';
import process from 'node:process';
import { modelProcess } from '../../protocol/modelProcess.ts';
import { RemoteError, Server } from '../../protocol/rpc.ts';
import { Engine } from './engine/engine.ts';
import { watchParent } from '../orphanWatch.ts';
import { ipcPort } from '../ipcPort.ts';

/** Least step of the loading bar; llama.cpp tells of every tensor. */
const PROGRESS_STEP = 0.01;

// The editor goes first when both want a core: typing must never wait for a model. Idle cores lose nothing.
os.setPriority(os.constants.priority.PRIORITY_LOW);
watchParent();

let engine: Engine | undefined;
/** Told while the model was being loaded. */
let threadsToUse: number | undefined;
const running = new Map<number, AbortController>();

function loaded(): Engine {
  if (engine !== undefined) return engine;
  throw new RemoteError('internal', 'The model is not loaded');
}

const server = new Server<typeof modelProcess>(
  modelProcess,
  ipcPort(process),
  {
    async load(ask) {
      if (engine !== undefined) throw new RemoteError('internal', 'A model is loaded already');
      let told = -1;
      engine = await Engine.load(ask, fraction => {
        if (fraction < 1 && fraction - told < PROGRESS_STEP) return;
        told = fraction;
        server.emit('loading', { fraction });
      });
      if (threadsToUse !== undefined) engine.useThreads(threadsToUse);
      return engine.about;
    },

    async generate({ id, ...generation }) {
      const stop = new AbortController();
      running.set(id, stop);
      try {
        return await loaded().generate(
          generation,
          {
            started: leftOutTurns => server.emit('started', { id, leftOutTurns }),
            evaluating: (done, total) => server.emit('evaluating', { id, done, total }),
            thinking: text => server.emit('thinking', { id, text }),
            text: text => server.emit('text', { id, text }),
            silent: () => server.emit('silent', { id }),
            tokens: tokens => server.emit('tokens', { id, tokens }),
          },
          stop.signal,
        );
      } catch (error) {
        if (error instanceof RemoteError) throw error;
        // Errors of Node and llama.cpp bring codes of their own, which mean nothing to the host.
        throw new RemoteError('internal', error instanceof Error ? error.message : String(error));
      } finally {
        running.delete(id);
      }
    },

    stop({ id }) {
      running.get(id)?.abort();
      return {};
    },

    threads({ threads }) {
      threadsToUse = threads;
      engine?.useThreads(threads);
      return {};
    },
  },
  {
    onBug: (error, call) => {
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`${call}: ${what}\n`);
    },
  },
);

// Without its host the process has no purpose, and nothing to save: an orderly exit would wait for
// llama.cpp's threads.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
