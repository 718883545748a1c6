import { BotError, type Bot, type ReplyPart, type ReplyRequest } from '../bot.ts';
import type { VscodeSpec } from '../botSpec.ts';
import type { EditorModels, EditorPart } from '../editorModels.ts';
import { Stopwatch } from '../stopwatch.ts';
import { untilAborted } from '../untilAborted.ts';
import { Watchdog } from '../watchdog.ts';
import { editorQuestion } from './question.ts';

/** Where there is no editor around the program. */
const NO_EDITOR =
  'The models of the editor can only be asked inside the editor. Give this bot another kind here.';

/**
 * A model that the editor offers, such as one of a chat extension. Whether its provider heeds the sampling
 * parameters, nobody says.
 */
export function createEditorBot(spec: VscodeSpec, models: EditorModels | undefined): Bot {
  const running = new Set<AbortController>();

  async function* reply(request: ReplyRequest, signal: AbortSignal): AsyncGenerator<ReplyPart> {
    if (signal.aborted) return;
    if (!models) throw new BotError('noEditorModel', NO_EDITOR);
    const stopwatch = new Stopwatch();
    const end = new AbortController();
    running.add(end);
    const stop = AbortSignal.any([signal, end.signal]);
    const silence = new Silence(1000 * spec.timeoutSeconds);
    const anyEnd = AbortSignal.any([stop, silence.signal]);
    const answer = models.ask(editorQuestion(spec, request), anyEnd);
    const parts = answer[Symbol.asyncIterator]();
    try {
      for (;;) {
        const part = await nextPart(parts, stop, silence, anyEnd);
        if (part === undefined) return;
        switch (part.kind) {
          case 'chosen':
            // The user may take any time to say yes or no.
            if (part.model.allowed === undefined) silence.pause();
            break;
          case 'sent':
            silence.resume();
            stopwatch.start();
            yield { kind: 'started' };
            break;
          case 'text':
            stopwatch.text();
            yield part;
            break;
          case 'counting':
            stopwatch.finished();
            silence.pause();
            break;
          case 'end': {
            const { tokens } = part;
            yield {
              kind: 'end',
              // How an answer ended is not told.
              finish: 'stop',
              ...(tokens ? { tokens } : {}),
              timings: stopwatch.end(tokens?.completion),
            };
            return;
          }
        }
      }
    } finally {
      silence.dispose();
      running.delete(end);
      end.abort();
      // Who does not heed the signal may never come to an end.
      void parts.return?.().then(undefined, () => {});
    }
  }

  async function nextPart(
    parts: AsyncIterator<EditorPart>,
    stop: AbortSignal,
    silence: Silence,
    anyEnd: AbortSignal,
  ): Promise<EditorPart | undefined> {
    const next = parts.next();
    try {
      await untilAborted(next, anyEnd);
    } catch (error) {
      if (stop.aborted) return undefined;
      if (!silence.signal.aborted) throw error;
    }
    if (stop.aborted) return undefined;
    if (silence.signal.aborted) throw silentFor(spec.timeoutSeconds);
    silence.heard();
    const result: IteratorResult<EditorPart, unknown> = await next;
    return result.done === true ? undefined : result.value;
  }

  return {
    kind: 'vscode',
    honours: 'unknown',
    // What is computed is computed by the provider.
    idle: () => Promise.resolve(),
    reply,
    dispose: () => {
      for (const end of running) end.abort();
      return Promise.resolve();
    },
  };
}

function silentFor(seconds: number): BotError {
  return new BotError(
    'timeout',
    `The model of the editor said nothing for ${seconds} s. Raise “timeoutSeconds” of this bot if it is only slow.`,
  );
}

/** Aborts its signal when nothing is heard for too long; a pause does not count. */
class Silence {
  readonly #controller = new AbortController();
  readonly #watchdog: Watchdog;
  #paused = false;

  constructor(limitMs: number) {
    this.#watchdog = new Watchdog(
      () => limitMs,
      () => {
        if (this.#paused) this.#watchdog.heard();
        else this.#controller.abort();
      },
    );
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  heard(): void {
    this.#watchdog.heard();
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#watchdog.heard();
  }

  dispose(): void {
    this.#watchdog.dispose();
  }
}
