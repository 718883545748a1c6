// A process that runs node-llama-cpp with nothing of ours around it: what the others are measured by.
import process from 'node:process';
import { getLlama, LlamaLogLevel, type LlamaContextSequence, type Token } from 'node-llama-cpp';
import { CPU_BATCH } from '../../../src/bots/llama/cpuBatch.ts';

/** What it is asked, one at a time. */
export type RawAsk =
  /** `threads` 0: whatever the library takes by itself. */
  | {
      readonly kind: 'load';
      readonly modelPath: string;
      readonly contextSize: number;
      readonly threads: number;
      /** With the attention and the batches of our own processes, whose results do not depend on threads. */
      readonly asOurs: boolean;
    }
  | {
      readonly kind: 'generate';
      readonly prompt: string;
      readonly tokens: number;
      readonly threads: number;
      readonly seed: number;
      readonly limitMs: number;
    };

export interface RawAnswer {
  readonly tokens: number;
  readonly ms: number;
}

let sequence: LlamaContextSequence | undefined;

async function load({
  modelPath,
  contextSize,
  threads,
  asOurs,
}: Extract<RawAsk, { kind: 'load' }>): Promise<RawAnswer> {
  const began = performance.now();
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    logLevel: LlamaLogLevel.error,
    ...(threads === 0 ? {} : { maxThreads: threads }),
  });
  const model = await llama.loadModel({ modelPath });
  const context = await model.createContext({
    contextSize,
    ...(threads === 0 ? {} : { threads }),
    ...(asOurs ? { flashAttention: false, batchSize: CPU_BATCH, sequences: 4 } : {}),
  });
  sequence = context.getSequence();
  return { tokens: 0, ms: performance.now() - began };
}

async function generate(ask: Extract<RawAsk, { kind: 'generate' }>): Promise<RawAnswer> {
  if (!sequence) throw new Error('load first');
  const { model } = sequence;
  if (ask.threads > 0) model.llama.maxThreads = ask.threads;
  const prompt: Token[] = model.tokenize(ask.prompt, true);
  await sequence.clearHistory();
  const began = performance.now();
  let tokens = 0;
  const options = { temperature: 0.8, topK: 40, topP: 0.95, minP: 0.05, seed: ask.seed };
  const replying = sequence.evaluate(prompt, options);
  while (tokens < ask.tokens && performance.now() - began <= ask.limitMs) {
    const { done } = await replying.next();
    if (done) break;
    tokens++;
  }
  await replying.return();
  return { tokens, ms: performance.now() - began };
}

process.on('message', (ask: RawAsk) => {
  const work = ask.kind === 'load' ? load(ask) : generate(ask);
  work.then(
    answer => process.send?.(answer),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
