import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import type { modelProcess } from '../../../protocol/modelProcess.ts';
import type { Answer, Ask } from '../../../protocol/rpc.ts';
import { Stopwatch } from '../../stopwatch.ts';
import { fitContext } from './contextFit.ts';
import { evaluatePrompt, PieceSize } from './evaluatePrompt.ts';
import { generate } from './generate.ts';
import { loadModel, setThreads, type Load, type Loaded } from './loadModel.ts';
import { ModelPrompts } from './modelPrompts.ts';
import { ReplyEvents, type ReplyListener } from './replyEvents.ts';
import { Sequences, type Lease } from './sequences.ts';

type Calls = typeof modelProcess;
type Generation = Omit<Ask<Calls, 'generate'>, 'id'>;
type Ended = Answer<Calls, 'generate'>;

/** How often a reply that waits for a sequence gives a sign of life. */
const WAITING_MS = 2000;
/**
 * Models with a sliding window and recurrent ones cannot go back to a prefix; the library keeps copies
 * of what they knew instead, 32 a sequence unless told otherwise. The end of the prompt is all that a
 * next turn goes back to; one more is for a reply that is asked again. Memory in bytes.
 */
const CHECKPOINTS = { max: 2, interval: false, maxMemory: 128 * 2 ** 20 } as const;

/** A loaded model that answers several conversations, each in a sequence of its own. */
export class Engine {
  readonly #loaded: Loaded;
  readonly #load: Load;
  readonly #prompts: ModelPrompts;
  readonly #sequences: Sequences<LlamaContextSequence>;
  readonly #pieces: PieceSize;

  private constructor(load: Load, loaded: Loaded) {
    const { model, context } = loaded;
    this.#load = load;
    this.#loaded = loaded;
    this.#prompts = new ModelPrompts(model, load);
    this.#sequences = new Sequences(
      Array.from({ length: context.totalSequences }, () =>
        context.getSequence({ checkpoints: CHECKPOINTS }),
      ),
    );
    this.#pieces = new PieceSize(context.batchSize);
  }

  /**
   * @param onProgress hears 0 … 1.
   * @throws RemoteError with a ReplyErrorCode
   */
  static async load(load: Load, onProgress: (fraction: number) => void): Promise<Engine> {
    return new Engine(load, await loadModel(load, onProgress));
  }

  get about(): Answer<Calls, 'load'> {
    const { llama, model, context } = this.#loaded;
    return {
      contextSize: context.contextSize,
      sequences: context.totalSequences,
      template: this.#prompts.title,
      gpu: llama.gpu,
      gpuLayers: model.gpuLayers,
    };
  }

  /** From the next token on, for all replies. */
  useThreads(threads: number): void {
    setThreads(this.#loaded.llama, threads, this.#load.maxThreads);
  }

  /** @throws RemoteError with a ReplyErrorCode */
  async generate(
    generation: Generation,
    listener: ReplyListener,
    signal: AbortSignal,
  ): Promise<Ended> {
    const { messages, sampling, contextOverflow, conversation } = generation;
    const { contextSize } = this.#loaded.context;
    const { prompt, leftOutTurns } = fitContext({
      messages,
      overflow: contextOverflow,
      contextSize,
      maxTokens: sampling.maxTokens,
      render: some => this.#prompts.render(some),
    });
    const events = new ReplyEvents(listener);
    const lease = await this.#lease(conversation, prompt.tokens, events, signal);
    const watch = new Stopwatch();
    const count = { prompt: prompt.tokens.length, completion: 0, evaluated: 0 };
    const ended = (finish: Ended['finish']): Ended => {
      const { firstTokenMs, totalMs, tokensPerSecond } = watch.end(count.completion);
      return {
        finish,
        tokens: count,
        timings: { firstTokenMs, totalMs, tokensPerSecond },
        leftOutTurns,
      };
    };
    if (lease === undefined) return ended('stopped');
    const { sequence, release } = lease;
    try {
      // Timed here: on its way to the host, text is joined and waits its turn.
      watch.start();
      events.started(leftOutTurns);
      const { known, done } = await evaluatePrompt({
        sequence,
        prompt: prompt.tokens,
        pieces: this.#pieces,
        signal,
        onProgress: so => events.evaluating(so, count.prompt),
      });
      count.evaluated = done - known;
      if (signal.aborted) return ended('stopped');
      count.evaluated = count.prompt - known;
      const { finish, completion } = await generate({
        model: this.#loaded.model,
        sequence,
        prompt,
        rest: prompt.tokens.slice(done),
        sampling,
        room: contextSize - 1 - count.prompt,
        alternatives: generation.alternatives,
        ...this.#prompts.ends(sampling.stop ?? []),
        events,
        signal,
        onToken: () => watch.text(),
      });
      count.completion = completion;
      return ended(finish);
    } finally {
      events.flush();
      release();
    }
  }

  /** Waits for a sequence, giving signs of life meanwhile. */
  async #lease(
    conversation: string,
    tokens: readonly Token[],
    events: ReplyEvents,
    signal: AbortSignal,
  ): Promise<Lease<LlamaContextSequence> | undefined> {
    const waiting = setInterval(() => events.alive(), WAITING_MS);
    try {
      return await this.#sequences.acquire(conversation, tokens, signal);
    } finally {
      clearInterval(waiting);
    }
  }
}
