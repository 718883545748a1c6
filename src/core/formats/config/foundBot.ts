import type { Sampling } from '../../model.ts';
import type { Translate } from '../../text.ts';

/** What the readers need to know of the settings that they write. */
export interface ConfigContext {
  readonly t: Translate;
  /** Whether the settings take this number for the parameter. */
  readonly takes: (parameter: NumberSetting, value: number) => boolean;
  /** The parameter that is set here and sent to a server as this field of a request, if there is one. */
  readonly parameterOf: (field: string, set: Sampling) => keyof Sampling | undefined;
}

type NumberSetting = Exclude<keyof Sampling, 'stop'> | 'contextSize';

/** Where the model is that a configuration speaks of. */
export type ModelPlace =
  | { readonly kind: 'server'; readonly baseUrl: string; readonly model: string }
  /** Weights for another program: a folder or a name on Hugging Face. A GGUF file must be found. */
  | { readonly kind: 'weights'; readonly path: string }
  /** The file does not say, or names a service that is asked in another way. */
  | { readonly kind: 'unknown'; readonly why: string; readonly model: string };

/** What became of one value of the file. */
export interface Remark {
  /** The key, as the file has it. */
  readonly key: string;
  /** The setting that it became, such as `sampling.topP`; undefined if it became none. */
  readonly to?: string | undefined;
  /** More about it, as a sentence; for a value that was left out the reason. */
  readonly why?: string | undefined;
  /** The kind of bot that the setting is for; without it all. */
  readonly only?: 'llama' | 'openai' | undefined;
}

/** The settings of an entry that are for one kind of bot. */
export type KindSettings = Readonly<Record<string, unknown>>;

/** A bot that a configuration file describes, before its model is there. */
export interface FoundBot {
  /** Such as `model_list[0]`. */
  readonly at: string;
  readonly name: string;
  readonly place: ModelPlace;
  readonly sampling: Sampling;
  readonly llama: KindSettings;
  readonly openai: KindSettings;
  /** A secret: it goes nowhere but into the secret storage. */
  readonly apiKey?: string | undefined;
  readonly remarks: readonly Remark[];
}

/** A value of the file that is about no bot. */
export interface GeneralRemark {
  readonly key: string;
  readonly why: string;
}

/** What a reader found in the part of a file that it knows. */
export interface Findings {
  readonly bots: readonly FoundBot[];
  readonly general: readonly GeneralRemark[];
}

/** The model that a bot is given at last. */
export type Chosen =
  | { readonly kind: 'llama'; readonly modelPath: string }
  | { readonly kind: 'openai'; readonly baseUrl: string; readonly model: string };

/** The entry of `chatzoo.bots`, once it is known which model it is. @param name that no other bot has. */
export function entryOf(
  { sampling, llama, openai }: FoundBot,
  name: string,
  chosen: Chosen,
): Readonly<Record<string, unknown>> {
  const common = Object.keys(sampling).length === 0 ? {} : { sampling };
  return chosen.kind === 'llama'
    ? { name, kind: 'llama', modelPath: chosen.modelPath, ...llama, ...common }
    : { name, kind: 'openai', baseUrl: chosen.baseUrl, model: chosen.model, ...openai, ...common };
}

/** What became of the values for a bot of this kind. */
export function remarksFor(
  { remarks }: FoundBot,
  kind: Chosen['kind'] | undefined,
  t: Translate,
): readonly Remark[] {
  return remarks.map(remark => {
    if (remark.only === undefined || kind === undefined || remark.only === kind) return remark;
    const why =
      remark.only === 'llama'
        ? t('only for a model on this machine: the server has its own')
        : t('only for a model behind a server');
    return { key: remark.key, why };
  });
}
