// The entry of the process that runs one local model: speaks over the channel of `fork`.
import os from 'node:os';
import process from 'node:process';
import { modelProcess } from '../../protocol/modelProcess.ts';
import { RemoteError, Server } from '../../protocol/rpc.ts';
import type { Engine } from './engine.ts';
import { ipcPort } from './ipcPort.ts';
import { loadEngine } from './loadEngine.ts';
import { TextJoiner } from './textJoiner.ts';

/** Least step of the loading bar; llama.cpp tells of every tensor. */
const PROGRESS_STEP = 0.01;

// The editor goes first when both want a core: typing must never wait for a model. Idle cores lose nothing.
os.setPriority(os.constants.priority.PRIORITY_LOW);

let engine: Engine | undefined;
let running: { readonly id: number; readonly stop: AbortController } | undefined;

const server = new Server<typeof modelProcess>(
  modelProcess,
  ipcPort(process),
  {
    async load(ask) {
      let told = -1;
      engine = await loadEngine(ask, fraction => {
        if (fraction < 1 && fraction - told < PROGRESS_STEP) return;
        told = fraction;
        server.emit('loading', { fraction });
      });
      return { contextSize: engine.contextSize };
    },

    async generate({ id, messages, sampling }) {
      if (!engine) throw new RemoteError('internal', 'The model is not loaded');
      if (running) throw new RemoteError('internal', 'The model is still answering');
      const stop = new AbortController();
      running = { id, stop };
      const joiner = new TextJoiner(text => server.emit('text', { id, text }));
      try {
        return await engine.generate({
          messages,
          sampling,
          signal: stop.signal,
          onStarted: () => server.emit('started', { id }),
          onText: text => joiner.push(text),
        });
      } catch (error) {
        if (error instanceof RemoteError) throw error;
        // Errors of Node and llama.cpp bring codes of their own, which mean nothing to the host.
        throw new RemoteError('internal', error instanceof Error ? error.message : String(error));
      } finally {
        joiner.flush();
        running = undefined;
      }
    },

    stop({ id }) {
      if (running?.id === id) running.stop.abort();
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
