import { BotError, type Bot, type ReplyPart, type ReplyRequest } from '../../src/bots/bot.ts';
import type { ReplyErrorCode } from '../../src/core/model.ts';

/** One thing a scripted bot does; `wait` goes on when the test says so. */
export type Step =
  | { readonly say: string }
  | { readonly wait: Promise<void> }
  | { readonly fail: ReplyErrorCode | Error }
  | { readonly load: number };

/** A bot that says its lines: for what a real model cannot be made to do on demand. */
export class ScriptedBot implements Bot {
  readonly kind = 'llama';
  readonly honours = [];
  readonly asked: ReplyRequest[] = [];
  disposed = false;
  readonly #script: (request: ReplyRequest) => readonly Step[];

  constructor(script: (request: ReplyRequest) => readonly Step[]) {
    this.#script = script;
  }

  async *reply(request: ReplyRequest, signal: AbortSignal): AsyncIterable<ReplyPart> {
    this.asked.push(request);
    yield { kind: 'started' };
    for (const step of this.#script(request)) {
      if (signal.aborted) return;
      if ('say' in step) yield { kind: 'text', text: step.say };
      else if ('load' in step) yield { kind: 'loading', fraction: step.load };
      else if ('wait' in step) await Promise.race([step.wait, aborted(signal)]);
      else throw typeof step.fail === 'string' ? new BotError(step.fail, 'as scripted') : step.fail;
    }
    if (signal.aborted) return;
    yield {
      kind: 'end',
      finish: 'stop',
      tokens: { prompt: request.messages.length, completion: 3 },
      timings: { waitMs: 0, firstTokenMs: 1, totalMs: 2, tokensPerSecond: 1000 },
    };
  }

  idle(): Promise<void> {
    return Promise.resolve();
  }

  dispose(): Promise<void> {
    this.disposed = true;
    return Promise.resolve();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
