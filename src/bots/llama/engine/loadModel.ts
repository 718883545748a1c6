import process from 'node:process';
import type * as library from 'node-llama-cpp';
import type { Llama, LlamaContext, LlamaModel, LlamaOptions } from 'node-llama-cpp';
import type { modelProcess } from '../../../protocol/modelProcess.ts';
import { RemoteError, type Ask } from '../../../protocol/rpc.ts';
import { CPU_BATCH } from '../cpuBatch.ts';
import { Complaints } from './loadFailure.ts';

export type Load = Ask<typeof modelProcess, 'load'>;

export interface Loaded {
  readonly llama: Llama;
  readonly model: LlamaModel;
  readonly context: LlamaContext;
}

/** Kept free of what the GPU has, as the library does by itself. */
const VRAM_SPARE = { share: 0.06, most: 2 ** 30 };

/**
 * @param onProgress hears 0 … 1.
 * @throws RemoteError `modelBroken` or `doesNotFit`, with llama.cpp's own reason
 */
export async function loadModel(
  load: Load,
  onProgress: (fraction: number) => void,
): Promise<Loaded> {
  const complaints = new Complaints();
  const { modelPath, contextSize, sequences, maxThreads, gpuLayers, lora } = load;
  let stage: 'model' | 'context' = 'model';
  try {
    // Here and not at the top: a package that is missing or made for another platform is told of too.
    const llama = await llamaFor(await import('node-llama-cpp'), load, line =>
      complaints.add(line),
    );
    const model = await llama.loadModel({
      modelPath,
      gpuLayers:
        gpuLayers === 'auto' ? { fitContext: { contextSize: contextSize * sequences } } : gpuLayers,
      onLoadProgress: onProgress,
    });
    stage = 'context';
    const context = await model.createContext({
      contextSize,
      sequences,
      // A smaller one than was asked for would be another bot.
      failedCreationRemedy: false,
      // What is in force is the instance's `maxThreads`, which can be changed while it computes.
      threads: { ideal: maxThreads, min: 1 },
      // Without a GPU its results depend on the number of threads and on how a prompt is cut into
      // pieces: the same seed would not give the same text.
      ...(llama.gpu === false ? { flashAttention: false, batchSize: CPU_BATCH } : {}),
      ...(lora.length === 0
        ? {}
        : { lora: { adapters: lora.map(({ path, scale }) => ({ filePath: path, scale })) } }),
    });
    setThreads(llama, load.threads, maxThreads);
    return { llama, model, context };
  } catch (error) {
    if (error instanceof RemoteError) throw error;
    throw await complaints.toError(error, stage, load);
  }
}

/** From the next evaluation on; 0 would mean "no limit" to the library. */
export function setThreads(llama: Llama, threads: number, most: number): void {
  llama.maxThreads = Math.max(1, Math.min(Math.trunc(threads), most));
}

async function llamaFor(
  { getLlama, LlamaLogLevel }: Pick<typeof library, 'getLlama' | 'LlamaLogLevel'>,
  { backend, gpuLayers, vramShare, maxThreads }: Load,
  onComplaint: (line: string) => void,
): Promise<Llama> {
  const options: LlamaOptions = {
    gpu: gpuLayers === 0 || backend === 'cpu' ? false : backend,
    // Compiling or downloading is never what someone wants who asked a question.
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    // The library's default is more threads than small machines have cores, hundreds of times slower.
    maxThreads,
    logLevel: LlamaLogLevel.error,
    logger: (_level, message) => {
      const line = message.trim();
      if (line === '') return;
      onComplaint(line);
      process.stderr.write(`${line}\n`);
    },
  };
  const llama = await getLlama(options);
  if (llama.gpu === false || vramShare >= 1) return llama;
  // The padding is taken from what is free; what the others have already taken is not free any more.
  const { free } = await llama.getVramState();
  return getLlama({
    ...options,
    vramPadding: total =>
      Math.max(Math.min(total * VRAM_SPARE.share, VRAM_SPARE.most), free - total * vramShare),
  });
}
