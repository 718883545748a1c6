import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Sampling } from '../../core/model.ts';
import { Answering } from '../answering.ts';
import { BotError, type Bot, type ReplyPart, type ReplyRequest } from '../bot.ts';
import type { CustomSpec } from '../botSpec.ts';
import { Stopwatch } from '../stopwatch.ts';
import { untilAborted } from '../untilAborted.ts';
import { SAMPLING_KEYS } from '../usualNames.ts';
import { CustomChild } from './customChild.ts';
import { FileStamps, stampOf } from './fileStamps.ts';
import { closedError, unstoppedError } from './processEnd.ts';

export interface CustomBotOptions {
  /** The bundled worker.ts. */
  readonly workerPath: string;
  /** Whether the code of the workspace may run. */
  readonly mayRun: () => boolean;
  /** Hears of the process and what the module prints; lines may hold paths. */
  readonly onLog?: (line: string) => void;
  /** Most megabytes that the objects of a module may take; 2048 unless given. */
  readonly heapMb?: number;
  /** How long a stopped reply may go on unseen before its process is killed; 3 s unless given. */
  readonly stopGraceMs?: number;
}

const HEAP_MB = 2048;
const STOP_GRACE_MS = 3000;

/** A module of the user, in a process of its own that is started when a reply needs it. */
export function createCustomBot(spec: CustomSpec, options: CustomBotOptions | undefined): Bot {
  return new CustomBot(spec, options);
}

interface Started {
  readonly child: CustomChild;
  readonly files: FileStamps;
  /** Replies that wait for it or are made by it. */
  users: number;
  /** Whether the next reply needs another. */
  isRetired: boolean;
}

class CustomBot implements Bot {
  readonly kind = 'custom';
  readonly #spec: CustomSpec;
  readonly #options: CustomBotOptions | undefined;
  /** All that have not ended, the one for the next reply last. */
  #started: readonly Started[] = [];
  readonly #answering = new Answering();
  #choosing: Promise<unknown> = Promise.resolve();
  #honours: Bot['honours'] = 'unknown';
  #replies = 0;
  #disposed = false;

  constructor(spec: CustomSpec, options: CustomBotOptions | undefined) {
    this.#spec = spec;
    this.#options = options;
  }

  /** Known once the module is loaded. */
  get honours(): Bot['honours'] {
    return this.#honours;
  }

  reply(request: ReplyRequest, signal: AbortSignal): AsyncGenerator<ReplyPart> {
    return this.#answering.parts(signal, (stop, tell) => this.#answer(request, stop, tell));
  }

  idle(): Promise<void> {
    return this.#answering.idle();
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    await Promise.all(this.#started.map(({ child }) => child.kill(closedError())));
  }

  async #answer(
    request: ReplyRequest,
    stop: AbortSignal,
    tell: (part: ReplyPart) => void,
  ): Promise<void> {
    const watch = new Stopwatch();
    const started = await this.#take();
    try {
      if (await this.#isReady(started, stop, tell)) {
        await this.#ask(started.child, request, watch, stop, tell);
      }
    } finally {
      started.users--;
      endIfUnused(started);
    }
  }

