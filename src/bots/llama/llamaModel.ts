import { setTimeout as delay } from 'node:timers/promises';
import { Emitter } from '../../core/std/emitter.ts';
import type { LocalModel, MemoryNeed, ModelStatus, ReplyPart } from '../bot.ts';
import type { LlamaSpec } from '../botSpec.ts';
import { untilAborted } from '../untilAborted.ts';
import { Crashes } from './crashes.ts';
import { ModelFile, type CheckedFile } from './modelFile.ts';
import { ModelProcess } from './modelProcess.ts';
import { closedEnd, TEMPLATE_TIMEOUT_MS, unloadedEnd, type ProcessEnd } from './processEnd.ts';

export interface LlamaBotOptions {
  /** The bundled `worker.ts`, beside which node-llama-cpp can be found. */
  readonly workerPath: string;
  /** Most threads that one model may ever be told to use: the machine's cores. */
  readonly maxThreads: number;
  /** Of the GPU's memory, 0 … 1; asked when the model is loaded. */
  readonly vramShare: () => number;
  /** Longest silence of a process before it counts as hanging, in milliseconds. */
  readonly stallTimeoutMs: () => number;
  /** Hears of the process; lines may hold the model's path. */
  readonly onLog?: (line: string) => void;
  /** Longest silence while the chat template is rendered, in milliseconds; 10 s unless given. */
  readonly templateTimeoutMs?: number;
  /** After the first crash, the second, and so on; see {@link Crashes}. */
  readonly restartPausesMs?: readonly number[];
}

type Tell = (part: ReplyPart) => void;

/**
 * One GGUF file on this machine: in a process, which is started when a reply needs it, and again
 * after it was unloaded or died.
 */
export class LlamaModel implements LocalModel {
  readonly #spec: LlamaSpec;
  readonly #options: LlamaBotOptions;
  readonly #file: ModelFile;
  readonly #crashes: Crashes;
  readonly #changed = new Emitter<ModelStatus>();
  #status: ModelStatus = { kind: 'unloaded' };
  #process: ModelProcess | undefined;
  #loadedFrom = '';
  #threads: number;
  #onGpu: boolean;
  #life = new AbortController();
  #disposed = false;
  readonly onStatus = this.#changed.event;

  constructor(spec: LlamaSpec, options: LlamaBotOptions) {
    this.#spec = spec;
    this.#options = options;
    this.#file = new ModelFile(spec, line => options.onLog?.(line));
    this.#crashes = new Crashes(options.restartPausesMs);
    this.#threads = this.#mostThreads;
    this.#onGpu = wantsGpu(spec);
  }

  get status(): ModelStatus {
    return this.#status;
  }

  get pid(): number | undefined {
    return this.#process && !this.#process.end ? this.#process.pid : undefined;
  }

  /** Aborts when it is taken out of memory: what began before must not bring it back. */
  get life(): AbortSignal {
    return this.#life.signal;
  }

  async need(): Promise<MemoryNeed> {
    const { need } = await this.#file.check();
    return this.#onGpu ? { ...need, onGpu: true } : need;
  }

