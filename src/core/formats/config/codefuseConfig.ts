import type { Translate } from '../../text.ts';
import {
  isConfigList,
  isConfigObject,
  memberOf,
  Unread,
  type ConfigObject,
  type ConfigValue,
} from './configValue.ts';
import { EntryFields } from './entryFields.ts';
import type { ConfigContext, Findings, FoundBot, GeneralRemark, ModelPlace } from './foundBot.ts';

/** Where codefuse-chatbot's own OpenAI-compatible server is unless its configuration says so. */
const USUAL_SERVER = 'http://127.0.0.1:8888/v1';
/** Providers that are asked as OpenAI is; the others have protocols of their own. */
const OPENAI_PROVIDERS = /^(?:openai|openaiworker|exampleworker)?$/i;
const NONE = { sampling: {}, llama: {}, openai: {} };

/**
 * codefuse-chatbot's dictionaries of models, as they stand in its `model_config.py`, its
 * `server_config.py` and the `local_config.json` that its configuration page writes. A model that
 * several of them name is one bot: `VLLM_MODEL_DICT` has precedence over `llm_model_dict`, as there.
 */
export function readCodefuseConfig(file: ConfigObject, context: ConfigContext): Findings {
  return new CodefuseReader(file, context.t).all();
}

class CodefuseReader {
  readonly #file: ConfigObject;
  readonly #t: Translate;
  readonly #bots: FoundBot[] = [];
  readonly #general: GeneralRemark[] = [];
  readonly #named = new Set<string>();

  constructor(file: ConfigObject, t: Translate) {
    this.#file = file;
    this.#t = t;
  }

