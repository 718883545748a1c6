import { SAMPLING_NUMBERS } from '../../core/model.ts';
import { Stopwatch } from '../stopwatch.ts';
import type { Bot, ReplyPart, ReplyRequest } from '../bot.ts';
import type { OpenAiSpec } from '../botSpec.ts';
import { ServerQueues } from '../serverQueues.ts';
import { readAnswer } from './answer.ts';
import { Asking, type Answering } from './asking.ts';
import { Call } from './call.ts';
import type { Secrets } from './credentials.ts';
import { cutOff } from './failures.ts';
import { isAnotherModel } from './modelName.ts';
import { FIRST_PAUSE_MS } from './pauses.ts';
import { separateThinking } from './separateThinking.ts';

export interface OpenAiOptions extends Secrets {
  readonly fetch?: typeof fetch | undefined;
  /** Shared by all bots, so that each knows how busy a server is; without it a bot counts for itself. */
  readonly queues?: ServerQueues | undefined;
  /** The first pause before a request is sent again, in milliseconds. */
  readonly firstPauseMs?: number | undefined;
  /** Hears of requests and their status; never of keys, prompts or answers. */
  readonly onLog?: ((line: string) => void) | undefined;
  /** Hears how each complete answer came. */
  readonly onAnswer?: ((facts: AnswerFacts) => void) | undefined;
}

interface AnswerFacts {
  /** Whether it came piece by piece. */
  readonly streamed: boolean;
}

/** A model behind any server that speaks OpenAI's chat completions. */
export function createOpenAiBot(spec: OpenAiSpec, options: OpenAiOptions): Bot {
  const asking = new Asking(spec);
  const running = new Set<Call>();
  const queues = options.queues ?? new ServerQueues({ fetch: options.fetch });

  async function* reply(request: ReplyRequest, signal: AbortSignal): AsyncGenerator<ReplyPart> {
    if (signal.aborted) return;
    const stopwatch = new Stopwatch();
    const call = new Call(signal);
    running.add(call);
    let answering: Answering | undefined;
    try {
      yield { kind: 'started' };
      answering = yield* asking.ask(request, call, {
        fetch: options.fetch ?? fetch,
        onLog: options.onLog ?? (() => {}),
        secrets: options,
        queues,
        firstPauseMs: options.firstPauseMs ?? FIRST_PAUSE_MS,
        onSend: () => {
          stopwatch.startAgain();
        },
      });
      yield* read(answering, call, stopwatch);
    } catch (error) {
      if (!call.wasStopped()) throw error;
    } finally {
      answering?.leave();
      running.delete(call);
      call.end();
    }
  }

  async function* read(
    { response, source }: Answering,
    call: Call,
    stopwatch: Stopwatch,
  ): AsyncGenerator<ReplyPart> {
    const isEventStream = /event-stream/i.test(response.headers.get('content-type') ?? '');
    let finish: 'stop' | 'length' | undefined;
    let tokens, model, speed;
    let streamed = true;
    const answer = readAnswer(response.body, isEventStream, source);
    for await (const piece of separateThinking(answer)) {
      finish ??= piece.finish;
      // The token counts may come later, or after a wait in vain.
      if (finish !== undefined) stopwatch.finished();
      tokens = piece.tokens ?? tokens;
      model ??= piece.model;
      speed = piece.speed ?? speed;
      if (piece.isWhole) streamed = false;
      if (piece.thinking === '' && piece.text === '') continue;
      stopwatch.text();
      if (piece.thinking !== '') yield { kind: 'thinking', text: piece.thinking };
      if (piece.text !== '') yield { kind: 'text', text: piece.text };
      if (call.wasStopped()) return;
    }
    if (call.wasStopped()) return;
    if (finish === undefined) throw cutOff(source.host);
    options.onAnswer?.({ streamed });
    const timings = stopwatch.end(tokens?.completion);
    const isOther = model !== undefined && isAnotherModel(spec.model, model);
    if (isOther) options.onLog?.(`${source.host} answered with another model than asked for`);
    yield {
      kind: 'end',
      finish,
      tokens,
      // The server's own clock only where ours saw no more than the whole.
      timings: { tokensPerSecond: speed, ...timings },
      ...(isOther ? { answeredAs: model } : {}),
    };
  }

  return {
    kind: 'openai',
    // What is computed is computed by the server.
    idle: () => Promise.resolve(),
    honours: [...SAMPLING_NUMBERS, 'stop'],
    reply,
    dispose: () => {
      for (const call of running) call.stop();
      return Promise.resolve();
    },
  };
}