  async #ask(
    child: CustomChild,
    request: ReplyRequest,
    watch: Stopwatch,
    stop: AbortSignal,
    tell: (part: ReplyPart) => void,
  ): Promise<void> {
    watch.start();
    tell({ kind: 'started' });
    const id = this.#replies++;
    const stopping = this.#whenStopped(child, id, stop);
    try {
      const { messages, sampling, conversation = randomUUID() } = request;
      const { finish } = await child.generate({ id, messages, sampling, conversation }, part => {
        watch.text();
        tell(part);
      });
      if (finish !== 'stopped') tell({ kind: 'end', finish, timings: watch.end() });
    } finally {
      stopping.dispose();
    }
  }

  /** The process for the next reply, of which it is a user from now on. @throws BotError */
  #take(): Promise<Started> {
    // One after the other: two at once would each start a process.
    const taking = this.#choosing.then(async () => {
      const started = await this.#choose();
      started.users++;
      return started;
    });
    this.#choosing = taking.catch(() => {});
    return taking;
  }

  /** Waits until the module is loaded; false if the signal aborted. @throws BotError */
  async #isReady(
    { child }: Started,
    stop: AbortSignal,
    tell: (part: ReplyPart) => void,
  ): Promise<boolean> {
    tell({ kind: 'loading', fraction: 0 });
    await untilAborted(child.loaded, stop);
    if (stop.aborted) return false;
    const { honours } = await child.loaded;
    this.#honours = honours.filter(isSamplingKey);
    this.#warn();
    return true;
  }

  /** The process for the next reply: a new one if there is none, or if a file of the module has changed. */
  async #choose(): Promise<Started> {
    const { modulePath } = this.#spec;
    const options = this.#options;
    if (options?.mayRun() !== true) throw new BotError('moduleFailed', notAllowed(options));
    if ((await stampOf(modulePath)) === '') {
      throw new BotError(
        'moduleFailed',
        `“modulePath” leads to no file: ${path.basename(modulePath)}`,
      );
    }
    const current = this.#started.at(-1);
    const hasChanged = (await current?.files.haveChanged()) === true;
    if (this.#disposed) throw closedError();
    return current && !current.child.ended && !hasChanged ? current : this.#start(options);
  }

  #start(options: CustomBotOptions): Started {
    const { modulePath, settings = {}, timeoutSeconds } = this.#spec;
    const files = new FileStamps();
    files.add(modulePath);
    const child = new CustomChild({
      workerPath: options.workerPath,
      load: { modulePath, settings },
      blockedMs: 1000 * timeoutSeconds,
      heapMb: options.heapMb ?? HEAP_MB,
      onLog: options.onLog ?? (() => {}),
      onFile: file => files.add(file),
    });
    // One that runs with what is now changed finishes what it says, and goes then.
    for (const old of this.#started) {
      old.isRetired = true;
      endIfUnused(old);
    }
    const started = { child, files, users: 0, isRetired: false };
    this.#started = [...this.#started, started];
    void child.gone.then(() => {
      this.#started = this.#started.filter(each => each !== started);
    });
    return started;
  }

  /** Tells the log of parameters that are set and that the module does not name. */
  #warn(): void {
    const honours = this.#honours;
    const ignored = Object.keys(this.#spec.sampling).filter(
      key => honours !== 'unknown' && !honours.some(each => each === key),
    );
    if (ignored.length === 0) return;
    this.#options?.onLog?.(
      `defaultSettings of the module does not name ${ignored.join(', ')}: it may ignore them`,
    );
  }

  /** Passes a stop on, and sees to it that it is heeded. */
  #whenStopped(child: CustomChild, id: number, stop: AbortSignal): { dispose(): void } {
    const graceMs = this.#options?.stopGraceMs ?? STOP_GRACE_MS;
    let grace: NodeJS.Timeout | undefined;
    const onStop = (): void => {
      child.stop(id);
      grace = setTimeout(() => void child.kill(unstoppedError(graceMs)), graceMs);
    };
    stop.addEventListener('abort', onStop, { once: true });
    return {
      dispose: () => {
        clearTimeout(grace);
        stop.removeEventListener('abort', onStop);
      },
    };
  }
}

/** Also one that still loads: nobody waits for that any more. */
function endIfUnused({ child, users, isRetired }: Started): void {
  if (isRetired && users === 0) void child.kill(closedError());
}

function notAllowed(options: CustomBotOptions | undefined): string {
  return options
    ? 'Modules of the workspace run only once you trust the workspace.'
    : 'Modules cannot be run here.';
}

const isSamplingKey = (key: string): key is keyof Sampling =>
  SAMPLING_KEYS.some(known => known === key);
