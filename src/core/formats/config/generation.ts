import type { Sampling } from '../../model.ts';
import {
  isConfigList,
  isConfigObject,
  memberOf,
  Unread,
  type ConfigObject,
  type ConfigValue,
} from './configValue.ts';
import type { ConfigContext, KindSettings, Remark } from './foundBot.ts';
import { plainJson } from './plainJson.ts';

/** What a configuration says of how a model answers, in the words of the settings. */
export interface Generation {
  readonly sampling: Sampling;
  readonly llama: KindSettings;
  readonly openai: KindSettings;
  readonly remarks: readonly Remark[];
}

type NumberName = Exclude<keyof Sampling, 'stop'>;

/** The names that the sources, transformers and vLLM have for the parameters. */
const NUMBERS = new Map<string, NumberName>([
  ['temperature', 'temperature'],
  ['top_p', 'topP'],
  ['top_k', 'topK'],
  ['min_p', 'minP'],
  ['repetition_penalty', 'repeatPenalty'],
  ['frequency_penalty', 'frequencyPenalty'],
  ['presence_penalty', 'presencePenalty'],
  ['max_new_tokens', 'maxTokens'],
  ['max_tokens', 'maxTokens'],
  ['max_completion_tokens', 'maxTokens'],
  ['seed', 'seed'],
]);
/** These bound the prompt and the reply together. */
const WHOLE_LENGTHS = new Set(['max_length', 'context_len', 'max_model_len']);
/** At this value they ask for what happens anyway. */
const USUAL = new Map<string, ConfigValue>([
  ['num_beams', 1],
  ['n', 1],
  ['num_return_sequences', 1],
  ['use_cache', true],
  ['do_sample', true],
]);

/** What only a server can be asked, as fields of the request. */
const BODY_KEYS = new Set(['stop_token_ids', 'extra_body']);
/** Fields of a request that no setting may change. */
const OWN_FIELDS = ['messages', 'model', 'stream'];
/** As many as the settings take. */
const MOST_STOPS = 16;

/**
 * Translates `generate_kwargs`, `recommended_config` and the like.
 *
 * @param at the key under which they stand; the remarks name it.
 */
export function readGeneration(
  value: ConfigValue | undefined,
  at: string,
  context: ConfigContext,
): Generation {
  const reader = new GenerationReader(at, context);
  if (isConfigObject(value)) reader.readAll(value);
  else if (value !== undefined && value !== null) {
    reader.leaveOut('', value instanceof Unread ? undefined : context.t('not an object'));
  }
  return reader.result();
}

class GenerationReader {
  readonly #at: string;
  readonly #context: ConfigContext;
  readonly #remarks: Remark[] = [];
  readonly #numbers: Partial<Record<NumberName, number>> = {};
  #stop: readonly string[] | undefined;
  #llama: KindSettings = {};
  #openai: KindSettings = {};

  constructor(at: string, context: ConfigContext) {
    this.#at = at;
    this.#context = context;
  }

  result(): Generation {
    const sampling = {
      ...this.#numbers,
      ...(this.#stop === undefined ? {} : { stop: this.#stop }),
    };
    return {
      sampling,
      llama: this.#llama,
      openai: this.#openai,
      remarks: this.#remarks,
    };
  }

  readAll(values: ConfigObject): void {
    const { t } = this.#context;
    const isGreedy = memberOf(values, 'do_sample') === false;
    const entries = Object.entries(values);
    // Last, whatever the file's order: it may not say once more what they have set.
    const isLast = ([key]: readonly [string, ConfigValue]): boolean => BODY_KEYS.has(key);
    const inOrder = [...entries.filter(each => !isLast(each)), ...entries.filter(isLast)];
    for (const [key, value] of inOrder) {
      const number = NUMBERS.get(key);
      if (value === null || value === USUAL.get(key)) {
        this.leaveOut(key, t('asks for what happens anyway'));
      } else if (value instanceof Unread) {
        this.leaveOut(key, undefined);
      } else if (key === 'do_sample' && isGreedy) {
        this.#numbers.temperature = 0;
        this.#tell(key, 'sampling.temperature', t('0: the likeliest token, always'));
      } else if (key === 'temperature' && isGreedy) {
        this.leaveOut(key, t('does nothing beside do_sample = False'));
      } else if (number !== undefined) {
        this.#readNumber(key, number, value);
      } else if (WHOLE_LENGTHS.has(key)) {
        this.#readLength(key, value);
      } else if (key === 'stop' || key === 'stop_str' || key === 'stop_strings') {
        this.#readStop(key, value);
      } else if (BODY_KEYS.has(key)) {
        this.#readBody(key, value);
      } else {
        this.leaveOut(key, t('there is no such setting'));
      }
    }
  }

  leaveOut(key: string, why: string | undefined): void {
    const { t } = this.#context;
    this.#remarks.push({ key: this.#keyOf(key), why: why ?? t('not read, see below') });
  }

  #readNumber(key: string, name: NumberName, value: ConfigValue): void {
    const { t, takes } = this.#context;
    // transformers and vLLM write all candidates as 0 and as −1.
    const number = name === 'topK' && value === -1 ? 0 : value;
    if (typeof number !== 'number' || !takes(name, number)) {
      this.leaveOut(key, t('not a number that this setting takes'));
    } else if (this.#numbers[name] !== undefined) {
      this.leaveOut(key, t('another key has set this already'));
    } else {
      this.#numbers[name] = number;
      this.#tell(key, `sampling.${name}`);
    }
  }

