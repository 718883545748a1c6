import { stat } from 'node:fs/promises';
import { BotError, type MemoryNeed } from '../bot.ts';
import type { LlamaSpec } from '../botSpec.ts';
import { checkAdapter, checkModel } from './gguf/checkModel.ts';
import { memoryNeed, planContext } from './gguf/memory.ts';
import { filesNamed } from './gguf/splitParts.ts';

/** What a model's file tells before it is loaded. */
export interface CheckedFile {
  /** Changes when the file is replaced, a part of it, or one of its adapters. */
  readonly stamp: string;
  /** Tokens. */
  readonly contextSize: number;
  /** Conversations kept in memory at once. */
  readonly sequences: number;
  readonly need: MemoryNeed;
}

/** The file of one bot's model; its header is read again only when a file of it has changed. */
export class ModelFile {
  readonly #spec: LlamaSpec;
  readonly #onLog: (line: string) => void;
  #known: CheckedFile | undefined;

  /** @param onLog hears which file was refused, which the error itself must not tell. */
  constructor(spec: LlamaSpec, onLog: (line: string) => void) {
    this.#spec = spec;
    this.#onLog = onLog;
  }

  /** @throws BotError if there is no file or it cannot be a model. */
  async check(): Promise<CheckedFile> {
    const { modelPath, lora = [] } = this.#spec;
    // Taken before the header is read: if the file changes meanwhile, it is read once more.
    const files = [...filesNamed(modelPath), ...lora.map(({ path }) => path)];
    const stamps = await Promise.all(files.map(stampOf));
    const stamp = stamps.join('; ');
    if (this.#known?.stamp === stamp && !stamps.includes(undefined)) return this.#known;
    try {
      this.#known = { stamp, ...(await this.#read()) };
      return this.#known;
    } catch (error) {
      if (error instanceof BotError && error.cause instanceof Error) {
        this.#onLog(`${error.cause.message}: ${error.message}`);
      }
      throw error;
    }
  }

  async #read(): Promise<Omit<CheckedFile, 'stamp'>> {
    const { modelPath, name, contextSize, lora = [] } = this.#spec;
    const header = await checkModel(modelPath, name);
    let adapters = 0;
    for (const { path } of lora) adapters += (await checkAdapter(path, name)).weights;
    const plan = planContext(header, contextSize);
    const need = memoryNeed(header, modelPath, plan);
    return { ...plan, need: { ...need, own: need.own + adapters } };
  }
}

/** Undefined for a file that cannot be looked at: who reads it will say why. */
async function stampOf(path: string): Promise<string | undefined> {
  try {
    const { mtimeMs, size, ino } = await stat(path);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return undefined;
  }
}
