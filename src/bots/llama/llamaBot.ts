import { randomInt, randomUUID } from 'node:crypto';
import { Answering } from '../answering.ts';
import type { Bot, LocalModel, ReplyPart, ReplyRequest } from '../bot.ts';
import type { LlamaSpec } from '../botSpec.ts';
import { Stopwatch } from '../stopwatch.ts';
import { Watchdog } from '../watchdog.ts';
import { LlamaModel, type LlamaBotOptions } from './llamaModel.ts';
import type { ModelProcess } from './modelProcess.ts';
import { Places } from './places.ts';
import { unloadedEnd, unstoppedEnd } from './processEnd.ts';
import { HONOURED } from './sampling.ts';

/** How long a stopped reply may go on unseen before its process is killed: a stop is a stop. */
const STOP_GRACE_MS = 3000;

/**
 * A GGUF file that answers in a process of its own, which is started at the first reply, and again
 * at the next one after it died. It answers as many at once as it can keep conversations; further
 * replies wait in order.
 */
export function createLlamaBot(
  spec: LlamaSpec,
  options: LlamaBotOptions,
): Bot & { readonly local: LocalModel } {
  return new LlamaBot(spec, options);
}

class LlamaBot implements Bot {
  readonly kind = 'llama';
  readonly honours = HONOURED;
  readonly local: LlamaModel;
  readonly #spec: LlamaSpec;
  readonly #places = new Places();
  readonly #answering = new Answering();
  #replies = 0;

  constructor(spec: LlamaSpec, options: LlamaBotOptions) {
    this.#spec = spec;
    this.local = new LlamaModel(spec, options);
  }

  reply(request: ReplyRequest, signal: AbortSignal): AsyncGenerator<ReplyPart> {
    return this.#answering.parts(signal, (stop, tell) => this.#answer(request, stop, tell));
  }

  async idle(): Promise<void> {
    // Whoever waits for this gives a place back afterwards: it must come, whatever went wrong.
    await this.#answering.idle();
    await Promise.allSettled([this.local.buried()]);
  }

  dispose(): Promise<void> {
    return this.local.dispose();
  }

  async #answer(
    request: ReplyRequest,
    stop: AbortSignal,
    tell: (part: ReplyPart) => void,
  ): Promise<void> {
    const watch = new Stopwatch();
    if (request.threads !== undefined) this.local.useThreads(request.threads);
    const { life } = this.local;
    let process = await this.local.ready(stop, tell);
    if (!process) return;
    this.#places.setCount((await process.loaded).sequences);
    const leave = await this.#places.enter(stop);
    if (!leave) return;
    try {
      if (life.aborted) throw unloadedEnd().error;
      // It may have died while this reply waited for its place.
      if (process.end) process = await this.local.ready(stop, tell);
      if (process && !stop.aborted) await this.#generate(process, request, stop, watch, tell);
    } finally {
      leave();
    }
  }

  async #generate(
    process: ModelProcess,
    { messages, sampling, conversation, alternatives }: ReplyRequest,
    stop: AbortSignal,
    watch: Stopwatch,
    tell: (part: ReplyPart) => void,
  ): Promise<void> {
    const id = this.#replies++;
    const stopping = whenStopped(process, id, stop);
    try {
      const generating = process.generate(
        {
          id,
          conversation: conversation ?? randomUUID(),
          messages,
          // Drawn here, so that a process that is started anew does not repeat itself.
          sampling: { ...sampling, seed: sampling.seed ?? randomInt(2 ** 32 - 1) },
          contextOverflow: this.#spec.contextOverflow ?? 'refuse',
          ...(alternatives === undefined ? {} : { alternatives }),
        },
        part => {
          if (part.kind === 'started') watch.start();
          tell(part);
        },
      );
      this.local.showReplies(process);
      const { finish, tokens, timings, leftOutTurns } = await generating;
      if (finish === 'stopped') return;
      const { waitMs } = watch.end();
      tell({ kind: 'end', finish, tokens, timings: { ...timings, waitMs }, leftOutTurns });
    } finally {
      stopping.dispose();
      // Also an answer that the prompt is too long shows that the process is well.
      if (!process.end) this.local.praise();
      this.local.showReplies(process);
    }
  }
}

/** Passes a stop on, and sees to it that it is heeded. */
function whenStopped(process: ModelProcess, id: number, stop: AbortSignal): { dispose(): void } {
  let grace: Watchdog | undefined;
  const onStop = (): void => {
    process.stop(id);
    grace = new Watchdog(
      () => STOP_GRACE_MS,
      () => void process.kill(unstoppedEnd(STOP_GRACE_MS)),
    );
  };
  stop.addEventListener('abort', onStop, { once: true });
  return {
    dispose: () => {
      grace?.dispose();
      stop.removeEventListener('abort', onStop);
    },
  };
}
