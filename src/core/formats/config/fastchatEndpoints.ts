import { isConfigObject, memberOf, type ConfigObject } from './configValue.ts';
import { EntryFields } from './entryFields.ts';
import type { ConfigContext, Findings, FoundBot, ModelPlace } from './foundBot.ts';
import { readGeneration } from './generation.ts';

/** What FastChat asks where an entry names no address. */
const OPENAI = 'https://api.openai.com/v1';
/** These are asked as OpenAI is; those after the first do not stream. */
const OPENAI_TYPES = new Map([
  ['openai', true],
  ['openai_no_stream', false],
  ['openai_o1', false],
]);
const OWN_KEYS = ['api_base', 'api_type', 'recommended_config', 'anony_only'];

/** Whether a file looks like FastChat's list of models behind services. */
export function isFastchatEndpoints(file: ConfigObject): boolean {
  const entries = Object.values(file).filter(isConfigObject);
  return entries.some(entry => OWN_KEYS.some(key => memberOf(entry, key) !== undefined));
}

/** FastChat's `api_endpoint.json`: a model a key. */
export function readFastchatEndpoints(file: ConfigObject, context: ConfigContext): Findings {
  const { t } = context;
  const bots: FoundBot[] = [];
  const general: { key: string; why: string }[] = [];
  for (const [name, entry] of Object.entries(file)) {
    if (isConfigObject(entry)) bots.push(readEndpoint(name, entry, context));
    else general.push({ key: name, why: t('not an object') });
  }
  return { bots, general };
}

function readEndpoint(name: string, entry: ConfigObject, context: ConfigContext): FoundBot {
  const { t } = context;
  const fields = new EntryFields(entry, t);
  const modelName = fields.text('model_name');
  const type = fields.text('api_type') ?? 'openai';
  const address = fields.text('api_base');
  const apiKey = fields.apiKey('api_key');
  const streams = OPENAI_TYPES.get(type);
  const model = modelName ?? name;
  if (modelName !== undefined) fields.became('model_name', 'model');
  if (streams !== undefined && address !== undefined) fields.became('api_base', 'baseUrl');
  if (streams !== undefined && address === undefined) {
    fields.became('api_base', 'baseUrl', {
      why: t('none is named: {0}, as FastChat has it', OPENAI),
    });
  }
  if (streams === false) fields.became('api_type', 'stream', { only: 'openai' });
  const generation = readGeneration(
    fields.take('recommended_config'),
    'recommended_config',
    context,
  );
  fields.remarks.push(...generation.remarks);
  fields.leaveOutEach({
    anony_only: t('names are always shown'),
    custom_system_prompt: t('the system prompt of the entry is always sent'),
    'text-arena': t('every bot is in the one arena'),
    'vision-arena': t('there are no pictures in prompts'),
  });
  fields.finish();
  const place: ModelPlace =
    streams === undefined
      ? {
          kind: 'unknown',
          why: t('{0} has a protocol of its own; give an OpenAI-compatible address', type),
          model,
        }
      : { kind: 'server', baseUrl: address ?? OPENAI, model };
  return {
    at: name,
    name,
    place,
    sampling: generation.sampling,
    llama: generation.llama,
    openai: { ...(streams === false ? { stream: false } : {}), ...generation.openai },
    apiKey,
    remarks: fields.remarks,
  };
}
