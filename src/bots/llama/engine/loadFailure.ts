import { setTimeout as delay } from 'node:timers/promises';
import type { ReplyErrorCode } from '../../../core/model.ts';
import { RemoteError } from '../../../protocol/rpc.ts';

/** Its first reasons tell most; the rest is in the log. */
const REASONS = 3;
/** llama.cpp's lines come by a queue of their own, some after the error itself. */
const LAST_WORDS_MS = 50;

const NO_MEMORY = {
  model: /(failed|unable|cannot) to allocate|out of memory/i,
  // In a damaged file's header a mad length is the same error; the context has no such lengths.
  context: /(failed|unable|cannot) to allocate|out of memory|bad_alloc/i,
};

const ADVICE = {
  modelBroken:
    'The file may be damaged or too new for this version, or the model with its contextSize too large ' +
    'for this machine.',
  adapter: 'Check that the adapter was made for this model.',
  doesNotFit: 'Lower contextSize or gpuLayers of this bot, or unload another one.',
};

export interface Files {
  readonly modelPath: string;
  readonly lora: readonly { readonly path: string }[];
}

/** Collects what llama.cpp complains about while it loads a model. */
export class Complaints {
  readonly #lines = new Set<string>();

  add(line: string): void {
    this.#lines.add(line);
  }

  /**
   * @param stage what was being loaded.
   * @returns what to tell the user, with llama.cpp's own reason; no file is named, since a blind
   *   session must not show a model's name.
   */
  async toError(error: unknown, stage: 'model' | 'context', files: Files): Promise<RemoteError> {
    await delay(LAST_WORDS_MS);
    const thrown = error instanceof Error ? error.message : String(error);
    const lines = [thrown, ...this.#lines];
    const why = [...new Set(lines.map(line => withoutPaths(line, files)))]
      .slice(0, REASONS)
      .map(sentence)
      .join(' ');
    if (error instanceof Error && error.constructor.name === 'InsufficientMemoryError') {
      return failure('doesNotFit', `There is not enough memory for the model. ${why}`);
    }
    if (stage === 'context' && files.lora.length > 0 && lines.some(line => /lora/i.test(line))) {
      const text = `llama.cpp could not load the LoRA adapter. ${why} ${ADVICE.adapter}`;
      return new RemoteError('modelBroken', text);
    }
    return lines.some(line => NO_MEMORY[stage].test(line))
      ? failure('doesNotFit', `There is not enough memory for the model. ${why}`)
      : failure('modelBroken', `llama.cpp could not load the model. ${why}`);
  }
}

const failure = (
  code: Extract<ReplyErrorCode, 'modelBroken' | 'doesNotFit'>,
  text: string,
): RemoteError => new RemoteError(code, `${text} ${ADVICE[code]}`);

/** llama.cpp names its functions and the files. */
function withoutPaths(line: string, { modelPath, lora }: Files): string {
  return lora
    .reduce((text, { path }) => text.replaceAll(path, 'the adapter'), line)
    .replaceAll(modelPath, 'the file')
    .replace(/^\w+: ((error loading model|llama_model_loader): )?/, '');
}

const sentence = (line: string): string => (/[.!?]$/.test(line) ? line : `${line}.`);