  all(): Findings {
    const t = this.#t;
    const models = this.#dictionary('llm_model_dict');
    for (const [name, value] of this.#dictionary('VLLM_MODEL_DICT')) {
      const served = models.find(([other]) => other === name)?.[1];
      this.#addServed('VLLM_MODEL_DICT', name, value, served);
    }
    for (const [name, value] of models) {
      if (!this.#named.has(name)) this.#addServed('llm_model_dict', name, value, undefined);
    }
    for (const [name, value] of this.#dictionary('ONLINE_LLM_MODEL')) this.#addOnline(name, value);
    this.#addWorkers();
    if (memberOf(this.#file, 'OPENAI_API_KEY') !== undefined) {
      this.#remark('OPENAI_API_KEY', t('a secret: models that name no key of their own get it'));
    }
    return { bots: this.#bots, general: this.#general };
  }

  #dictionary(key: string): readonly (readonly [string, ConfigValue])[] {
    const t = this.#t;
    const value = memberOf(this.#file, key);
    if (isConfigObject(value)) return Object.entries(value);
    if (value !== undefined && value !== null) {
      this.#remark(key, value instanceof Unread ? t('not read, see below') : t('not an object'));
    }
    return [];
  }

  /** A model that codefuse-chatbot itself serves, with FastChat or vLLM behind it. */
  #addServed(
    dictionary: string,
    name: string,
    value: ConfigValue,
    beside: ConfigValue | undefined,
  ): void {
    const t = this.#t;
    const at = `${dictionary}[${JSON.stringify(name)}]`;
    const own: ConfigObject = typeof value === 'string' ? { local_model_path: value } : {};
    const values = isConfigObject(value) ? value : own;
    if (!isConfigObject(value) && typeof value !== 'string') {
      this.#remark(at, value instanceof Unread ? t('not read, see below') : t('not an object'));
      return;
    }
    const fields = new EntryFields({ ...(isConfigObject(beside) ? beside : {}), ...values }, t);
    const path = fields.text('local_model_path');
    const address = fields.text('api_base_url') ?? this.#sharedAddress(path);
    const apiKey = fields.apiKey('api_key') ?? this.#sharedKey(fields);
    const isVllm = dictionary === 'VLLM_MODEL_DICT';
    const baseUrl = address ?? (isVllm ? this.#server().baseUrl : undefined);
    if (address !== undefined) fields.became('api_base_url', 'baseUrl');
    else if (isVllm) fields.became(dictionary, 'baseUrl', { why: this.#server().why });
    if (path !== undefined && baseUrl !== undefined) {
      fields.leftOut('local_model_path', t('the server has the model'));
    } else if (path !== undefined) {
      fields.became('local_model_path', 'modelPath', { why: t('as a GGUF file') });
    }
    fields.finish();
    this.#add(at, name, fields, { place: this.#placeOf(baseUrl, path, name), apiKey });
  }

  #placeOf(baseUrl: string | undefined, path: string | undefined, model: string): ModelPlace {
    if (baseUrl !== undefined) return { kind: 'server', baseUrl, model };
    if (path !== undefined) return { kind: 'weights', path };
    return { kind: 'unknown', why: this.#t('the file does not say where the model is'), model };
  }

  #addOnline(name: string, value: ConfigValue): void {
    const t = this.#t;
    const at = `ONLINE_LLM_MODEL[${JSON.stringify(name)}]`;
    if (!isConfigObject(value)) {
      this.#remark(at, value instanceof Unread ? t('not read, see below') : t('not an object'));
      return;
    }
    const fields = new EntryFields(value, t);
    const named = fields.text('model_name');
    const version = fields.text('version');
    const model = version ?? named ?? name;
    if (version !== undefined) fields.became('version', 'model');
    if (named !== undefined) {
      if (version === undefined) fields.became('model_name', 'model');
      else if (named !== version)
        fields.leftOut('model_name', t('another key has set this already'));
    }
    const baseUrl = fields.text('api_base_url');
    const apiKey = fields.apiKey('api_key');
    const provider = fields.text('provider') ?? '';
    const isOpenAi = OPENAI_PROVIDERS.test(provider);
    if (isOpenAi && baseUrl !== undefined) fields.became('api_base_url', 'baseUrl');
    if (provider !== '') {
      fields.leftOut(
        'provider',
        isOpenAi ? t('every server is asked as OpenAI is') : t('it has a protocol of its own'),
      );
    }
    fields.leaveOutEach({
      openai_proxy: t('the proxy is that of the editor: its setting http.proxy'),
    });
    fields.finish();
    const place: ModelPlace = isOpenAi
      ? this.#placeOf(baseUrl ?? this.#sharedAddress(undefined), undefined, model)
      : {
          kind: 'unknown',
          why: t('{0} has a protocol of its own; give an OpenAI-compatible address', provider),
          model,
        };
    this.#add(at, name, fields, { place, apiKey });
  }

  /** Models that only FastChat's workers are told of; they are asked through the one server. */
  #addWorkers(): void {
    const t = this.#t;
    const key = 'FSCHAT_MODEL_WORKERS';
    const workers = this.#dictionary(key);
    for (const [worker, value] of workers) {
      const listed = isConfigObject(value) ? memberOf(value, 'model_names') : undefined;
      const names = isConfigList(listed) ? listed.filter(each => typeof each === 'string') : [];
      for (const name of names.length > 0 ? names : [worker]) {
        if (name === 'default' || this.#named.has(name)) continue;
        const fields = new EntryFields(isConfigObject(value) ? value : {}, t);
        fields.became(key, 'baseUrl', { why: this.#server().why });
        fields.take('model_names');
        fields.leaveOutEach({
          host: t('where its worker runs; the server in front of it is asked'),
          port: t('where its worker runs; the server in front of it is asked'),
        });
        fields.finish();
        const { baseUrl } = this.#server();
        const place = { kind: 'server', baseUrl, model: name } as const;
        this.#add(`${key}[${JSON.stringify(worker)}]`, name, fields, { place, apiKey: undefined });
      }
    }
  }

  /** The OpenAI-compatible server in front of all models, and how that is known. */
  #server(): { readonly baseUrl: string; readonly why: string } {
    const t = this.#t;
    const server = memberOf(this.#file, 'FSCHAT_OPENAI_API');
    const host = isConfigObject(server) ? memberOf(server, 'host') : undefined;
    const port = isConfigObject(server) ? memberOf(server, 'port') : undefined;
    if (typeof port !== 'number') {
      return { baseUrl: USUAL_SERVER, why: t('the usual server of codefuse-chatbot') };
    }
    // A server that listens everywhere is asked on this machine.
    const isPlain = typeof host === 'string' && /^[\w.-]+$/.test(host) && host !== '0.0.0.0';
    return {
      baseUrl: `http://${isPlain ? host : '127.0.0.1'}:${port}/v1`,
      why: t('the server that {0} describes', 'FSCHAT_OPENAI_API'),
    };
  }

  /** `API_BASE_URL` is for models of services; one with weights of its own is served here. */
  #sharedAddress(path: string | undefined): string | undefined {
    const address = memberOf(this.#file, 'API_BASE_URL');
    return path === undefined && typeof address === 'string' && address !== ''
      ? address
      : undefined;
  }

  #sharedKey(fields: EntryFields): string | undefined {
    if (fields.take('api_key') !== undefined) return undefined;
    const shared = memberOf(this.#file, 'OPENAI_API_KEY');
    return new EntryFields({ shared: shared ?? null }, this.#t).apiKey('shared');
  }

  #add(
    at: string,
    name: string,
    { remarks }: EntryFields,
    model: Pick<FoundBot, 'place' | 'apiKey'>,
  ): void {
    this.#named.add(name);
    this.#bots.push({ at, name, ...NONE, ...model, remarks });
  }

  #remark(key: string, why: string): void {
    this.#general.push({ key, why });
  }
}