  #readLength(key: string, value: ConfigValue): void {
    const { t, takes } = this.#context;
    if (typeof value !== 'number' || !takes('contextSize', value)) {
      this.leaveOut(key, t('not a number that this setting takes'));
    } else if ('contextSize' in this.#llama) {
      this.leaveOut(key, t('another key has set this already'));
    } else {
      this.#llama = { ...this.#llama, contextSize: value };
      this.#remarks.push({
        key: this.#keyOf(key),
        to: 'contextSize',
        only: 'llama',
        why: t('it bounds the prompt and the reply together'),
      });
    }
  }

  #readStop(key: string, value: ConfigValue): void {
    const { t } = this.#context;
    const texts = isConfigList(value) ? value : [value];
    const isSound =
      texts.length >= 1 &&
      texts.length <= MOST_STOPS &&
      texts.every(text => typeof text === 'string' && text !== '');
    if (!isSound) this.leaveOut(key, t('not a text, nor a list of 1 to {0} texts', MOST_STOPS));
    else if (this.#stop !== undefined) this.leaveOut(key, t('another key has set this already'));
    else {
      this.#stop = texts as readonly string[];
      this.#tell(key, 'sampling.stop');
    }
  }

  /** What only a server can be asked. */
  #readBody(key: string, value: ConfigValue): void {
    const { t } = this.#context;
    const body = key === 'extra_body' ? value : { [key]: value };
    const { json, leftOut } = plainJson(isConfigObject(body) ? this.#withoutOwn(key, body) : body);
    if (typeof json !== 'object' || json === null || Array.isArray(json)) {
      this.leaveOut(key, t('not an object'));
      return;
    }
    const before = this.#openai['extraBody'] as KindSettings | undefined;
    if (Object.keys(json).length > 0) {
      this.#openai = { ...this.#openai, extraBody: { ...before, ...json } };
      this.#remarks.push({ key: this.#keyOf(key), to: 'extraBody', only: 'openai' });
    }
    for (const inner of leftOut) {
      this.leaveOut(`${key}.${inner}`, t('not read, or the name of a secret'));
    }
  }

  /** Without what ChatZoo says itself, and what another key has set as a parameter. */
  #withoutOwn(key: string, body: ConfigObject): ConfigObject {
    const { t, parameterOf } = this.#context;
    const { sampling } = this.result();
    const kept = Object.entries(body).filter(([name]) => {
      const isOwn = OWN_FIELDS.includes(name);
      if (!isOwn && parameterOf(name, sampling) === undefined) return true;
      const why = isOwn ? t('ChatZoo itself sets it') : t('another key has set this already');
      this.leaveOut(`${key}.${name}`, why);
      return false;
    });
    return Object.fromEntries(kept);
  }

  #tell(key: string, to: string, why?: string): void {
    this.#remarks.push({ key: this.#keyOf(key), to, why });
  }

  #keyOf(key: string): string {
    return key === '' ? this.#at : `${this.#at}.${key}`;
  }
}
