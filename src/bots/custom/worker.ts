// The entry of the process that runs one module of the user: speaks over the channel of `fork`.
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { customProcess } from '../../protocol/customProcess.ts';
import { RemoteError, Server } from '../../protocol/rpc.ts';
import { ipcPort } from '../ipcPort.ts';
import { watchParent } from '../orphanWatch.ts';
import { TextJoiner } from '../textJoiner.ts';
import { runChain, type LoadedModule } from './chain.ts';
import { callHook, hooksOf, settingsOf } from './hooks.ts';
import { honouredBy } from './settings.ts';
import { describeUserError } from './userError.ts';
import { importModule, prepareModules } from './userModule.ts';

/** Of the memory that there is, for a module that takes ever more outside its heap. */
const MEMORY_PART = 0.5;
/** How long the host may take to hear why the process ends. */
const UNHEARD_MS = 2000;

os.setPriority(os.constants.priority.PRIORITY_LOW);
const memory = process.constrainedMemory() || Infinity;
watchParent(MEMORY_PART * Math.min(os.totalmem(), memory));

let modulePath = '';
let loaded: LoadedModule | undefined;
const running = new Map<number, AbortController>();

const failure = async (error: unknown): Promise<RemoteError> =>
  new RemoteError('moduleFailed', await describeUserError(error, modulePath));

const server = new Server<typeof customProcess>(
  customProcess,
  ipcPort(process),
  {
    async load(ask) {
      ({ modulePath } = ask);
      try {
        const bot = hooksOf(await importModule(modulePath), path.basename(modulePath));
        const defaults = await settingsOf(bot, 'defaultSettings');
        const { settings: own } = ask;
        const settings = { ...defaults, ...own };
        const model = bot.load ? await callHook(bot, 'load', { settings }) : undefined;
        loaded = { bot, defaults, own, model };
        return { honours: honouredBy(defaults) };
      } catch (error) {
        throw await failure(error);
      }
    },

    async generate({ id, ...request }) {
      if (!loaded) throw new RemoteError('internal', 'The module is not loaded');
      const stop = new AbortController();
      running.set(id, stop);
      const joiner = new TextJoiner((text, isWhole) =>
        server.emit(isWhole ? 'replaced' : 'text', { id, text }),
      );
      const listener = {
        text: (delta: string) => joiner.push(delta),
        replaced: (text: string) => joiner.replace(text),
      };
      try {
        return { finish: await runChain(loaded, request, listener, stop.signal) };
      } catch (error) {
        if (stop.signal.aborted) return { finish: 'stopped' };
        throw await failure(error);
      } finally {
        // What was said before a failure is kept.
        joiner.flush();
        running.delete(id);
        // What the module still does for a reply that failed has nobody to read it.
        stop.abort();
      }
    },

    stop({ id }) {
      running.get(id)?.abort();
      return {};
    },

    ping: () => ({}),
  },
  {
    onBug: (error, call) => {
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`${call}: ${what}\n`);
    },
  },
);

prepareModules(file => server.emit('uses', { file }));

/** A module that did not catch its error is in no state that anybody knows. */
function endOf(error: unknown): void {
  void describeUserError(error, modulePath).then(message => {
    server.emit('uncaught', { message });
    // The host ends it once it has heard that.
    setTimeout(() => process.exit(1), UNHEARD_MS);
  });
}
process.on('uncaughtException', endOf);
process.on('unhandledRejection', endOf);

process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
