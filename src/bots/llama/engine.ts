import type { LlamaChat, LlamaContextSequence, Token } from 'node-llama-cpp';
import type { Message, Sampling } from '../../core/model.ts';
import type { modelProcess } from '../../protocol/modelProcess.ts';
import { RemoteError, type Answer } from '../../protocol/rpc.ts';
import { Stopwatch } from '../stopwatch.ts';
import { historyOf, THOUGHT_CLOSES, THOUGHT_OPENS } from './history.ts';
import { samplingOptions } from './sampling.ts';

export interface Generation {
  readonly messages: readonly Message[];
  readonly sampling: Sampling;
  readonly signal: AbortSignal;
  readonly onStarted: () => void;
  readonly onText: (text: string) => void;
}

type Ended = Answer<typeof modelProcess, 'generate'>;

/** Tokens evaluated between two looks at the signal; also llama.cpp's default batch. */
const BATCH = 512;

/** A loaded model that answers one conversation at a time. */
export class Engine {
  readonly #chat: LlamaChat;
  readonly #sequence: LlamaContextSequence;
  readonly contextSize: number;

  constructor(chat: LlamaChat) {
    this.#chat = chat;
    this.#sequence = chat.sequence;
    this.contextSize = chat.context.contextSize;
  }

  /** @throws RemoteError with a ReplyErrorCode */
  async generate({ messages, sampling, signal, onStarted, onText }: Generation): Promise<Ended> {
    const history = historyOf(messages);
    const prompt = this.#tokens(history);
    // llama.cpp's last place stays free, and an answer needs one token at least.
    const room = this.contextSize - 1 - prompt.length;
    if (room < 1) throw contextTooSmall(prompt.length, this.contextSize);
    // Timed here: on its way to the host, text is joined and waits its turn.
    const watch = new Stopwatch();
    watch.start();
    onStarted();
    const ended = (finish: Ended['finish'], completion: number): Ended => {
      const { firstTokenMs, totalMs, tokensPerSecond } = watch.end(completion);
      return {
        finish,
        tokens: { prompt: prompt.length, completion },
        timings: { firstTokenMs, totalMs, tokensPerSecond },
      };
    };
    if (!(await this.#evaluate(prompt, signal))) return ended('stopped', 0);

    let completion = 0;
    try {
      const { metadata } = await this.#chat.generateResponse(history, {
        ...samplingOptions(sampling, room),
        signal,
        stopOnAbortSignal: true,
        // The model as it is: maxTokens alone limits its thinking.
        budgets: { thoughtTokens: Infinity, commentTokens: Infinity },
        onResponseChunk: chunk => {
          completion += chunk.tokens.length;
          watch.text();
          const opens = chunk.type === 'segment' && chunk.segmentStartTime !== undefined;
          const closes = chunk.type === 'segment' && chunk.segmentEndTime !== undefined;
          const text = (opens ? THOUGHT_OPENS : '') + chunk.text + (closes ? THOUGHT_CLOSES : '');
          if (text !== '') onText(text);
        },
      });
      switch (metadata.stopReason) {
        case 'maxTokens':
          return ended('length', completion);
        case 'abort':
          return ended('stopped', completion);
        default:
          return ended('stop', completion);
      }
    } catch (error) {
      // The library throws when it is stopped before the first token.
      if (signal.aborted) return ended('stopped', completion);
      throw error;
    }
  }

  /** The conversation through the model's own chat template. */
  #tokens(history: ReturnType<typeof historyOf>): Token[] {
    let tokens: Token[];
    try {
      const { contextText } = this.#chat.chatWrapper.generateContextState({ chatHistory: history });
      tokens = contextText.tokenize(this.#chat.model.tokenizer);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new RemoteError('modelBroken', `The model's chat template failed: ${why}`);
    }
    if (tokens.length > 0) return tokens;
    throw new RemoteError(
      'modelBroken',
      "The model's chat template turned the prompt into nothing.",
    );
  }

  /**
   * Evaluates all but the last token, keeping what the last reply left in common; in pieces, so that
   * a stop need not wait for a long prompt.
   *
   * @returns false if the signal aborted
   */
  async #evaluate(prompt: readonly Token[], signal: AbortSignal): Promise<boolean> {
    const known = prompt.slice(0, -1);
    // Shifted remains of another conversation would make equal seeds differ.
    await this.#sequence.adaptStateToTokens(known, false);
    for (let at = this.#sequence.nextTokenIndex; at < known.length; at += BATCH) {
      if (signal.aborted) return false;
      await this.#sequence.evaluateWithoutGeneratingNewTokens(known.slice(at, at + BATCH));
    }
    return !signal.aborted;
  }
}

function contextTooSmall(prompt: number, contextSize: number): RemoteError {
  return new RemoteError(
    'contextTooSmall',
    `The conversation has ${prompt} tokens and the context holds ${contextSize}, the answer included. ` +
      'Start a new session, shorten the prompt, or raise contextSize of this bot.',
  );
}
