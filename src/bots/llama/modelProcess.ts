import { fork, type ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { REPLY_ERROR_CODES, type ReplyErrorCode } from '../../core/model.ts';
import { Emitter, type Subscribe } from '../../core/std/emitter.ts';
import { modelProcess } from '../../protocol/modelProcess.ts';
import { Client, RemoteError, type Answer, type Ask } from '../../protocol/rpc.ts';
import { BotError } from '../bot.ts';
import { ipcPort } from './ipcPort.ts';
import { LastLines } from './lastLines.ts';

type Calls = typeof modelProcess;

export interface GenerateListener {
  readonly onStarted: () => void;
  readonly onText: (text: string) => void;
}

export interface ModelProcessOptions {
  /** The bundled worker. */
  readonly workerPath: string;
  readonly load: Ask<Calls, 'load'>;
  readonly onLog: (line: string) => void;
}

/** How long the last words of a dead process may take to arrive. */
const LAST_WORDS_MS = 250;

/**
 * The host's side of one process with one model. It begins to load at once; it dies once and is not
 * used again then. Every promise rejects with a BotError.
 */
export class ModelProcess {
  readonly #child: ChildProcess;
  readonly #client: Client<Calls>;
  readonly #lastLines: LastLines;
  readonly #listeners = new Map<number, GenerateListener>();
  readonly #loading = new Emitter<number>();
  readonly #exited: Promise<void>;
  #ended = false;
  #killed = false;
  #ready = false;
  #fraction = 0;
  /** Resolves when the model can be asked. */
  readonly loaded: Promise<void>;
  /** Tells how much is loaded, 0 … 1. */
  readonly onLoading: Subscribe<number> = this.#loading.event;

  constructor({ workerPath, load, onLog }: ModelProcessOptions) {
    const log = (line: string): void => onLog(`model process ${this.pid ?? '?'}: ${line}`);
    this.#child = fork(workerPath, {
      execArgv: [],
      // Inside the editor the executable is Electron, which this makes a plain Node.
      // NODE_OPTIONS may hold what a debugger wants of every Node process; the model wants none of it.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#lastLines = new LastLines(this.#child.stderr, log);
    this.#client = new Client<Calls>(
      modelProcess,
      ipcPort(this.#child),
      {
        loading: ({ fraction }) => {
          this.#fraction = fraction;
          this.#loading.fire(fraction);
        },
        started: ({ id }) => this.#listeners.get(id)?.onStarted(),
        text: ({ id, text }) => this.#listeners.get(id)?.onText(text),
      },
      (error, what) => log(`"${what}" was not understood: ${String(error)}`),
    );
    this.#exited = this.#watch(log);
    log('started');
    this.loaded = this.#load(load);
    // Whoever waits hears of a failure; when nobody does, it is no bug either.
    this.loaded.catch(() => {});
  }

  /** The operating system's number for the process; undefined if it could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Whether it can still be asked. */
  get alive(): boolean {
    return !this.#ended;
  }

  get ready(): boolean {
    return this.#ready;
  }

  /** How much is loaded, 0 … 1. */
  get fraction(): number {
    return this.#fraction;
  }

  /** One at a time; resolves when the reply has ended. */
  async generate(
    ask: Ask<Calls, 'generate'>,
    listener: GenerateListener,
  ): Promise<Answer<Calls, 'generate'>> {
    this.#listeners.set(ask.id, listener);
    try {
      return await this.#client.ask('generate', ask);
    } catch (error) {
      throw botErrorOf(error);
    } finally {
      this.#listeners.delete(ask.id);
    }
  }

  /** Asks the reply to end at the next token; the promise of `generate` tells when it has. */
  stop(id: number): void {
    // If the process is gone, `generate` says so.
    this.#client.ask('stop', { id }).catch(() => {});
  }

  /** Ends the process and waits until it is gone. */
  kill(): Promise<void> {
    this.#ended = true;
    this.#killed = true;
    this.#child.kill('SIGKILL');
    return this.#exited;
  }

  async #load(load: Ask<Calls, 'load'>): Promise<void> {
    try {
      await this.#client.ask('load', load);
      this.#ready = true;
    } catch (error) {
      void this.kill();
      throw botErrorOf(error);
    }
  }

  async #watch(log: (line: string) => void): Promise<void> {
    const closed = new Promise<void>(resolve => this.#child.once('close', () => resolve()));
    const how = await new Promise<string>(resolve => {
      this.#child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code ?? '?'}`));
      this.#child.once('error', error => resolve(error.message));
    });
    this.#ended = true;
    await Promise.race([closed, delay(LAST_WORDS_MS)]);
    const { last } = this.#lastLines;
    const words = last === undefined ? '' : ` Its last words: ${last}`;
    const memory = how === 'SIGKILL' && !this.#killed ? ' The memory may have run out.' : '';
    this.#client.end(
      this.#ready || this.#killed
        ? new BotError('processDied', `The process of the model ended (${how}).${memory}${words}`)
        : new BotError(
            'modelBroken',
            `The process ended while it loaded the model (${how}).${memory}${words}`,
          ),
    );
    this.#loading.dispose();
    log(`ended (${how})`);
  }
}

function botErrorOf(error: unknown): BotError {
  if (error instanceof BotError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code =
    error instanceof RemoteError && isReplyErrorCode(error.code) ? error.code : 'internal';
  return new BotError(code, message, { cause: error });
}

const isReplyErrorCode = (code: string): code is ReplyErrorCode =>
  (REPLY_ERROR_CODES as readonly string[]).includes(code);
