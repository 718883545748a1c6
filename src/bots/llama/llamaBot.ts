import { randomInt } from 'node:crypto';
import { AsyncQueue } from '../../core/std/queue.ts';
import { BotError, type Bot, type ReplyPart, type ReplyRequest } from '../bot.ts';
import type { LlamaSpec } from '../botSpec.ts';
import { Stopwatch } from '../stopwatch.ts';
import { checkGguf } from './gguf.ts';
import { Lock, untilAborted } from './lock.ts';
import { ModelProcess } from './modelProcess.ts';
import { HONOURED } from './sampling.ts';

export interface LlamaBotOptions {
  /** The bundled `worker.ts`, beside which node-llama-cpp can be found. */
  readonly workerPath: string;
  /** What this process may use of the machine; see `LlamaSpec.threads`. */
  readonly threads: number;
  /** Hears of the process; lines may hold the model's path. */
  readonly onLog?: (line: string) => void;
}

/** How long a stopped reply may go on unseen before its process is killed: a stop is a stop. */
const STOP_GRACE_MS = 3000;

/**
 * A GGUF file that answers in a process of its own, which is started at the first reply, and again
 * at the next one after it died. The process answers one at a time; further replies wait.
 */
export function createLlamaBot(
  spec: LlamaSpec,
  options: LlamaBotOptions,
): Bot & { readonly pid: number | undefined } {
  return new LlamaBot(spec, options);
}

class LlamaBot implements Bot {
  readonly kind = 'llama';
  readonly honours = HONOURED;
  readonly #spec: LlamaSpec;
  readonly #options: LlamaBotOptions;
  readonly #lock = new Lock();
  #process: ModelProcess | undefined;
  #replies = 0;
  #disposed = false;

  constructor(spec: LlamaSpec, options: LlamaBotOptions) {
    this.#spec = spec;
    this.#options = options;
  }

  /** The process of the model, while there is one. */
  get pid(): number | undefined {
    return this.#process?.alive ? this.#process.pid : undefined;
  }

  async *reply(request: ReplyRequest, signal: AbortSignal): AsyncGenerator<ReplyPart> {
    const watch = new Stopwatch();
    const leave = await this.#lock.enter(signal);
    if (!leave) return;
    const parts = new AsyncQueue<ReplyPart>();
    const listenerLeft = new AbortController();
    const stop = AbortSignal.any([signal, listenerLeft.signal]);
    // The listener is let go at once; the next reply waits until the process is free again.
    stop.addEventListener('abort', () => parts.end(), { once: true });
    void this.#answer(request, stop, watch, part => parts.push(part))
      .then(
        () => parts.end(),
        (error: unknown) => parts.end(error),
      )
      .finally(leave);
    try {
      yield* parts;
    } finally {
      listenerLeft.abort();
    }
  }

  idle(): Promise<void> {
    return this.#lock.free();
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    await this.#process?.kill();
  }

  async #answer(
    { messages, sampling }: ReplyRequest,
    stop: AbortSignal,
    watch: Stopwatch,
    tell: (part: ReplyPart) => void,
  ): Promise<void> {
    await checkGguf(this.#spec.modelPath, this.#spec.name);
    const process = this.#running();
    await this.#load(process, stop, fraction => tell({ kind: 'loading', fraction }));
    if (stop.aborted) return;

    const id = this.#replies++;
    let grace: NodeJS.Timeout | undefined;
    const onStop = (): void => {
      process.stop(id);
      grace = setTimeout(() => void process.kill(), STOP_GRACE_MS);
    };
    stop.addEventListener('abort', onStop, { once: true });
    try {
      // Drawn here, so that a process that is started anew does not repeat itself.
      const seed = sampling.seed ?? randomInt(2 ** 32 - 1);
      const { finish, tokens, timings } = await process.generate(
        { id, messages, sampling: { ...sampling, seed } },
        {
          onStarted: () => {
            watch.start();
            tell({ kind: 'started' });
          },
          onText: text => tell({ kind: 'text', text }),
        },
      );
      if (finish === 'stopped') return;
      tell({ kind: 'end', finish, tokens, timings: { ...timings, waitMs: watch.end().waitMs } });
    } finally {
      clearTimeout(grace);
      stop.removeEventListener('abort', onStop);
    }
  }

  /** Waits for the model; a stop ends the waiting and leaves the loading to whoever comes next. */
  async #load(
    process: ModelProcess,
    stop: AbortSignal,
    tell: (fraction: number) => void,
  ): Promise<void> {
    if (process.ready) return;
    tell(process.fraction);
    const listening = process.onLoading(tell);
    try {
      await untilAborted(process.loaded, stop);
    } finally {
      listening.dispose();
    }
  }

  /** The process, a new one if there is none any more. */
  #running(): ModelProcess {
    if (this.#disposed) throw new BotError('processDied', 'This bot was closed.');
    if (this.#process?.alive) return this.#process;
    const { modelPath, contextSize, gpuLayers = 0 } = this.#spec;
    const { workerPath, threads, onLog = () => {} } = this.#options;
    const load = { modelPath, contextSize, threads, gpuLayers };
    this.#process = new ModelProcess({ workerPath, load, onLog });
    return this.#process;
  }
}
