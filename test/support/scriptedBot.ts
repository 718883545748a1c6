import {
  BotError,
  type Bot,
  type LocalModel,
  type MemoryNeed,
  type ModelStatus,
  type ReplyPart,
  type ReplyRequest,
  type TokenChoice,
} from '../../src/bots/bot.ts';
import type { ReplyErrorCode } from '../../src/core/model.ts';
import { Emitter } from '../../src/core/std/emitter.ts';

/**
 * One thing a scripted bot does; `wait` goes on when the test says so. All up to the last `load` or
 * `restart` happens before the reply starts.
 */
export type Step =
  | { readonly say: string }
  /** Takes back what it said, and says this instead. */
  | { readonly sayInstead: string }
  | { readonly think: string }
  | { readonly evaluate: number; readonly of: number }
  | { readonly tokens: readonly TokenChoice[] }
  | { readonly leaveOut: number }
  | { readonly wait: Promise<void> }
  | { readonly fail: ReplyErrorCode | Error }
  | { readonly load: number }
  /** The pause that is told, in milliseconds; none is made. */
  | { readonly restart: number };

export interface ScriptedBotOptions {
  /** Makes it a bot with a model on this machine, which takes so much or is refused so. */
  readonly need?: MemoryNeed | BotError;
}

/** A bot that says its lines: for what a real model cannot be made to do on demand. */
export class ScriptedBot implements Bot {
  readonly kind = 'llama';
  readonly honours = [];
  readonly local: ScriptedModel | undefined;
  readonly asked: ReplyRequest[] = [];
  disposed = false;
  /** What `idle` waits for: a test can let a stopped reply go on unseen. */
  stillComputing: Promise<void> = Promise.resolve();
  readonly #script: (request: ReplyRequest) => readonly Step[];

  constructor(
    script: (request: ReplyRequest) => readonly Step[],
    { need }: ScriptedBotOptions = {},
  ) {
    this.#script = script;
    this.local = need && new ScriptedModel(need);
  }

  async *reply(request: ReplyRequest, signal: AbortSignal): AsyncIterable<ReplyPart> {
    this.asked.push(request);
    const leave = this.local?.enter();
    const life = this.local?.life;
    try {
      const steps = this.#script(request);
      const startsAt = steps.findLastIndex(step => 'load' in step || 'restart' in step) + 1;
      let leftOutTurns: number | undefined;
      for (const [at, step] of steps.entries()) {
        if (signal.aborted) return;
        if (at === startsAt) {
          this.local?.start();
          yield { kind: 'started' };
        }
        if ('wait' in step) {
          await Promise.race([step.wait, aborted(signal), ...(life ? [aborted(life)] : [])]);
          if (life?.aborted === true) throw new BotError('processDied', 'as unloaded');
          continue;
        }
        if ('fail' in step) throw failureOf(step.fail);
        if ('load' in step) this.local?.setStatus({ kind: 'loading', fraction: step.load });
        if ('leaveOut' in step) leftOutTurns = step.leaveOut;
        else yield partOf(step);
      }
      if (signal.aborted) return;
      if (startsAt === steps.length) {
        this.local?.start();
        yield { kind: 'started' };
      }
      const { length } = request.messages;
      yield {
        kind: 'end',
        finish: 'stop',
        tokens: { prompt: length, completion: 3, evaluated: length },
        timings: { waitMs: 0, firstTokenMs: 1, totalMs: 2, tokensPerSecond: 1000 },
        ...(leftOutTurns === undefined ? {} : { leftOutTurns }),
      };
    } catch (error) {
      if (error instanceof BotError && life?.aborted !== true) this.local?.fail(error);
      throw error;
    } finally {
      leave?.();
    }
  }

  idle(): Promise<void> {
    return this.stillComputing;
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    await this.local?.unload();
  }
}

/** The local side of a scripted bot; it notes what it is told. */
export class ScriptedModel implements LocalModel {
  status: ModelStatus = { kind: 'unloaded' };
  pid: number | undefined;
  /** What `useThreads` was told, in order. */
  readonly threads: number[] = [];
  unloads = 0;
  loads = 0;
  /** What loading waits for, and why it fails. */
  loading: Promise<void> = Promise.resolve();
  loadFailure: BotError | undefined;
  /** What `need` answers from now on. */
  needs: MemoryNeed | BotError;
  readonly #changed = new Emitter<ModelStatus>();
  #life = new AbortController();
  #replies = 0;
  readonly onStatus = this.#changed.event;

  constructor(needs: MemoryNeed | BotError) {
    this.needs = needs;
  }

  need(): Promise<MemoryNeed> {
    return this.needs instanceof BotError
      ? Promise.reject(this.needs)
      : Promise.resolve(this.needs);
  }

  useThreads(threads: number): void {
    this.threads.push(threads);
  }

  load(): Promise<void> {
    this.loads++;
    if (this.loadFailure) return Promise.reject(this.loadFailure);
    this.setStatus({ kind: 'loading', fraction: 0 });
    return this.loading.then(() => {
      this.setStatus({ kind: 'idle' });
    });
  }

  unload(): Promise<void> {
    this.unloads++;
    this.#life.abort();
    this.#life = new AbortController();
    this.setStatus({ kind: 'unloaded' });
    return Promise.resolve();
  }

  setStatus(status: ModelStatus): void {
    this.status = status;
    this.pid = status.kind === 'unloaded' || status.kind === 'failed' ? undefined : 1;
    this.#changed.fire(status);
  }

  /** Aborts when the model is taken out of memory. */
  get life(): AbortSignal {
    return this.#life.signal;
  }

  /** A reply begins to ask; the answer ends it. */
  enter(): () => void {
    this.#replies++;
    return () => {
      this.#replies--;
      if (this.#replies === 0 && this.status.kind === 'busy') this.setStatus({ kind: 'idle' });
    };
  }

  start(): void {
    this.setStatus({ kind: 'busy' });
  }

  fail(error: BotError): void {
    if (error.code === 'processDied' || error.code === 'stalled' || error.code === 'modelBroken') {
      this.setStatus({ kind: 'failed', error });
    }
  }
}

type Telling = Exclude<Step, { wait: unknown } | { fail: unknown } | { leaveOut: unknown }>;

function partOf(step: Telling): ReplyPart {
  if ('say' in step) return { kind: 'text', text: step.say };
  if ('sayInstead' in step) return { kind: 'replaced', text: step.sayInstead };
  if ('think' in step) return { kind: 'thinking', text: step.think };
  if ('evaluate' in step) return { kind: 'evaluating', done: step.evaluate, total: step.of };
  if ('tokens' in step) return { kind: 'tokens', tokens: step.tokens };
  if ('restart' in step) return { kind: 'restarting', pauseMs: step.restart };
  return { kind: 'loading', fraction: step.load };
}

const failureOf = (failure: ReplyErrorCode | Error): Error =>
  typeof failure === 'string' ? new BotError(failure, 'as scripted') : failure;

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
