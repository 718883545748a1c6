import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { REPLY_ERROR_CODES, type ReplyErrorCode } from '../../core/model.ts';
import { Emitter, type Subscribe } from '../../core/std/emitter.ts';
import { modelProcess } from '../../protocol/modelProcess.ts';
import {
  Client,
  RemoteError,
  type Answer,
  type Ask,
  type EventHandlers,
} from '../../protocol/rpc.ts';
import { BotError, type ReplyPart } from '../bot.ts';
import { ipcPort } from '../ipcPort.ts';
import { LastLines } from '../lastLines.ts';
import { Watchdog } from '../watchdog.ts';
import { startChild } from './childProcess.ts';
import type { Death } from './death.ts';
import * as ends from './processEnd.ts';
import { TemplateClock } from './templateClock.ts';

type Calls = typeof modelProcess;
type Loaded = Answer<Calls, 'load'>;

export interface ModelProcessOptions {
  /** The bundled worker. */
  readonly workerPath: string;
  readonly devices: readonly number[] | undefined;
  readonly load: Ask<Calls, 'load'>;
  /** Longest silence of a reply that has started, and of loading, in milliseconds. */
  readonly stallTimeoutMs: () => number;
  /**
   * Longest silence of a reply that has not started, in milliseconds; longer for a process that does
   * not get to compute.
   */
  readonly templateTimeoutMs: number;
  readonly onLog: (line: string) => void;
  /** Told once, before the replies that run are told. */
  readonly onEnd: (end: ends.ProcessEnd) => void;
}

interface Running {
  readonly tell: (part: ReplyPart) => void;
  readonly watchdog: Watchdog;
  /** `template` until it has started. */
  readonly progress: { template: TemplateClock | undefined };
}

/** How long the last words of a dead process may take to arrive. */
const LAST_WORDS_MS = 250;
const LAST_WORDS = 2;
/** How long a process may live without a channel to its host. */
const DISCONNECTED_MS = 1000;

/**
 * The host's side of one process with one model. It begins to load at once; it ends once, also when
 * it hangs, and is not used again then. Every promise rejects with a BotError.
 */
export class ModelProcess {
  readonly #options: ModelProcessOptions;
  readonly #child: ChildProcess;
  readonly #client: Client<Calls>;
  readonly #lastLines: LastLines;
  readonly #running = new Map<number, Running>();
  readonly #errors = new Map<number, BotError>();
  readonly #loading = new Emitter<number>();
  #loadWatchdog: Watchdog | undefined;
  #end: ends.ProcessEnd | undefined;
  #loaded: Loaded | undefined;
  #fraction = 0;
  /** Resolves when the model can be asked. */
  readonly loaded: Promise<Loaded>;
  /** Resolves when the operating system has nothing of it left. */
  readonly gone: Promise<void>;
  /** Tells how much is loaded, 0 … 1. */
  readonly onLoading: Subscribe<number> = this.#loading.event;

  constructor(options: ModelProcessOptions) {
    this.#options = options;
    this.#child = startChild(options.workerPath, options.devices);
    this.#lastLines = new LastLines(this.#child.stderr, line => this.#log(line));
    this.#client = new Client<Calls>(
      modelProcess,
      ipcPort(this.#child),
      this.#handlers(),
      (error, what) => this.#log(`"${what}" was not understood: ${String(error)}`),
    );
    this.gone = this.#watch();
    this.#log('started');
    this.loaded = this.#load(options.load);
    // Whoever waits hears of a failure; when nobody does, it is no bug either.
    this.loaded.catch(() => {});
  }

  /** The operating system's number for the process; undefined if it could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Why it can no longer be asked. */
  get end(): ends.ProcessEnd | undefined {
    return this.#end;
  }

  /** Whether it has loaded its model. */
  get ready(): boolean {
    return this.#loaded !== undefined;
  }

  /** How many replies it computes now. */
  get replies(): number {
    return this.#running.size;
  }

  /** How much is loaded, 0 … 1. */
  get fraction(): number {
    return this.#fraction;
  }

  /** As many at once as it has sequences; resolves when the reply has ended. */
  async generate(
    ask: Ask<Calls, 'generate'>,
    tell: (part: ReplyPart) => void,
  ): Promise<Answer<Calls, 'generate'>> {
    const { stallTimeoutMs, templateTimeoutMs } = this.#options;
    const progress: Running['progress'] = {
      template: new TemplateClock(this.pid, templateTimeoutMs),
    };
    const watchdog = new Watchdog(
      () => progress.template?.limitMs ?? stallTimeoutMs(),
      silentMs => this.#silent(ask.id, progress.template, silentMs),
    );
    this.#running.set(ask.id, { tell, watchdog, progress });
    try {
      return await this.#client.ask('generate', ask);
    } catch (error) {
      throw this.#errors.get(ask.id) ?? this.#botError(error);
    } finally {
      watchdog.dispose();
      this.#running.delete(ask.id);
    }
  }

  /** Asks the reply to end at the next token; the promise of `generate` tells when it has. */
  stop(id: number): void {
    // If the process is gone, `generate` says so.
    this.#client.ask('stop', { id }).catch(() => {});
  }

