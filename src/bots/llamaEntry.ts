import { familyNameOf, nearFamilyNames } from '../core/prompt/familyNames.ts';
import { readTriple } from '../core/prompt/triple.ts';
import type { Translate } from '../core/text.ts';
import {
  BACKENDS,
  CONTEXT_OVERFLOWS,
  type BotSpec,
  type LlamaSpec,
  type LoraAdapter,
  type TemplateChoice,
} from './botSpec.ts';
import { isObject, type EntryReader } from './entryReader.ts';
import {
  BOT_LIMITS,
  describeLimits,
  DEVICE,
  isWithin,
  LORA_SCALE,
  MAX_LORAS,
} from './settingLimits.ts';

/** What an entry of any kind has. */
export type CommonValues = Pick<BotSpec, 'name' | 'systemPrompt' | 'sampling'>;

interface Context {
  readonly t: Translate;
  readonly resolvePath: (path: string) => string;
}

/** The entry of a bot whose model runs on this machine. */
export function readLlama(reader: EntryReader, common: CommonValues, context: Context): LlamaSpec {
  const { t, resolvePath } = context;
  const path = reader.text('modelPath', t('the path of a GGUF file'));
  return {
    kind: 'llama',
    ...common,
    modelPath: path === undefined ? '' : resolvePath(path),
    contextSize: reader.number('contextSize', BOT_LIMITS.contextSize),
    contextOverflow: reader.oneOf('contextOverflow', CONTEXT_OVERFLOWS),
    threads: reader.number('threads', BOT_LIMITS.threads),
    gpuLayers: readGpuLayers(reader, t),
    devices: readDevices(reader, t),
    backend: reader.oneOf('backend', BACKENDS),
    template: readTemplate(reader, t),
    lora: readLora(reader, context),
  };
}

function readGpuLayers(reader: EntryReader, t: Translate): LlamaSpec['gpuLayers'] {
  const value = reader.take('gpuLayers');
  if (value === undefined || value === 'auto' || value === 'max') return value;
  if (isWithin(value, BOT_LIMITS.gpuLayers)) return value;
  const limits = describeLimits(BOT_LIMITS.gpuLayers, t);
  reader.refuse('gpuLayers', t('{0}, or one of {1}', limits, 'auto, max'));
  return undefined;
}

function readDevices(reader: EntryReader, t: Translate): readonly number[] | undefined {
  const value = reader.take('devices');
  if (value === undefined) return undefined;
  if (isDeviceList(value)) return [...value];
  reader.refuse('devices', t('a list of the numbers of GPUs, such as [0], none of them twice'));
  return undefined;
}

function isDeviceList(value: unknown): value is readonly number[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  return new Set(value).size === value.length && value.every(each => isWithin(each, DEVICE));
}

/** Named where nothing is near to what was written. */
const WELL_KNOWN = ['chatml', 'vicuna'];
/** A text that is longer is no name, and not worth comparing as a whole. */
const LONGEST_NAME = 80;
/** What begins an expression or a statement of Jinja; no family's name holds either. */
const JINJA = /\{\{|\{%/;

function readTemplate(reader: EntryReader, t: Translate): TemplateChoice | undefined {
  const value = reader.take('template');
  if (isObject(value)) return reader.inside('template', inner => tripleChoice(inner, t));
  if (typeof value === 'string') {
    const family = familyNameOf(value);
    if (family !== undefined) return { kind: 'family', name: family };
    if (JINJA.test(value)) return { kind: 'jinja', source: value };
  }
  if (value !== undefined) reader.refuse('template', expectedTemplate(value, t));
  return undefined;
}

function expectedTemplate(value: unknown, t: Translate): string {
  const near = typeof value === 'string' ? nearFamilyNames(value.slice(0, LONGEST_NAME)) : [];
  const names = near.length > 0 ? near : WELL_KNOWN;
  return t(
    'the name of a family such as {0}, a Jinja text with {1} or {2}, or an object with meta_prompt, user_prompt and bot_prompt',
    names.join(', '),
    '{{',
    '{%',
  );
}

/** ChatZoo's `prompts`, in its own words, so that they can be taken over as they are. */
function tripleChoice(reader: EntryReader, t: Translate): TemplateChoice | undefined {
  const read = readTriple({
    meta_prompt: reader.take('meta_prompt'),
    user_prompt: reader.take('user_prompt'),
    bot_prompt: reader.take('bot_prompt'),
  });
  reader.finish();
  if (!('wrong' in read)) return { kind: 'triple', ...read };
  for (const key of read.wrong) {
    const isMeta = key === 'meta_prompt';
    reader.refuse(
      key,
      isMeta ? t('a text') : t('a text with {0} in it, where the message goes', '{}'),
    );
  }
  return undefined;
}

function readLora(reader: EntryReader, { t, resolvePath }: Context): LlamaSpec['lora'] {
  const expected = t('an object with a path, or a list of 1 to {0} of them', MAX_LORAS);
  return reader.insideEach('lora', { most: MAX_LORAS, expected }, inner => {
    const path = inner.text('path', t('the path of a GGUF file'));
    const adapter: LoraAdapter = {
      path: path === undefined ? '' : resolvePath(path),
      scale: inner.number('scale', LORA_SCALE) ?? 1,
    };
    inner.finish();
    return adapter;
  });
}
