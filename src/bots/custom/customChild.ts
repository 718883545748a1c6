import { fork, type ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { REPLY_ERROR_CODES, type ReplyErrorCode } from '../../core/model.ts';
import { customProcess } from '../../protocol/customProcess.ts';
import { Client, RemoteError, type Answer, type Ask } from '../../protocol/rpc.ts';
import { BotError } from '../bot.ts';
import { ipcPort } from '../ipcPort.ts';
import { LastLines } from '../lastLines.ts';
import { Watchdog } from '../watchdog.ts';
import { OutputLog } from './outputLog.ts';
import {
  blockedError,
  diedError,
  notStartedError,
  uncaughtError,
  type Death,
} from './processEnd.ts';

type Calls = typeof customProcess;

export interface CustomChildOptions {
  /** The bundled worker.ts. */
  readonly workerPath: string;
  readonly load: Ask<Calls, 'load'>;
  /** Longest time for which the module may block its process, in milliseconds. */
  readonly blockedMs: number;
  /** Most megabytes that its objects may take. */
  readonly heapMb: number;
  readonly onLog: (line: string) => void;
  /** A file that the module is made of. */
  readonly onFile: (file: string) => void;
}

/** What a reply says while it is made. */
export type CustomPart = { readonly kind: 'text' | 'replaced'; readonly text: string };

/** Shortest pause between two questions whether it is still there. */
const PING_MS = 500;
/** How long Node itself may take to start, on a machine that is very busy. */
const START_MS = 60_000;
/** How many times it is asked within the longest time that it may block. */
const PINGS = 4;
/** How long the last words of a dead process may take to arrive. */
const LAST_WORDS_MS = 250;
const LAST_WORDS = 3;

/**
 * The host's side of the process of one module. It begins to load at once, ends once, and is not used
 * again then. Every promise rejects with a BotError.
 */
export class CustomChild {
  readonly #options: CustomChildOptions;
  readonly #child: ChildProcess;
  readonly #client: Client<Calls>;
  readonly #lastLines: LastLines;
  readonly #running = new Map<number, (part: CustomPart) => void>();
  #ended = false;
  #loading = true;
  #watching: { dispose(): void } | undefined;
  readonly loaded: Promise<Answer<Calls, 'load'>>;
  /** Resolves when the operating system has nothing of it left. */
  readonly gone: Promise<void>;

  constructor(options: CustomChildOptions) {
    this.#options = options;
    this.#child = fork(options.workerPath, {
      execArgv: [`--max-old-space-size=${options.heapMb}`],
      // See the llama kind: Electron as plain Node, and nothing that a debugger wants of every process.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const output = new OutputLog(line => this.#log(line));
    const print = (line: string): void => output.add(line);
    new LastLines(this.#child.stdout, print);
    this.#lastLines = new LastLines(this.#child.stderr, print);
    this.#client = new Client<Calls>(
      customProcess,
      ipcPort(this.#child),
      {
        text: ({ id, text }) => this.#running.get(id)?.({ kind: 'text', text }),
        replaced: ({ id, text }) => this.#running.get(id)?.({ kind: 'replaced', text }),
        uses: ({ file }) => options.onFile(file),
        uncaught: ({ message }) => void this.kill(uncaughtError(message)),
      },
      (error, what) => this.#log(`"${what}" was not understood: ${String(error)}`),
    );
    this.gone = this.#watchEnd();
    this.#log('started');
    this.loaded = this.#load();
    // Whoever waits hears of a failure; when nobody does, it is no bug either.
    this.loaded.catch(() => {});
  }

  /** Whether it can no longer be asked. */
  get ended(): boolean {
    return this.#ended;
  }

  async generate(
    ask: Ask<Calls, 'generate'>,
    tell: (part: CustomPart) => void,
  ): Promise<Answer<Calls, 'generate'>> {
    this.#running.set(ask.id, tell);
    this.#watch();
    try {
      return await this.#client.ask('generate', ask);
    } catch (error) {
      throw botError(error);
    } finally {
      this.#running.delete(ask.id);
      this.#unwatch();
    }
  }

  stop(id: number): void {
    // If the process is gone, `generate` says so.
    this.#client.ask('stop', { id }).catch(() => {});
  }

  /** Ends the process and waits until it is gone; what runs in it fails with this error at once. */
  kill(error: BotError): Promise<void> {
    this.#end(error);
    this.#child.kill('SIGKILL');
    return this.gone;
  }

  async #load(): Promise<Answer<Calls, 'load'>> {
    const starting = new Watchdog(
      () => START_MS,
      silentMs => void this.kill(notStartedError(silentMs)),
    );
    try {
      // Until here it is not the module that takes its time.
      await this.#client.ask('ping', {}).finally(() => starting.dispose());
      this.#watch();
      return await this.#client.ask('load', this.#options.load);
    } catch (error) {
      const failure = botError(error);
      void this.kill(failure);
      throw failure;
    } finally {
      this.#loading = false;
      this.#unwatch();
    }
  }

  /** Asks again and again whether the main loop turns, as long as the module has something to do. */
  #watch(): void {
    if (this.#watching || this.#ended) return;
    const { blockedMs } = this.#options;
    const watchdog = new Watchdog(
      () => blockedMs,
      silentMs => void this.kill(blockedError(silentMs)),
    );
    let isAsked = false;
    const timer = setInterval(
      () => {
        if (isAsked) return;
        isAsked = true;
        this.#client.ask('ping', {}).then(
          () => {
            isAsked = false;
            watchdog.heard();
          },
          () => {},
        );
      },
      Math.min(PING_MS, blockedMs / PINGS),
    );
    this.#watching = {
      dispose: () => {
        watchdog.dispose();
        clearInterval(timer);
      },
    };
  }

  #unwatch(): void {
    if (!this.#ended && (this.#loading || this.#running.size > 0)) return;
    this.#watching?.dispose();
    this.#watching = undefined;
  }

  async #watchEnd(): Promise<void> {
    const closed = new Promise<void>(resolve => this.#child.once('close', () => resolve()));
    const death = await new Promise<Death>(resolve => {
      this.#child.once('exit', (code, signal) => resolve({ code, signal }));
      this.#child.on('error', ({ message }) => {
        if (this.#child.pid === undefined) resolve({ message });
      });
      // It cannot be asked any more, whatever the module still wants.
      this.#child.once('disconnect', () =>
        setTimeout(() => this.#child.kill('SIGKILL'), LAST_WORDS_MS).unref(),
      );
    });
    if (!this.#ended) {
      await Promise.race([closed, delay(LAST_WORDS_MS)]);
      this.#end(diedError(death, this.#lastLines.last(LAST_WORDS), this.#options.heapMb));
    }
    this.#log(`ended (${death.signal ?? death.message ?? death.code ?? '?'})`);
  }

  #end(error: BotError): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#unwatch();
    this.#client.end(error);
  }

  #log(line: string): void {
    this.#options.onLog(`module process ${this.#child.pid ?? '?'}: ${line}`);
  }
}

function botError(error: unknown): BotError {
  if (error instanceof BotError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code =
    error instanceof RemoteError && isReplyErrorCode(error.code) ? error.code : 'internal';
  return new BotError(code, message, { cause: error });
}

const isReplyErrorCode = (code: string): code is ReplyErrorCode =>
  (REPLY_ERROR_CODES as readonly string[]).includes(code);