  /** Threads to compute with from the next token on. */
  useThreads(threads: number): void {
    this.#client.ask('threads', { threads }).catch((error: unknown) => {
      if (!this.#end) this.#log(`threads: ${String(error)}`);
    });
  }

  /**
   * Ends the process, also one that hangs or was paused, and waits until it is gone. What runs in it
   * fails at once.
   */
  kill(end: ends.ProcessEnd): Promise<void> {
    this.#close(end);
    this.#child.kill('SIGKILL');
    return this.gone;
  }

  #handlers(): EventHandlers<Calls> {
    const told = (id: number, part?: ReplyPart): void => {
      // One engine computes for all, so a sign of one is a sign of life for all.
      for (const { watchdog, progress } of this.#running.values()) {
        watchdog.heard();
        progress.template?.heard();
      }
      if (part) this.#running.get(id)?.tell(part);
    };
    return {
      loading: ({ fraction }) => {
        this.#loadWatchdog?.heard();
        this.#fraction = fraction;
        this.#loading.fire(fraction);
      },
      started: ({ id, leftOutTurns }) => {
        const running = this.#running.get(id);
        if (running) running.progress.template = undefined;
        told(id, { kind: 'started', leftOutTurns });
      },
      evaluating: ({ id, done, total }) => told(id, { kind: 'evaluating', done, total }),
      thinking: ({ id, text }) => told(id, { kind: 'thinking', text }),
      text: ({ id, text }) => told(id, { kind: 'text', text }),
      silent: ({ id }) => told(id),
      tokens: ({ id, tokens }) => told(id, { kind: 'tokens', tokens }),
    };
  }

  /**
   * Nothing was heard for too long, which the reply with this id noticed first.
   *
   * @param template undefined if that reply has started.
   */
  #silent(id: number, template: TemplateClock | undefined, silentMs: number): void {
    const { stallTimeoutMs } = this.#options;
    // A template that loops for ever silences all: let the reply be blamed that waits for it.
    if (!template && [...this.#running.values()].some(({ progress }) => progress.template)) return;
    const loops = template?.loops === true;
    if (!loops && silentMs < stallTimeoutMs()) return;
    const end = loops ? ends.templateEnd(silentMs) : ends.stalledEnd(silentMs);
    this.#errors.set(id, end.error);
    this.#close(end, ends.besideError(end.error));
    void this.kill(end);
  }

  async #load(load: Ask<Calls, 'load'>): Promise<Loaded> {
    const { stallTimeoutMs } = this.#options;
    this.#loadWatchdog = new Watchdog(
      stallTimeoutMs,
      () => void this.kill(ends.loadingStalledEnd(stallTimeoutMs())),
    );
    try {
      this.#loaded = await this.#client.ask('load', load);
      const { contextSize, sequences, template, gpu, gpuLayers } = this.#loaded;
      const device = gpu === false ? 'the processor' : `${gpu} with ${gpuLayers} layers`;
      this.#log(`loaded: ${sequences} × ${contextSize} tokens, template ${template}, on ${device}`);
      return this.#loaded;
    } catch (error) {
      const failure = this.#botError(error);
      void this.kill({ by: 'failure', error: failure });
      throw failure;
    } finally {
      this.#loadWatchdog.dispose();
    }
  }

  async #watch(): Promise<void> {
    const closed = new Promise<void>(resolve => this.#child.once('close', () => resolve()));
    const death = await new Promise<Death>(resolve => {
      this.#child.once('exit', (code, signal) => resolve({ code, signal }));
      // Later errors are of single messages, which the end of the process explains.
      this.#child.on('error', ({ message }) => {
        if (this.#child.pid === undefined) resolve({ message });
      });
      // A process that cannot be asked is of no use. One that is about to exit may tell its own code.
      this.#child.once('disconnect', () =>
        setTimeout(() => this.#child.kill('SIGKILL'), DISCONNECTED_MS).unref(),
      );
    });
    if (!this.#end) {
      await Promise.race([closed, delay(LAST_WORDS_MS)]);
      const words = this.#lastLines
        .last(LAST_WORDS)
        .map(line => ends.withoutFolders(this.#clean(line)));
      this.#close(ends.diedEnd(death, this.ready, words));
    }
    this.#log(`ended (${death.signal ?? death.message ?? death.code ?? '?'})`);
  }

  /** @param told what the replies in it are told. */
  #close(end: ends.ProcessEnd, told = end.error): void {
    if (this.#end) return;
    this.#end = end;
    this.#loading.dispose();
    this.#options.onEnd(end);
    this.#client.end(told);
  }

  #botError(error: unknown): BotError {
    if (error instanceof BotError) return error;
    const message = error instanceof Error ? error.message : String(error);
    const code =
      error instanceof RemoteError && isReplyErrorCode(error.code) ? error.code : 'internal';
    return new BotError(code, this.#clean(message), { cause: error });
  }

  #clean(text: string): string {
    const { modelPath, lora } = this.#options.load;
    return ends.withoutFiles(text, [modelPath, ...lora.map(({ path }) => path)]);
  }

  #log(line: string): void {
    this.#options.onLog(`model process ${this.pid ?? '?'}: ${line}`);
  }
}

const isReplyErrorCode = (code: string): code is ReplyErrorCode =>
  (REPLY_ERROR_CODES as readonly string[]).includes(code);
