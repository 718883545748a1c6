import { setTimeout as delay } from 'node:timers/promises';
import type { modelProcess } from '../../protocol/modelProcess.ts';
import { RemoteError, type Ask } from '../../protocol/rpc.ts';
import { Engine } from './engine.ts';

/** Tokens; what a bot gets unless it asks for more, since a context takes memory at once. */
const DEFAULT_CONTEXT = 4096;

/** Its first reasons tell most; the rest is in the log. */
const REASONS = 3;
/** llama.cpp's lines come by a queue of their own, some after the error itself. */
const LAST_WORDS_MS = 50;
const ADVICE =
  'The file may be damaged or too new for this version, or the model with its contextSize too large ' +
  'for this machine.';

type Load = Ask<typeof modelProcess, 'load'>;

/**
 * @param onProgress hears 0 … 1.
 * @throws RemoteError `modelBroken`, with llama.cpp's own reason
 */
export async function loadEngine(
  load: Load,
  onProgress: (fraction: number) => void,
): Promise<Engine> {
  const complaints = new Set<string>();
  try {
    return await loadQuietly(load, onProgress, line => complaints.add(line));
  } catch (error) {
    await delay(LAST_WORDS_MS);
    const thrown = error instanceof Error ? error.message : String(error);
    // llama.cpp names its functions and the file; a blind session must not show the file's name.
    const reasons = [thrown, ...complaints].map(line =>
      line
        .replaceAll(load.modelPath, 'the file')
        .replace(/^\w+: ((error loading model|llama_model_loader): )?/, ''),
    );
    const why = [...new Set(reasons)].slice(0, REASONS).map(sentence).join(' ');
    throw new RemoteError('modelBroken', `llama.cpp could not load the model. ${why} ${ADVICE}`);
  }
}

async function loadQuietly(
  { modelPath, contextSize, threads, gpuLayers }: Load,
  onProgress: (fraction: number) => void,
  onComplaint: (line: string) => void,
): Promise<Engine> {
  // Here and not at the top: a package that is missing or made for another platform is told of too.
  const library = await import('node-llama-cpp');
  const llama = await library.getLlama({
    gpu: gpuLayers === 0 ? false : 'auto',
    // Compiling or downloading is never what someone wants who asked a question.
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    // The library's default is more threads than small machines have cores, hundreds of times slower.
    maxThreads: threads,
    logLevel: library.LlamaLogLevel.error,
    logger: (_level, message) => {
      const line = message.trim();
      if (line === '') return;
      onComplaint(line);
      process.stderr.write(`${line}\n`);
    },
  });
  const model = await llama.loadModel({ modelPath, gpuLayers, onLoadProgress: onProgress });
  const context = await model.createContext({
    contextSize: contextSize ?? Math.min(model.trainContextSize, DEFAULT_CONTEXT),
    threads,
  });
  // Once and not per reply: finding the wrapper tries the template against all known ones.
  const chatWrapper = library.resolveChatWrapper(model, { warningLogs: false });
  return new Engine(new library.LlamaChat({ contextSequence: context.getSequence(), chatWrapper }));
}

const sentence = (line: string): string => (/[.!?]$/.test(line) ? line : `${line}.`);
