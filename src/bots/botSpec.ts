import type { Sampling } from '../core/model.ts';

interface CommonSpec {
  /** Unique among the bots; what people see. */
  readonly name: string;
  readonly systemPrompt: string;
  readonly sampling: Sampling;
}

export const CONTEXT_OVERFLOWS = ['refuse', 'dropOldest'] as const;
/**
 * What happens to a conversation that is longer than the context: it is refused, or the bot is not
 * shown its oldest turns (always whole ones; the system prompt stays).
 */
export type ContextOverflow = (typeof CONTEXT_OVERFLOWS)[number];

export const BACKENDS = ['auto', 'cpu', 'cuda', 'vulkan', 'metal'] as const;
/** What llama.cpp computes with; `auto` takes the best that this machine has. */
type Backend = (typeof BACKENDS)[number];

/** How messages become the text that a model sees. */
export type TemplateChoice =
  /** A name of `core/prompt`'s families. */
  | { readonly kind: 'family'; readonly name: string }
  /** A chat template in Jinja, as GGUF files carry it. */
  | { readonly kind: 'jinja'; readonly source: string }
  /** ChatZoo's own three texts; `{}` is where the message goes. */
  | {
      readonly kind: 'triple';
      readonly metaPrompt: string;
      readonly userPrompt: string;
      readonly botPrompt: string;
    };

/** Fine-tuned differences to a model, in a GGUF file of their own. */
export interface LoraAdapter {
  /** Absolute path of the GGUF file. */
  readonly path: string;
  /** How strongly it is added; 1 is as trained. */
  readonly scale: number;
}

/** A GGUF file run by llama.cpp in a process of its own. */
export interface LlamaSpec extends CommonSpec {
  readonly kind: 'llama';
  /** Absolute path of the GGUF file, of a split one its first part. */
  readonly modelPath: string;
  /** Tokens the model may see; without it what the model was trained on, 4096 at most. */
  readonly contextSize?: number | undefined;
  /** `refuse` unless set. */
  readonly contextOverflow?: ContextOverflow | undefined;
  /** Most threads; never granted beyond the cores that all running models share. */
  readonly threads?: number | undefined;
  /** Layers to put on a GPU, `auto` (the default) as many as fit in this bot's share; 0 for none. */
  readonly gpuLayers?: number | 'auto' | 'max' | undefined;
  /** The GPUs it may use, by the numbers that the backend gives them; without it all. */
  readonly devices?: readonly number[] | undefined;
  /** `auto` unless set. */
  readonly backend?: Backend | undefined;
  /** Without it the GGUF's own, or else the family's that the file's name tells. */
  readonly template?: TemplateChoice | undefined;
  readonly lora?: readonly LoraAdapter[] | undefined;
}

/** A model behind an OpenAI-compatible server. */
export interface OpenAiSpec extends CommonSpec {
  readonly kind: 'openai';
  /** Up to and including the version, such as http://127.0.0.1:11434/v1; no trailing slash. */
  readonly baseUrl: string;
  /** Further servers that run the same model; requests go to the one with the shortest queue. */
  readonly otherUrls?: readonly string[] | undefined;
  /** The server's name for the model. */
  readonly model: string;
  /** Longest silence of the server before the reply fails, in seconds. */
  readonly timeoutSeconds: number;
  /** Whether the answer is asked for piece by piece; true unless set. */
  readonly stream?: boolean | undefined;
  /** Sent with every request, by name. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Names of headers that are sent too; their values are no setting. */
  readonly secretHeaders?: readonly string[] | undefined;
  /** How often a request is sent again that a busy or absent server did not begin to answer. */
  readonly retries?: number | undefined;
  /** Further fields of the request's body, such as vLLM's `stop_token_ids`. */
  readonly extraBody?: Readonly<Record<string, unknown>> | undefined;
}

/** All servers of a bot, the first of the settings first. */
export function serversOf(spec: Pick<OpenAiSpec, 'baseUrl' | 'otherUrls'>): readonly string[] {
  return [spec.baseUrl, ...(spec.otherUrls ?? [])];
}

/** A model that the editor offers; what is not named may be anything, the first that fits is asked. */
export interface VscodeSpec extends CommonSpec {
  readonly kind: 'vscode';
  /** At least one of these three is there. */
  readonly vendor?: string | undefined;
  readonly family?: string | undefined;
  readonly id?: string | undefined;
  /** Longest silence before the reply fails, in seconds. */
  readonly timeoutSeconds: number;
}

/** A module of the user that answers in a process of its own. */
export interface CustomSpec extends CommonSpec {
  readonly kind: 'custom';
  /** Absolute path of the module. */
  readonly modulePath: string;
  /** Handed to the module, over its own default settings. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  /** Longest time for which it may compute without a pause, in seconds. */
  readonly timeoutSeconds: number;
}

/** A bot as the settings describe it, checked and completed. */
export type BotSpec = LlamaSpec | OpenAiSpec | VscodeSpec | CustomSpec;
