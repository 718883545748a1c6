import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Message, Sampling } from '../../core/model.ts';
import { untilAborted } from '../untilAborted.ts';
import { callHook, kindOf, ModuleProblem, settingsOf, type Hooks } from './hooks.ts';
import { outputsOf, pieceOf } from './pieces.ts';
import { plainPrompt } from './prompt.ts';
import { mergeSettings } from './settings.ts';

/** How long outputs may come without a pause before the process looks whether it is asked something. */
const BREATH_MS = 20;
/** Characters; a page would not show more. */
const LONGEST_REPLY = 4_000_000;

export interface ChainRequest {
  readonly messages: readonly Message[];
  readonly sampling: Sampling;
  readonly conversation: string;
}

/** Hears what the bot says. */
export interface ChainListener {
  text(delta: string): void;
  /** The whole text, when it is not what it was with something added. */
  replaced(text: string): void;
}

/** A module that is loaded. */
export interface LoadedModule {
  readonly bot: Hooks;
  readonly defaults: Readonly<Record<string, unknown>>;
  /** The entry's own settings. */
  readonly own: Readonly<Record<string, unknown>>;
  /** What `load` gave. */
  readonly model: unknown;
}

/**
 * Runs the hooks of one reply, one after the other.
 *
 * @returns how it ended.
 * @throws ModuleProblem, or whatever a hook throws.
 */
export async function runChain(
  { bot, defaults, own, model }: LoadedModule,
  request: ChainRequest,
  listener: ChainListener,
  stop: AbortSignal,
): Promise<'stop' | 'length' | 'stopped'> {
  const isStopped = (): boolean => stop.aborted;
  const { sampling, conversation } = request;
  const extra = await settingsOf(bot, 'extraSettings');
  const messages = request.messages.map(({ role, text }) => ({ role, content: text }));
  const settings = mergeSettings({ defaults, own, sampling, extra });
  const context = { messages, settings, model, conversation, signal: stop };

  const prompt = bot.getPrompt
    ? await callHook(bot, 'getPrompt', messages, context)
    : plainPrompt(messages);
  const input = bot.getInput ? await callHook(bot, 'getInput', prompt, context) : prompt;
  if (isStopped()) return 'stopped';
  const generated = bot.generate ? await callHook(bot, 'generate', input, context) : input;
  const reply = new ShownReply(bot, context, listener);
  const outputs = outputsOf(generated);
  let breathed = performance.now();
  try {
    while (!isStopped()) {
      const next = Promise.resolve(outputs.next());
      await untilAborted(next, stop);
      if (isStopped()) break;
      const result: IteratorResult<unknown, unknown> = await next;
      // What a generator returns is the end, not a piece of text.
      if (result.done === true) break;
      const { value } = result;
      await reply.add(
        bot.getResponse ? await callHook(bot, 'getResponse', value, input, context) : value,
      );
      if (performance.now() - breathed < BREATH_MS) continue;
      await nextTurn();
      breathed = performance.now();
    }
  } catch (error) {
    // Not waited for: one that is deaf to it would hide the error. What its end throws comes too late.
    void (async () => outputs.return?.())().catch(() => {});
    throw error;
  }
  if (isStopped()) await outputs.return?.();
  return isStopped() ? 'stopped' : reply.isCut ? 'length' : 'stop';
}

/** The text so far, as it is shown. */
class ShownReply {
  readonly #bot: Hooks;
  readonly #context: unknown;
  readonly #listener: ChainListener;
  /** Before `processResponse`. */
  #said = '';
  #shown = '';
  isCut = false;

  constructor(bot: Hooks, context: unknown, listener: ChainListener) {
    this.#bot = bot;
    this.#context = context;
    this.#listener = listener;
  }

  async add(output: unknown): Promise<void> {
    const piece = pieceOf(output, this.#bot.getResponse ? 'getResponse' : 'generate');
    this.isCut ||= piece.isCut;
    this.#said = piece.kind === 'delta' ? this.#said + piece.text : piece.text;
    if (this.#said.length > LONGEST_REPLY) {
      throw new ModuleProblem(`The reply is longer than ${LONGEST_REPLY} characters.`);
    }
    if (!this.#bot.processResponse) {
      if (piece.kind === 'delta') this.#append(piece.text);
      else this.#show(piece.text);
      return;
    }
    const processed = await callHook(this.#bot, 'processResponse', this.#said, this.#context);
    if (typeof processed !== 'string') {
      throw new ModuleProblem(`processResponse gave ${kindOf(processed)}. It must give a text.`);
    }
    this.#show(processed);
  }

  #append(delta: string): void {
    if (delta === '') return;
    this.#shown += delta;
    this.#listener.text(delta);
  }

  #show(text: string): void {
    if (text.startsWith(this.#shown)) {
      this.#append(text.slice(this.#shown.length));
      return;
    }
    this.#shown = text;
    this.#listener.replaced(text);
  }
}