  useThreads(threads: number): void {
    const granted = Math.max(1, Math.min(Math.floor(threads), this.#mostThreads));
    if (granted === this.#threads) return;
    this.#threads = granted;
    // A process that is loading is told when it has loaded.
    if (this.#process?.ready && !this.#process.end) this.#process.useThreads(granted);
  }

  async load(signal: AbortSignal): Promise<void> {
    await this.ready(signal, () => {});
  }

  async unload(): Promise<void> {
    this.#life.abort();
    this.#life = new AbortController();
    const gone = this.#process?.kill(unloadedEnd());
    if (this.#status.kind !== 'unloaded') this.#setStatus({ kind: 'unloaded' });
    await gone;
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#life.abort();
    await this.#process?.kill(closedEnd());
    this.#changed.dispose();
  }

  /**
   * The process with the model in memory, a new one if need be.
   *
   * @param tell hears `restarting` and `loading`.
   * @returns undefined if the signal aborted; loading goes on for whoever comes next.
   * @throws BotError
   */
  async ready(stop: AbortSignal, tell: Tell): Promise<ModelProcess | undefined> {
    const { life } = this;
    for (;;) {
      const file = await this.#file.check();
      if (this.#disposed) throw closedEnd().error;
      if (life.aborted) throw unloadedEnd().error;
      if (stop.aborted) return undefined;
      const process = this.#process;
      if (process && !process.end && !this.#isOutdated(process, file)) {
        return (await this.#hasLoaded(process, stop, tell)) ? process : undefined;
      }
      // Two in memory at once could be one too many.
      if (process) await untilAborted(process.kill(unloadedEnd()), stop);
      else if (this.#crashes.pauseMs > 0) await this.#pause(AbortSignal.any([stop, life]), tell);
      else this.#start(file);
    }
  }

  /** Tells how many replies are computed: from now on, until told otherwise. */
  showReplies(process: ModelProcess): void {
    if (process !== this.#process || process.end || !process.ready) return;
    const kind = process.replies > 0 ? 'busy' : 'idle';
    if (this.#status.kind !== kind) this.#setStatus({ kind });
  }

  /** Resolves once no process is left that has ended for us and not yet for the system. */
  async buried(): Promise<void> {
    if (this.#process?.end) await this.#process.gone;
  }

  /** A reply came to its end in a process that goes on. */
  praise(): void {
    this.#crashes.forget();
  }

  get #mostThreads(): number {
    return Math.max(1, Math.min(this.#options.maxThreads, this.#spec.threads ?? Infinity));
  }

  /** Whether another file lies there now; what is being computed goes on with the old one. */
  #isOutdated(process: ModelProcess, file: CheckedFile): boolean {
    return process.ready && process.replies === 0 && file.stamp !== this.#loadedFrom;
  }

  #start(file: CheckedFile): void {
    const { modelPath, gpuLayers = 'auto', backend = 'auto', template, lora = [] } = this.#spec;
    const { workerPath, vramShare, stallTimeoutMs, templateTimeoutMs, onLog } = this.#options;
    const threads = this.#threads;
    const process = new ModelProcess({
      workerPath,
      devices: this.#spec.devices,
      load: {
        modelPath,
        contextSize: file.contextSize,
        sequences: file.sequences,
        threads,
        maxThreads: this.#mostThreads,
        gpuLayers,
        backend,
        vramShare: vramShare(),
        ...(template === undefined ? {} : { template }),
        lora,
      },
      stallTimeoutMs,
      templateTimeoutMs: templateTimeoutMs ?? TEMPLATE_TIMEOUT_MS,
      onLog: onLog ?? (() => {}),
      onEnd: end => this.#ended(process, end),
    });
    this.#process = process;
    this.#loadedFrom = file.stamp;
    this.#setStatus({ kind: 'loading', fraction: 0 });
    process.onLoading(fraction => this.#setStatus({ kind: 'loading', fraction }));
    void process.gone.then(() => {
      if (this.#process === process) this.#process = undefined;
    });
    void process.loaded.then(
      ({ gpu }) => {
        this.#onGpu = gpu !== false;
        if (this.#threads !== threads) process.useThreads(this.#threads);
        this.showReplies(process);
      },
      () => {},
    );
  }

  async #pause(stop: AbortSignal, tell: Tell): Promise<void> {
    const { pauseMs } = this.#crashes;
    tell({ kind: 'restarting', pauseMs });
    // Timers may come a little early, and a rest of a millisecond would be told as a new pause.
    await delay(pauseMs + 1, undefined, { signal: stop }).catch(() => {});
  }

  /** Waits for the model, but no longer than until the signal aborts: then `false`. */
  async #hasLoaded(process: ModelProcess, stop: AbortSignal, tell: Tell): Promise<boolean> {
    if (process.ready) return true;
    tell({ kind: 'loading', fraction: process.fraction });
    const listening = process.onLoading(fraction => tell({ kind: 'loading', fraction }));
    try {
      await untilAborted(process.loaded, stop);
      return !stop.aborted;
    } finally {
      listening.dispose();
    }
  }

  #ended(process: ModelProcess, { by, error }: ProcessEnd): void {
    if (by === 'crash') this.#crashes.add();
    if (process !== this.#process) return;
    this.#setStatus(by === 'order' ? { kind: 'unloaded' } : { kind: 'failed', error });
  }

  #setStatus(status: ModelStatus): void {
    this.#status = status;
    this.#changed.fire(status);
  }
}

/** Whether the settings put it on a GPU; by itself it may be, which the first load tells. */
function wantsGpu({ gpuLayers = 'auto', backend }: LlamaSpec): boolean {
  return backend !== 'cpu' && gpuLayers !== 'auto' && gpuLayers !== 0;
}
