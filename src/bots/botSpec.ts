import type { Sampling } from '../core/model.ts';

interface CommonSpec {
  /** Unique among the bots; what people see. */
  readonly name: string;
  readonly systemPrompt: string;
  readonly sampling: Sampling;
}

/** A GGUF file run by llama.cpp in a process of its own. */
export interface LlamaSpec extends CommonSpec {
  readonly kind: 'llama';
  /** Absolute path of the GGUF file. */
  readonly modelPath: string;
  /** Tokens the model may see; without it what the model was trained on, 4096 at most. */
  readonly contextSize?: number | undefined;
  /** Wanted threads; never granted beyond the cores that all running models share. */
  readonly threads?: number | undefined;
  /** Layers to put on a GPU; 0 (the default) runs on the CPU alone. */
  readonly gpuLayers?: number | undefined;
}

/** A model behind an OpenAI-compatible server. */
export interface OpenAiSpec extends CommonSpec {
  readonly kind: 'openai';
  /** Up to and including the version, such as http://127.0.0.1:11434/v1; no trailing slash. */
  readonly baseUrl: string;
  /** The server's name for the model. */
  readonly model: string;
  /** Longest silence of the server before the reply fails, in seconds. */
  readonly timeoutSeconds: number;
}

/** A bot as the settings describe it, checked and completed. */
export type BotSpec = LlamaSpec | OpenAiSpec;
