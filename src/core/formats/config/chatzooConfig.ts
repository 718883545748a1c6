import { readTriple } from '../../prompt/triple.ts';
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
import type { ConfigContext, Findings, FoundBot, GeneralRemark } from './foundBot.ts';
import { readGeneration } from './generation.ts';

/** ChatZoo's own `config.py`: its models, and what else it says. */
export function readChatzooConfig(file: ConfigObject, context: ConfigContext): Findings {
  const list = memberOf(file, 'model_list');
  const { t } = context;
  const general = generalRemarks(file, t);
  if (list === undefined) return { bots: [], general };
  if (!isConfigList(list)) {
    const why = list instanceof Unread ? t('not read, see below') : t('not a list');
    return { bots: [], general: [{ key: 'model_list', why }, ...general] };
  }
  const bots: FoundBot[] = [];
  const wrong: GeneralRemark[] = [];
  for (const [index, entry] of list.entries()) {
    const at = `model_list[${index}]`;
    if (isConfigObject(entry)) bots.push(readModel(at, entry, context));
    else {
      const why = entry instanceof Unread ? t('not read, see below') : t('not an object');
      wrong.push({ key: at, why });
    }
  }
  return { bots, general: [...wrong, ...general] };
}

function readModel(at: string, entry: ConfigObject, context: ConfigContext): FoundBot {
  const { t } = context;
  const fields = new EntryFields(entry, t);
  const model = fields.text('model_name_or_path');
  const base = fields.text('base_model');
  const nickname = fields.text('nickname');
  if (nickname !== undefined) fields.became('nickname', 'name');
  if (model !== undefined && base === undefined) {
    fields.became('model_name_or_path', 'modelPath', { why: t('as a GGUF file') });
  } else if (model !== undefined && base !== undefined) {
    fields.became('base_model', 'modelPath', { why: t('as a GGUF file') });
    fields.leftOut(
      'model_name_or_path',
      t('LoRA weights: convert them to GGUF and add them to the entry as lora'),
    );
  }
  const generation = readGeneration(fields.take('generate_kwargs'), 'generate_kwargs', context);
  fields.remarks.push(...generation.remarks);
  const template = readPrompts(fields, t);
  const devices = readDevices(fields, t);
  fields.leaveOutEach({
    tokenizer_path: t('a GGUF file has its tokenizer in it'),
    dtype: t('a GGUF file has its precision'),
    port: t('models run in processes that need no port'),
  });
  fields.finish();
  const path = base ?? model;
  const name = nickname ?? lastPart(model ?? '');
  return {
    at,
    name: name === '' ? at : name,
    place:
      path === undefined
        ? { kind: 'unknown', why: t('the file does not say which model'), model: '' }
        : { kind: 'weights', path },
    sampling: generation.sampling,
    llama: { ...template, ...generation.llama, ...devices },
    openai: generation.openai,
    remarks: fields.remarks,
  };
}

/** The three texts are taken as they are; where one has no place for the message, none is. */
function readPrompts(fields: EntryFields, t: Translate): { readonly template?: object } {
  const prompts = fields.take('prompts');
  if (prompts === undefined || prompts === null) return {};
  if (!isConfigObject(prompts)) {
    fields.leftOut(
      'prompts',
      prompts instanceof Unread ? t('not read, see below') : t('not an object'),
    );
    return {};
  }
  const triple = readTriple(prompts);
  if ('wrong' in triple) {
    const keys = triple.wrong.join(', ');
    fields.leftOut('prompts', t('{0}: a text with {1} is needed for each message', keys, '{}'));
    return {};
  }
  fields.became('prompts', 'template', { only: 'llama' });
  return {
    template: {
      meta_prompt: triple.metaPrompt,
      user_prompt: triple.userPrompt,
      bot_prompt: triple.botPrompt,
    },
  };
}

/** `"0,1"`, as CUDA_VISIBLE_DEVICES has it. */
function readDevices(fields: EntryFields, t: Translate): { readonly devices?: readonly number[] } {
  const value = fields.take('devices');
  if (value === undefined || value === null || value === '') return {};
  const parts = typeof value === 'string' ? value.split(',').map(part => part.trim()) : [value];
  const devices = parts.map(part => (part === '' ? NaN : Number(part)));
  const isSound = devices.every(each => Number.isSafeInteger(each) && each >= 0);
  if (!isSound || new Set(devices).size !== devices.length) {
    fields.leftOut('devices', t('not the numbers of GPUs'));
    return {};
  }
  fields.became('devices', 'devices', { only: 'llama' });
  return { devices };
}

function generalRemarks(file: ConfigObject, t: Translate): readonly GeneralRemark[] {
  const mode = memberOf(file, 'mode');
  const known = mode === 'arena' || mode === 'debug';
  const reasons: Readonly<Record<string, string>> = {
    user_list: peopleText(memberOf(file, 'user_list'), t),
    mode: known
      ? t('the setting chatzoo.mode can be set to {0}', mode)
      : t('there is no such mode here'),
    host_name: t('ChatZoo here opens no port'),
    port: t('ChatZoo here opens no port'),
    is_stream: t('replies always come while they are written'),
    database_dtype: t('the database is an SQLite file; chatzoo.database.path says where'),
    database_path: t('import that database with “ChatZoo: Import Sessions…”'),
    label_prompt: t('there are no labels: votes, rankings and comments say what was better'),
  };
  return Object.entries(reasons)
    .filter(([key]) => (memberOf(file, key) ?? null) !== null)
    .map(([key, why]) => ({ key, why }));
}

function peopleText(list: ConfigValue | undefined, t: Translate): string {
  const names = (isConfigList(list) ? list : [])
    .map(user => (isConfigObject(user) ? memberOf(user, 'username') : undefined))
    .filter(name => typeof name === 'string');
  return t(
    'people ({0}) each write their name into chatzoo.annotator; there are no roles and no quotas',
    names.join(', '),
  );
}

function lastPart(path: string): string {
  return (
    path
      .replace(/[/\\]+$/, '')
      .split(/[/\\]/)
      .at(-1) ?? ''
  );
}
